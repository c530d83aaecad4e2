/** Routes of three builds, with and without a guest reset in the middle: what arrived is sent on, and old values travel. */
import { copyOf, type EmulatedMachine, type HopResult, hop, play } from '@migspec/emulator';
import type { Facts } from '@migspec/runtime';
import { factsText } from '../cells/facts.js';
import { type CellName, type Selector, selects } from '../cells/selector.js';
import type { Start } from '../cells/starts.js';
import { changesInterface, describe, losesState } from '../laws/law.js';
import { scopeOf } from '../scope.js';
import { type Answer, ask, stateOf } from './ask.js';
import { carriedBy } from './carried.js';
import { enter, type SituationState, situations } from './configuration-run.js';
import { address, bigints, commandLine, type Group } from './group.js';
import { destinationProperties } from './lines.js';
import type { BuildSubject } from './subject.js';

export interface ChainCell {
  readonly name: CellName;
  readonly migrated: boolean;
  /** The breach of the law, if any. */
  readonly breach?: string;
}

/** How the second hop of a chain ended, by everything that decides it. */
export type ChainCache = Map<string, { readonly migrated: boolean; readonly breach?: string }>;

interface Origin {
  readonly group: Group;
  readonly source: BuildSubject;
  readonly facts: Facts;
  readonly start: Start;
}

export function* chainsFrom(origin: Origin, machine: EmulatedMachine, only: Selector | undefined, cache: ChainCache): Generator<ChainCell> {
  const { group, source } = origin;
  const model = source.model(group.model);
  const instance = machine.devices[0];
  if (model === undefined || instance === undefined) return;
  for (const situation of situations(origin, machine, scopeOf(model, instance))) {
    for (const middle of group.builds) {
      const routes = group.builds.map((last) => [source.id, middle.id, last.id]);
      if (!routes.some((route) => selects(only, nameOf(origin, route, situation)))) continue;
      play(machine, enter(situation));
      const first = travel(origin, machine, machine, source, middle, new Set());
      for (const last of group.builds) {
        for (const reset of [false, true]) {
          const name = { ...nameOf(origin, [source.id, middle.id, last.id], situation), reset };
          if (!selects(only, name)) continue;
          if (first.outcome !== 'migrated' || first.machine === undefined) yield { name, migrated: false };
          else yield { name, ...onwards(origin, machine, first, middle, last, situation, reset, cache) };
        }
      }
    }
  }
}

function nameOf({ group, facts, start }: Origin, route: readonly string[], situation: SituationState): CellName {
  return { model: group.model, route, on: group.on, config: start.label, facts: factsText(facts), situation: situation.name };
}

function onwards(
  origin: Origin,
  twin: EmulatedMachine,
  first: HopResult,
  middle: BuildSubject,
  last: BuildSubject,
  situation: SituationState,
  reset: boolean,
  cache: ChainCache,
) {
  const arrived = first.machine;
  if (arrived === undefined) return { migrated: false };
  const key = keyOf(origin, arrived, middle, last, situation, reset);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const machine = copyOf(arrived);
  if (reset) play(machine, { kind: 'reset' });
  // After a reset the guest begins anew on the host it is on: that machine, never migrated again, is the yardstick.
  const yardstick = reset ? copyOf(machine) : twin;
  const made = judge(origin, machine, yardstick, middle, last, reset ? new Set() : first.excepted);
  cache.set(key, made);
  return made;
}

function judge(
  origin: Origin,
  machine: EmulatedMachine,
  twin: EmulatedMachine,
  middle: BuildSubject,
  last: BuildSubject,
  excepted: ReadonlySet<string>,
) {
  const { group, source, facts, start } = origin;
  const to = { build: last, facts, properties: destinationProperties(group.model, source, last, start.values) };
  const verdict = ask(group, { build: middle, machine, state: stateOf(machine) }, to);
  const result = travel(origin, machine, twin, middle, last, excepted);
  const migrated = result.outcome === 'migrated';
  const wrong = (what: string) => ({ migrated, breach: `the check says ${what}; ${describe(result)}` });
  const codes = verdict.reasons.map(({ code }) => code).join(', ');
  switch (verdict.outcome === 'no' ? verdict.class : verdict.outcome) {
    case 'yes':
      return migrated ? { migrated } : wrong('yes');
    case 'create':
      return result.outcome === 'refused-at-create' ? { migrated } : wrong(`no, ${codes}`);
    case 'state':
      return losesState(result) || alwaysNo(group, middle, machine, to) ? { migrated } : wrong(`no, ${codes}`);
    case 'guest':
      return changesInterface(result) || losesState(result) ? { migrated } : wrong(`no, ${codes}`);
    case 'policy':
      return { migrated };
    default:
      return wrong('depends, although it was given the state');
  }
}

/** Layouts that differ may agree by chance on one state: then the check says no without the state too. */
function alwaysNo(group: Group, build: BuildSubject, machine: EmulatedMachine, to: Parameters<typeof ask>[2]): boolean {
  const verdict: Answer = ask(group, { build, machine }, to);
  return verdict.outcome === 'no';
}

function travel(
  { group, source, facts, start }: Origin,
  machine: EmulatedMachine,
  twin: EmulatedMachine,
  from: BuildSubject,
  to: BuildSubject,
  excepted: ReadonlySet<string>,
): HopResult {
  const properties = destinationProperties(group.model, source, to, start.values);
  const create = group.started
    ? ({ how: 'started', line: commandLine(group, facts, properties) } as const)
    : ({ how: 'configured' } as const);
  return hop({ source: machine, twin, destination: to.host, create, scripts: [], carries: carriedBy(from.model(group.model)), excepted });
}

function keyOf(
  { group, source, facts, start }: Origin,
  arrived: EmulatedMachine,
  middle: BuildSubject,
  last: BuildSubject,
  situation: SituationState,
  reset: boolean,
): string {
  const properties = destinationProperties(group.model, source, last, start.values);
  const there = group.started ? group.make(last, facts, undefined, properties) : undefined;
  const made = there === undefined ? 'configured' : there.ok ? there.value.devices[0]?.device.configuration : there.refusal.message;
  const before = group.starts(source, facts).find((candidate) => candidate === start)?.configuration;
  return [
    source.slice(group.model),
    middle.slice(group.model),
    last.slice(group.model),
    JSON.stringify([before, arrived.devices[0]?.device.configuration, made, facts, address, situation.name, reset], bigints),
  ].join('\n');
}
