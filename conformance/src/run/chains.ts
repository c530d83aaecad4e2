/** Routes of three builds, with and without a guest reset in the middle: what arrived is sent on, and old values travel. */
import { copyOf, type EmulatedMachine, type HopResult, hop, play } from '@migspec/emulator';
import { type CellName, type Selector, selects } from '../cells/selector.js';
import { changesInterface, describe, losesState } from '../laws/law.js';
import { ask, stateOf } from './ask.js';
import { carriedBy } from './carried.js';
import { bigints } from './group.js';
import type { Origin, Situation } from './origin.js';
import { createAt, hopPlan } from './pair-run.js';
import type { BuildSubject } from './subject.js';

export interface ChainCell {
  readonly name: CellName;
  readonly migrated: boolean;
  /** The breach of the law, if any. */
  readonly breach?: string;
}

export type ChainOutcome = Omit<ChainCell, 'name'>;

/** How chains ended, by everything that decides them. */
export type ChainCache = Map<string, ChainOutcome>;

export function* chainsFrom(origin: Origin, only: Selector | undefined, cache: ChainCache): Generator<ChainCell> {
  const { group, source } = origin;
  const keys = new Map(group.builds.map((build) => [build, keyAt(origin, build)]));
  for (const middle of group.builds) {
    for (const situation of origin.situations) {
      // Only when some route through here was not seen before.
      let arrived: HopResult | undefined;
      for (const last of group.builds) {
        for (const reset of [false, true]) {
          const name = { ...origin.name([source.id, middle.id, last.id]), situation: situation.name, reset };
          if (!selects(only, name)) continue;
          const key = [origin.key, keys.get(middle), keys.get(last), situation.name, reset].join('\n');
          let outcome = cache.get(key);
          if (outcome === undefined) {
            arrived ??= hop(hopPlan(origin, middle, situation));
            outcome = onwards(origin, situation, arrived, middle, last, reset);
            cache.set(key, outcome);
          }
          yield { name, ...outcome };
        }
      }
    }
  }
}

function keyAt(origin: Origin, build: BuildSubject): string {
  return `${build.slice(origin.group.model)} ${JSON.stringify([origin.configurationAt(build), build.factsRead(origin.group.model, origin.facts)], bigints)}`;
}

function onwards(
  origin: Origin,
  situation: Situation,
  arrived: HopResult,
  middle: BuildSubject,
  last: BuildSubject,
  reset: boolean,
): ChainOutcome {
  // What does not get past the first hop is the business of the pair.
  if (arrived.outcome !== 'migrated' || arrived.machine === undefined) return { migrated: false };
  const machine = copyOf(arrived.machine);
  if (!reset) return judge(origin, machine, origin.in(situation), middle, last, arrived.excepted);
  play(machine, { kind: 'reset' });
  // After a reset the guest begins anew on the host it is on: that machine, never migrated again, is the yardstick.
  return judge(origin, machine, machine, middle, last, new Set());
}

function judge(
  origin: Origin,
  machine: EmulatedMachine,
  twin: EmulatedMachine,
  middle: BuildSubject,
  last: BuildSubject,
  excepted: ReadonlySet<string>,
): ChainOutcome {
  const { group, facts } = origin;
  const to = { build: last, facts, properties: origin.properties(last) };
  const verdict = ask(group, { build: middle, machine, state: stateOf(machine) }, to);
  const carries = carriedBy(middle.model(group.model));
  const result = hop({ source: machine, twin, destination: last.host, create: createAt(origin, last), scripts: [], carries, excepted });
  const migrated = result.outcome === 'migrated';
  const codes = verdict.reasons.map(({ code }) => code).join(', ');
  const held = (fine: boolean): ChainOutcome =>
    fine ? { migrated } : { migrated, breach: `the check says ${verdict.outcome} ${codes}; ${describe(result)}` };
  switch (verdict.outcome === 'no' ? verdict.class : verdict.outcome) {
    case 'yes':
      return held(migrated);
    case 'create':
      return held(result.outcome === 'refused-at-create');
    case 'state':
      // Layouts that differ may agree by chance on one state: then the check says no without the state too.
      return held(
        losesState(result) || result.outcome === 'refused-at-create' || ask(group, { build: middle, machine }, to).outcome === 'no',
      );
    case 'guest':
      return held(changesInterface(result) || losesState(result));
    case 'policy':
      return { migrated };
    default:
      return held(false);
  }
}
