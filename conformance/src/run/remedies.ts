/** A remedy of an erratum applied to a migration that the erratum breaks: what then happens, beside the twin. */
import type { DocumentModel, DocumentRemedy, DocumentValue } from '@migspec/capabilities';
import { parseValue, tableValues } from '@migspec/compat';
import { copyOf, type HopPlan, type HopResult, hop, interfaceChanges, play, withVariables } from '@migspec/emulator';
import type { ParamValue } from '@migspec/runtime';
import { describe } from '../laws/law.js';
import { materialise } from '../situations/materialise.js';
import { carriedBy } from './carried.js';
import { commandLine, Group } from './group.js';
import { Origin, type Situation, type SituationCache } from './origin.js';
import { createAt, hopPlan } from './pair-run.js';
import type { BuildSubject } from './subject.js';

export interface Broken {
  readonly origin: Origin;
  readonly destination: BuildSubject;
  readonly situation: Situation;
  readonly situations: SituationCache;
  readonly deviates: (build: BuildSubject) => boolean;
}

export interface Attempt {
  readonly works: boolean;
  /** What happened, in one line. */
  readonly what: string;
}

type Action<Kind extends DocumentRemedy['action']['kind']> = Extract<DocumentRemedy['action'], { readonly kind: Kind }>;

/** Undefined where there is nothing to apply: no such situation in this configuration, no such build or machine type for the model. */
export function tryRemedy(action: DocumentRemedy['action'], broken: Broken): Attempt | undefined {
  switch (action.kind) {
    case 'set':
      return set(action, broken);
    case 'machine-type':
      return machineType(action, broken);
    case 'through':
      return through(action, broken);
    case 'reset':
      return reset(broken);
    case 'guest':
      return guest(action, broken);
    case 'upgrade':
      return upgrade(action, broken);
    case 'repair':
      return repair(action, broken);
  }
}

const ended = (result: HopResult): Attempt => ({ works: result.outcome === 'migrated', what: describe(result) });
const unmade: Attempt = { works: false, what: 'the source cannot be started so' };

/** The same situation of a machine that was started otherwise. */
function again(made: Origin | undefined, { situation }: Broken): { readonly origin: Origin; readonly situation: Situation } | undefined {
  const found = made?.situations.find(({ name }) => name === situation.name);
  return made === undefined || found === undefined ? undefined : { origin: made, situation: found };
}

function set({ values }: Action<'set'>, broken: Broken): Attempt | undefined {
  const { group, source, facts, start } = broken.origin;
  const here = known(source.model(group.model), values);
  const there = known(broken.destination.model(group.model), values);
  // A destination that the source configures has nothing said to it.
  if (Object.keys(here).length === 0 && (!group.started || Object.keys(there).length === 0)) return undefined;
  const made = Origin.of(group, source, facts, { ...start, values: { ...start.values, ...here } }, broken.situations);
  if (made === undefined) return unmade;
  const same = again(made, broken);
  if (same === undefined) return undefined;
  const plan = hopPlan(made, broken.destination, same.situation);
  const line = { ...made.properties(broken.destination), ...there };
  const create: HopPlan['create'] = group.started ? { how: 'started', line: commandLine(group, facts, line) } : plan.create;
  return ended(hop({ ...plan, create }));
}

function known(model: DocumentModel | undefined, values: Readonly<Record<string, DocumentValue>>): Record<string, ParamValue> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const param = model?.params.find((each) => each.name === name);
      const parsed = param === undefined ? undefined : parseValue(param.type, value);
      return parsed === undefined ? [] : [[name, parsed]];
    }),
  );
}

/** What the other machine type sets is not said on the device any more: it would prevail. */
function machineType({ machineType: on }: Action<'machine-type'>, broken: Broken): Attempt | undefined {
  const { group, source, facts, start } = broken.origin;
  if (!group.started || group.machineType === on) return undefined;
  const other = new Group(group.implementation, group.model, on, group.deviceClass);
  const values = unsaid(start.values, other, source);
  const made = Origin.of(other, source, facts, { ...start, values }, broken.situations);
  if (made === undefined) return unmade;
  const same = again(made, broken);
  return same === undefined ? undefined : ended(hop(hopPlan(same.origin, broken.destination, same.situation)));
}

function unsaid(values: Origin['start']['values'], { model: id, machineType: on, deviceClass }: Group, { document }: BuildSubject) {
  const model = document.models[id];
  const set = model === undefined || deviceClass === undefined ? {} : tableValues(document, on, deviceClass, model);
  return Object.fromEntries(Object.entries(values).filter(([name]) => !Object.hasOwn(set, name)));
}

function through({ build, reset: begins }: Action<'through'>, { origin, destination, situation }: Broken): Attempt | undefined {
  const { group, source } = origin;
  const middle = group.builds.find(({ id }) => id === build)?.on(source.host.hostFacts);
  if (middle === undefined || middle.id === source.id || middle.id === destination.id) return undefined;
  const first = hop(hopPlan(origin, middle, situation));
  // A build that cannot have the machine is no way.
  if (first.outcome === 'refused-at-create') return undefined;
  if (first.outcome !== 'migrated' || first.machine === undefined) return { works: false, what: `to ${build}: ${describe(first)}` };
  const machine = copyOf(first.machine);
  if (begins) play(machine, { kind: 'reset' });
  return ended(
    hop({
      source: machine,
      // After a reset the guest begins anew: the machine in the middle, never migrated again, is the yardstick.
      twin: begins ? machine : origin.in(situation),
      destination: destination.host,
      create: createAt(origin, destination),
      scripts: [],
      carries: carriedBy(middle.model(group.model)),
      ...(begins ? {} : { excepted: first.excepted }),
    }),
  );
}

function reset({ origin, destination, situation }: Broken): Attempt {
  const machine = copyOf(origin.in(situation));
  play(machine, { kind: 'reset' });
  return ended(hop({ ...hopPlan(origin, destination, situation), source: machine, twin: machine }));
}

function guest({ situation: wanted }: Action<'guest'>, { origin, destination }: Broken): Attempt | undefined {
  const found = origin.situations.find(({ name }) => name === wanted);
  return found === undefined ? undefined : ended(hop(hopPlan(origin, destination, found)));
}

/** Only an end that deviates is to be upgraded. */
function upgrade({ end, build }: Action<'upgrade'>, broken: Broken): Attempt | undefined {
  const { origin, destination, deviates } = broken;
  const { group, source, facts, start } = origin;
  const old = end === 'source' ? source : destination;
  const fixed = group.builds.find(({ id }) => id === build)?.on(old.host.hostFacts);
  if (fixed === undefined || !deviates(old)) return undefined;
  if (end === 'destination') return ended(hop(hopPlan(origin, fixed, broken.situation)));
  const made = Origin.of(group, fixed, facts, start, broken.situations);
  if (made === undefined) return unmade;
  const same = again(made, broken);
  return same === undefined ? undefined : ended(hop(hopPlan(same.origin, destination, same.situation)));
}

/** What travels is repaired, so all but that is what it was; and the guest must not see it. */
function repair({ values }: Action<'repair'>, { origin, destination, situation }: Broken): Attempt | undefined {
  const { group, source, scope, instance } = origin;
  const model = source.model(group.model);
  if (model === undefined) return undefined;
  const state = Object.fromEntries(Object.entries(values).map(([path, value]) => [path, { kind: 'expr', value } as const]));
  const repaired = materialise(model, { name: 'repaired', state }, situation.state, (expression, now, self) =>
    scope.evaluate(expression, now, self === undefined ? {} : { self }),
  );
  const original = copyOf(origin.in(situation));
  instance.device.state = withVariables(situation.state, repaired);
  const machine = copyOf(origin.machine);
  const [seen] = interfaceChanges(original, machine);
  if (seen !== undefined) return { works: false, what: `the guest sees ${seen.observable} change from ${seen.twin} to ${seen.here}` };
  return ended(hop({ ...hopPlan(origin, destination, situation), source: machine, twin: machine }));
}
