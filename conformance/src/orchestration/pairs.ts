/** Pairs of the spec's own builds to carry migrations out between: one that works, and one for each class of `no`. */
import { copyOf, type EmulatedMachine, resolvesAnew, type Scenario } from '@migspec/emulator';
import { type Answer, ask, stateOf } from '../run/ask.js';
import { carriedBy } from '../run/carried.js';
import { commandLine, type Group } from '../run/group.js';
import { groupsOf } from '../run/groups.js';
import { enter, Origin, type Situation, type SituationCache } from '../run/origin.js';
import type { BuildSubject, Subject } from '../run/subject.js';

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

/** Sections that the backend of a composed model keeps, by their ids. */
export type Backends = ReadonlyMap<string, ReadonlySet<string>>;

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
  const ways = [[builds[0], builds.at(-1)] as const, [builds.at(-2), builds.at(-1)] as const];
  return ways.flatMap(([older, newer]) =>
    older === undefined || newer === undefined || older === newer ? [] : [[older, newer] as const, [newer, older] as const],
  );
}

export function pairOf(
  origin: Origin,
  destination: BuildSubject,
  making: Making,
  backend: ReadonlySet<string> | undefined,
): Pair | undefined {
  const { group, source, facts, start, instance } = origin;
  const last = origin.situations.at(-1);
  const before = origin.situations.at(-2) ?? last;
  if (last === undefined || before === undefined) return undefined;
  const asked = (machine: EmulatedMachine): Answer =>
    ask(
      group,
      { build: source, machine, state: stateOf(machine) },
      { build: destination, facts, properties: origin.properties(destination) },
    );
  // The answer must not wait for what the guest does meanwhile.
  const [then, now] = [asked(origin.in(before)), asked(origin.in(last))];
  const kind = kindOf(now);
  if (kind === undefined || kind !== kindOf(then)) return undefined;
  const event = (situation: Situation) => (resolvesAnew(instance) ? [] : [enter(situation)]);
  const inBackend = backend === undefined ? undefined : inSections(origin, backend);
  const ask_ = (machine: EmulatedMachine) => {
    const answer = asked(machine);
    const [reason] = answer.reasons;
    return answer.outcome === 'yes' ? undefined : { code: reason?.code ?? 'NOT_DECLARED', message: reason?.text ?? 'no' };
  };
  return {
    making,
    kind,
    model: group.model,
    on: group.on,
    source: source.id,
    destination: destination.id,
    configuration: start.label,
    ...(now.reasons[0] === undefined ? {} : { code: now.reasons[0].code }),
    ask: ask_,
    scenario: {
      source: copied(origin, before),
      destination: destination.host,
      create: group.started ? { how: 'started', line: commandLine(group, facts, origin.properties(destination)) } : { how: 'configured' },
      during: event(last),
      after: event(before),
      carries: carriedBy(source.model(group.model)),
      ...(inBackend === undefined ? {} : { inBackend }),
    },
  };
}

function copied(origin: Origin, situation: Situation): EmulatedMachine {
  return copyOf(origin.in(situation));
}

/** Outcome `depends` never comes with the state; policy makes no claim of what would happen. */
function kindOf({ outcome, class: of }: Answer): PairKind | undefined {
  if (outcome === 'yes') return 'works';
  return of === 'create' || of === 'state' || of === 'guest' ? of : undefined;
}

function inSections({ instance }: Origin, backend: ReadonlySet<string>): NonNullable<Scenario['inBackend']> {
  return (name) => instance.type.descriptor.sections.some((section) => backend.has(section.id) && section.match(name) !== undefined);
}

/** Of every composed model, the sections that its back has; all of them where the back has none. */
export function backendsOf(subject: Subject, composed: readonly { readonly model: string; readonly back: string }[]): Backends {
  const builds = subject.implementations.flatMap((implementation) => implementation.builds);
  return new Map(
    composed.map(({ model, back }) => {
      const ids = (wanted: string) => new Set(builds.flatMap((build) => build.model(wanted)?.sections.map(({ id }) => id) ?? []));
      const own = ids(back);
      return [model, own.size === 0 ? ids(model) : own];
    }),
  );
}
