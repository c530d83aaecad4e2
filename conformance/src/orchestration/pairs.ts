/** Pairs of the spec's own builds to carry migrations out between: one that works, and one for each class of `no`. */
import type { Scenario } from '@migspec/emulator';
import type { Answer } from '../run/ask.js';
import type { Group } from '../run/group.js';
import { groupsOf } from '../run/groups.js';
import { Origin, type SituationCache } from '../run/origin.js';
import type { BuildSubject, Subject } from '../run/subject.js';
import type { Backends } from './backends.js';
import { migrationOf } from './migration.js';

/** What the check says of it: it works, or the class of the refusal. */
export type PairKind = 'works' | 'create' | 'state' | 'guest';
export const pairKinds: readonly PairKind[] = ['works', 'create', 'state', 'guest'];

/** How a destination is made; a device composed of two processes is a kind of its own. */
export type Making = 'configured' | 'started' | 'composed';

export interface Pair {
  readonly making: Making;
  readonly kind: PairKind;
  readonly model: string;
  /** A machine type, or `configured`. */
  readonly on: string;
  readonly source: string;
  readonly destination: string;
  readonly configuration: string;
  /** Of the refusal, as the check has it. */
  readonly code?: string;
  readonly scenario: Scenario;
  readonly ask: NonNullable<Scenario['ask']>;
}

/** Of one model; the others differ little. */
const enoughMachineTypes = 2;
const enoughStarts = 3;

/** The first of each kind, for each way of making the destination. */
export function pairsOf(subject: Subject, backends: Backends): Pair[] {
  const found = new Map<string, Pair>();
  const tried = new Map<string, number>();
  const cache: SituationCache = new Map();
  for (const group of groupsOf(subject)) {
    const making: Making = backends.has(group.model) ? 'composed' : group.started ? 'started' : 'configured';
    const times = tried.get(group.model) ?? 0;
    tried.set(group.model, times + 1);
    if (times >= enoughMachineTypes || pairKinds.every((kind) => found.has(`${making} ${kind}`))) continue;
    for (const pair of pairsIn(group, making, backends.get(group.model), cache)) {
      const key = `${making} ${pair.kind}`;
      if (!found.has(key)) found.set(key, pair);
      if (pairKinds.every((kind) => found.has(`${making} ${kind}`))) break;
    }
  }
  const makings: readonly Making[] = ['configured', 'started', 'composed'];
  return makings.flatMap((making) => pairKinds.flatMap((kind) => found.get(`${making} ${kind}`) ?? []));
}

/** Between the oldest and the newest build, and between the newest neighbours, both ways: to find one of each kind is enough. */
function* pairsIn(group: Group, making: Making, backend: ReadonlySet<string> | undefined, cache: SituationCache): Generator<Pair> {
  for (const [source, destination] of routes(group.builds.map((build) => group.sites(build)[0] ?? build))) {
    for (const facts of group.facts.slice(-1)) {
      for (const start of group.starts(source, facts).slice(0, enoughStarts)) {
        const origin = Origin.of(group, source, facts, start, cache);
        const pair = origin === undefined ? undefined : pairOf(origin, destination, making, backend);
        if (pair !== undefined) yield pair;
      }
    }
  }
}

function routes(builds: readonly BuildSubject[]): (readonly [BuildSubject, BuildSubject])[] {
  const [only, ...others] = builds;
  if (only !== undefined && others.length === 0) return [[only, only]];
  const ways = [[builds[0], builds.at(-1)] as const, [builds.at(-2), builds.at(-1)] as const];
  return ways.flatMap(([older, newer]) =>
    older === undefined || newer === undefined || older === newer ? [] : [[older, newer] as const, [newer, older] as const],
  );
}

function pairOf(origin: Origin, destination: BuildSubject, making: Making, backend: ReadonlySet<string> | undefined): Pair | undefined {
  const last = origin.situations.at(-1);
  const before = origin.situations.at(-2) ?? last;
  if (last === undefined || before === undefined) return undefined;
  const { scenario, ask, answers } = migrationOf(origin, destination, before, last, backend);
  const [begins, stops] = answers;
  const kind = kindOf(stops);
  // The answer must not wait for what the guest does meanwhile.
  if (kind === undefined || kind !== kindOf(begins)) return undefined;
  const { group, source, start } = origin;
  const [reason] = stops.reasons;
  return {
    making,
    kind,
    model: group.model,
    on: group.on,
    source: source.id,
    destination: destination.id,
    configuration: start.label,
    ...(reason === undefined ? {} : { code: reason.code }),
    scenario,
    ask,
  };
}

/** Outcome `depends` never comes with the state; policy makes no claim of what would happen. */
function kindOf({ outcome, class: of }: Answer): PairKind | undefined {
  if (outcome === 'yes') return 'works';
  return of === 'create' || of === 'state' || of === 'guest' ? of : undefined;
}
