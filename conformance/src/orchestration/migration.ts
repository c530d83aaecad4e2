/** A migration between two of the spec's builds, ready to be carried out, with what the check says of it. */
import { copyOf, type EmulatedMachine, resolvesAnew, type Scenario } from '@migspec/emulator';
import { type Answer, ask, stateOf } from '../run/ask.js';
import { carriedBy } from '../run/carried.js';
import { commandLine } from '../run/group.js';
import { enter, type Origin, type Situation } from '../run/origin.js';
import type { BuildSubject } from '../run/subject.js';

export interface Migration {
  readonly scenario: Scenario;
  /** The step that asks first: what the check says, with the state that the guest has then. */
  readonly ask: NonNullable<Scenario['ask']>;
  /** With the state as it is when the migration begins, and as it is when the guest is stopped. */
  readonly answers: readonly [begins: Answer, stops: Answer];
}

/** The guest is in `before`, and comes into `next` while its memory is copied. `backend`: sections that a backend keeps. */
export function migrationOf(
  origin: Origin,
  destination: BuildSubject,
  before: Situation,
  next: Situation,
  backend: ReadonlySet<string> | undefined,
): Migration {
  const { group, source, facts, instance } = origin;
  const properties = origin.properties(destination);
  const answer = (machine: EmulatedMachine): Answer =>
    ask(group, { build: source, machine, state: stateOf(machine) }, { build: destination, facts, properties });
  // Who begins anew may find other params; such a guest stays as it is.
  const event = (situation: Situation) => (resolvesAnew(instance) ? [] : [enter(situation)]);
  const moving = event(next).length > 0;
  return {
    answers: [answer(origin.in(before)), answer(origin.in(moving ? next : before))],
    ask(machine) {
      const { outcome, reasons } = answer(machine);
      const [reason] = reasons;
      return outcome === 'yes' ? undefined : { code: reason?.code ?? 'NOT_DECLARED', message: reason?.text ?? 'nobody says that it works' };
    },
    scenario: {
      source: copyOf(origin.in(before)),
      destination: destination.host,
      create: group.started ? { how: 'started', line: commandLine(group, facts, properties) } : { how: 'configured' },
      during: event(next),
      after: event(before),
      carries: carriedBy(source.model(group.model)),
      ...(backend === undefined ? {} : { inBackend: inSections(origin, backend) }),
    },
  };
}

function inSections({ instance }: Origin, backend: ReadonlySet<string>): NonNullable<Scenario['inBackend']> {
  return (name) => instance.type.descriptor.sections.some((section) => backend.has(section.id) && section.match(name) !== undefined);
}
