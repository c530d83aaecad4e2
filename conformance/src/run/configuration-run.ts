/** One configuration of a pair of builds, in every situation: what the check says, and what the emulator does. */
import { type EmulatedMachine, type HopResult, hop, interfaceChanges, play, type Script } from '@migspec/emulator';
import type { Facts } from '@migspec/runtime';
import { factsText } from '../cells/facts.js';
import type { CellName, Selector } from '../cells/selector.js';
import { selects } from '../cells/selector.js';
import type { Start } from '../cells/starts.js';
import { type Scope, scopeOf } from '../scope.js';
import { materialise } from '../situations/materialise.js';
import { type Answer, ask, stateOf } from './ask.js';
import { carriedBy } from './carried.js';
import { address, bigints, commandLine, type Group } from './group.js';
import { destinationProperties } from './lines.js';
import type { BuildSubject } from './subject.js';

/** What the laws look at. */
export interface ConfigurationRun {
  readonly name: CellName;
  /** Without the state. */
  readonly verdict: Answer;
  readonly cells: readonly CellRun[];
  /** When creation is refused: a configuration that can be created and shows the guest the same, which must not exist. */
  readonly lookalike?: string;
}

export interface CellRun {
  readonly situation: string;
  /** With the state. */
  readonly verdict: Answer;
  /** Per predicate that the verdict without the state waits for, in its order: true where it goes wrong. */
  readonly predicates: readonly (boolean | undefined)[];
  readonly exact: Happened;
  /** When the exact configuration is refused: the nearest that can be created. */
  readonly nearest?: Happened;
}

/** A hop, without the machine it made. */
export type Happened = Omit<HopResult, 'machine' | 'excepted'>;

export interface SituationState {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Pair {
  readonly group: Group;
  readonly source: BuildSubject;
  readonly destination: BuildSubject;
  readonly facts: Facts;
  readonly start: Start;
}

/** Hops that were run, by everything that decides them. */
export type HopCache = Map<string, ReadonlyMap<string, { readonly exact: Happened; readonly nearest?: Happened }>>;

export function runConfiguration(
  pair: Pair,
  machine: EmulatedMachine,
  only: Selector | undefined,
  cache: HopCache,
): ConfigurationRun | undefined {
  const { group, source, destination, facts, start } = pair;
  const name = pairName(pair);
  if (!selects(only, name)) return undefined;
  const model = source.model(group.model);
  const instance = machine.devices[0];
  if (model === undefined || instance === undefined) return undefined;
  const scope = scopeOf(model, instance);
  const all = situations(pair, machine, scope);
  const wanted = all.filter((situation) => selects(only, { ...name, situation: situation.name }));
  const to = { build: destination, facts, properties: destinationProperties(group.model, source, destination, start.values) };
  play(machine, { kind: 'reset' });
  const verdict = ask(group, { build: source, machine }, to);
  const hops = cached(pair, machine, all, wanted, cache);
  const cells = wanted.map((situation): CellRun => {
    play(machine, enter(situation));
    const state = instance.device.state;
    const happened = hops.get(situation.name);
    if (happened === undefined) throw new Error(`no hop was run in ${situation.name}`);
    return {
      situation: situation.name,
      verdict: ask(group, { build: source, machine, state: stateOf(machine) }, to),
      predicates: verdict.predicates.map(({ predicate }) => {
        const value = scope.evaluate(predicate, state);
        return typeof value === 'boolean' ? value : undefined;
      }),
      ...happened,
    };
  });
  play(machine, { kind: 'reset' });
  const refused = cells.length > 0 && cells.every(({ exact }) => exact.outcome === 'refused-at-create');
  const lookalike = refused ? findLookalike(pair, machine) : undefined;
  return { name, verdict, cells, ...(lookalike === undefined ? {} : { lookalike }) };
}

export function pairName({ group, source, destination, facts, start }: Pair): CellName {
  return { model: group.model, route: [source.id, destination.id], on: group.on, config: start.label, facts: factsText(facts) };
}

export function enter(situation: SituationState): Script['events'][number] {
  return { kind: 'situation', name: situation.name, address, state: situation.values };
}

/** Those that the configuration has. */
export function situations({ group, source }: Pick<Pair, 'group' | 'source'>, machine: EmulatedMachine, scope: Scope): SituationState[] {
  const model = source.model(group.model);
  const device = machine.devices[0]?.device;
  if (model === undefined || device === undefined) return [];
  return model.situations
    .filter(({ when }) => when === undefined || scope.evaluate(when, scope.reset) === true)
    .map((situation) => ({
      name: situation.name,
      values: materialise(model, situation, scope.reset, (expression, state, self) =>
        scope.evaluate(expression, state, self === undefined ? {} : { self }),
      ),
    }));
}

function cached(
  pair: Pair,
  machine: EmulatedMachine,
  all: readonly SituationState[],
  wanted: readonly SituationState[],
  cache: HopCache,
): ReadonlyMap<string, { readonly exact: Happened; readonly nearest?: Happened }> {
  const key = hopKey(pair, machine, wanted);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = runHops(pair, machine, all, wanted);
  cache.set(key, made);
  return made;
}

function hopKey({ group, source, destination, facts, start }: Pair, machine: EmulatedMachine, wanted: readonly SituationState[]): string {
  const properties = destinationProperties(group.model, source, destination, start.values);
  const there = group.started ? group.make(destination, facts, undefined, properties) : undefined;
  const made = there === undefined ? 'configured' : there.ok ? there.value.devices[0]?.device.configuration : there.refusal.message;
  return [
    source.slice(group.model),
    destination.slice(group.model),
    JSON.stringify([machine.devices[0]?.device.configuration, facts, made, wanted.map(({ name }) => name)], bigints),
  ].join('\n');
}

function runHops(pair: Pair, machine: EmulatedMachine, all: readonly SituationState[], wanted: readonly SituationState[]) {
  const { group, source, destination, facts, start } = pair;
  const properties = destinationProperties(group.model, source, destination, start.values);
  const create = group.started
    ? ({ how: 'started', line: commandLine(group, facts, properties) } as const)
    : ({ how: 'configured' } as const);
  const carries = carriedBy(source.model(group.model));
  const results = new Map<string, { readonly exact: Happened; readonly nearest?: Happened }>();
  // A script that enters a situation leaves nothing of what arrived: once per configuration says it all.
  let scripts: readonly Script[] = [
    { name: 'reset', events: [{ kind: 'reset' }] },
    ...all.map((next) => ({ name: next.name, events: [enter(next)] })),
  ];
  for (const [index, situation] of wanted.entries()) {
    play(machine, enter(situation));
    const next = all[(index + 1) % all.length] ?? situation;
    const goesOn: Script = { name: `then ${next.name}`, events: [{ kind: 'write', address, state: next.values }] };
    const plan = { source: machine, twin: machine, destination: destination.host, scripts: [goesOn, ...scripts], carries };
    const exact = hop({ ...plan, create });
    if (exact.machine !== undefined) scripts = [];
    const refused = exact.outcome === 'refused-at-create' && !group.started;
    results.set(
      situation.name,
      refused ? { exact: happened(exact), nearest: happened(hop({ ...plan, create: { how: 'nearest' } })) } : { exact: happened(exact) },
    );
  }
  return results;
}

function happened({ machine: _, excepted: __, ...rest }: HopResult): Happened {
  return rest;
}

/** A configuration of the destination that shows the guest what the source shows. */
function findLookalike({ group, destination, facts }: Pair, machine: EmulatedMachine): string | undefined {
  const found = group.starts(destination, facts).find((start) => {
    const made = group.make(destination, facts, start.version, start.values);
    return made.ok && interfaceChanges(machine, made.value).length === 0;
  });
  return found?.label;
}
