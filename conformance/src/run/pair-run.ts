/** One configuration of a pair of builds, in every situation: what the check says, and what the emulator does. */
import { type HopPlan, type HopResult, hop, interfaceChanges, type Refusal, type Script } from '@migspec/emulator';
import { type CellName, type Selector, selects } from '../cells/selector.js';
import { type Answer, ask, askWithoutFacts, stateOf } from './ask.js';
import { carriedBy } from './carried.js';
import { address, bigints, commandLine } from './group.js';
import { described, enter, type Origin, type Situation } from './origin.js';
import type { BuildSubject } from './subject.js';

/** What the laws look at. */
export interface PairRun {
  readonly name: CellName;
  /** Without the state. */
  readonly verdict: Answer;
  /** Told nothing of the hosts either; where the model depends on them. */
  readonly factless?: Answer;
  readonly cells: readonly CellRun[];
  /** Some situations were left out: nothing can be said of all of them together. */
  readonly partial?: boolean;
  /** Why the destination cannot be made of the configuration; a source that may not be sent shows it in no cell. */
  readonly uncreatable?: Uncreatable;
  /** When creation is refused: a configuration that can be created and shows the guest the same, which must not exist. */
  readonly lookalike?: string;
}

export interface Uncreatable {
  readonly refusal: Refusal;
  /** What the param that was refused is called: by its identity, and at either end. None where no param was. */
  readonly params: readonly string[];
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

/** Runs by everything that decides them; the verdicts in them are about one of several builds that are alike. */
export type PairCache = Map<string, Omit<PairRun, 'name'>>;

export function runPair(origin: Origin, destination: BuildSubject, only: Selector | undefined, cache: PairCache): PairRun {
  const name = origin.name([origin.source, destination]);
  const wanted = origin.situations.filter((situation) => selects(only, { ...name, situation: situation.name }));
  const key = pairKey(origin, destination, wanted);
  const partial = wanted.length < origin.situations.length ? { partial: true } : {};
  const known = cache.get(key);
  if (known !== undefined) return { ...known, name, verdict: verdictOf(origin, destination), ...partial };
  const made = run(origin, destination, wanted);
  cache.set(key, made);
  return { ...made, name, ...partial };
}

export function pairKey(origin: Origin, destination: BuildSubject, wanted: readonly Situation[]): string {
  const { group, source, facts } = origin;
  const read = destination.factsRead(group.model, facts);
  const host = destination.hostFactsRead(group.model);
  const made = JSON.stringify([origin.configurationAt(destination), read, host, wanted.map(({ name }) => name)], bigints);
  const names = group.named ? [source.id, destination.id] : [];
  return [origin.key, group.started, destination.slice(group.model), ...errata(source), ...errata(destination), ...names, made].join('\n');
}

const errata = (build: BuildSubject): string[] => build.document.errata.map(({ id }) => id);

/** Without the state. */
export function verdictOf(origin: Origin, destination: BuildSubject): Answer {
  const { group, source, facts } = origin;
  return ask(group, { build: source, machine: origin.fresh() }, { build: destination, facts, properties: origin.properties(destination) });
}

function run(origin: Origin, destination: BuildSubject, wanted: readonly Situation[]): Omit<PairRun, 'name'> {
  const { group, source, facts, scope } = origin;
  const verdict = verdictOf(origin, destination);
  const to = { build: destination, facts, properties: origin.properties(destination) };
  const hops = runHops(origin, destination, wanted);
  const cells = hops.map(({ situation, ...happened }): CellRun => {
    const machine = origin.in(situation);
    return {
      situation: situation.name,
      verdict: ask(group, { build: source, machine, state: stateOf(machine) }, to),
      predicates: verdict.predicates.map(({ predicate }) => {
        const value = scope.evaluate(predicate, situation.state);
        return typeof value === 'boolean' ? value : undefined;
      }),
      ...happened,
    };
  });
  const uncreatable = origin.refusalAt(destination);
  const lookalike = uncreatable === undefined || cells.length === 0 ? undefined : findLookalike(origin, destination);
  const factless = group.hosts.length > 1 ? askWithoutFacts(group, { build: source, machine: origin.fresh() }, to) : undefined;
  return {
    verdict,
    ...(factless === undefined ? {} : { factless }),
    cells,
    ...(uncreatable === undefined ? {} : { uncreatable: named(origin, destination, uncreatable) }),
    ...(lookalike === undefined ? {} : { lookalike }),
  };
}

interface Hops {
  readonly situation: Situation;
  readonly exact: Happened;
  readonly nearest?: Happened;
}

function runHops(origin: Origin, destination: BuildSubject, wanted: readonly Situation[]): Hops[] {
  const { group, situations } = origin;
  const there = destination.model(group.model);
  const known = new Set(there === undefined ? [] : described(there).map(({ name }) => name));
  // A guest enters no situation that the build it runs on does not have.
  const all = situations.filter(({ name }) => known.has(name));
  // A script that enters a situation leaves nothing of what arrived: once per configuration says it all.
  let scripts: readonly Script[] = [
    { name: 'reset', events: [{ kind: 'reset' }] },
    ...all.map((next) => ({ name: next.name, events: [enter(next)] })),
  ];
  return wanted.map((situation) => {
    const next = all[(all.indexOf(situation) + 1) % all.length] ?? situation;
    const goesOn: Script = { name: `then ${next.name}`, events: [{ kind: 'write', address, state: next.values }] };
    const plan = { ...hopPlan(origin, destination, situation), scripts: [goesOn, ...scripts] };
    const exact = hop(plan);
    origin.arrivals.set(arrivalKey(situation, destination), exact);
    if (exact.machine !== undefined) scripts = [];
    const refused = exact.outcome === 'refused-at-create' && !group.started;
    return { situation, exact: happened(exact), ...(refused ? { nearest: happened(hop({ ...plan, create: { how: 'nearest' } })) } : {}) };
  });
}

export const arrivalKey = ({ name }: Situation, { place }: BuildSubject): string => `${name} ${place}`;

/** The first hop from where cells begin. A hop changes nothing at its source, so the source is its own twin. */
export function hopPlan(origin: Origin, destination: BuildSubject, situation: Situation): HopPlan {
  const { group, source } = origin;
  const machine = origin.in(situation);
  return {
    source: machine,
    twin: machine,
    destination: destination.host,
    create: createAt(origin, destination),
    scripts: [],
    carries: carriedBy(source.model(group.model)),
  };
}

export function createAt(origin: Origin, destination: BuildSubject): HopPlan['create'] {
  const { group, facts } = origin;
  return group.started ? { how: 'started', line: commandLine(group, facts, origin.properties(destination)) } : { how: 'configured' };
}

function happened({ machine: _, excepted: __, ...rest }: HopResult): Happened {
  return rest;
}

/** The destination names a param as it does itself, or one that it does not know by its identity. */
function named({ group, source }: Origin, destination: BuildSubject, refusal: Refusal): Uncreatable {
  const { param } = refusal.details;
  if (param === undefined) return { refusal, params: [] };
  const [here, there] = [source, destination].map((build) => build.model(group.model)?.params ?? []);
  const id = there?.find(({ name }) => name === param)?.id ?? param;
  return { refusal, params: [param, id, ...(here ?? []).flatMap((own) => (own.id === id ? [own.name] : []))] };
}

/** A configuration of the destination that shows the guest what the source shows. */
function findLookalike(origin: Origin, destination: BuildSubject): string | undefined {
  const { group, facts } = origin;
  const machine = origin.fresh();
  const found = group.starts(destination, facts).find((start) => {
    const made = group.make(destination, facts, start.version, start.values);
    return made.ok && interfaceChanges(machine, made.value).length === 0;
  });
  return found?.label;
}
