/** The verdict on a migration: pure, offline, from documents and machines alone. */
import type { DocumentModel } from '@migspec/capabilities';
import { machineFacts } from '../document/facts.js';
import type { Machine, MachineDevice } from '../document/machine.js';
import { Asker } from './ask.js';
import { isTrue } from './build.js';
import { configureFrom } from './configure.js';
import { type Judging, reasonOf } from './reason.js';
import type { NamedState } from './reset-state.js';
import { checkConstraints } from './rules/constraints.js';
import { checkDestinationParams } from './rules/destination-params.js';
import { citeErrata } from './rules/errata.js';
import { checkKnownParams } from './rules/known-params.js';
import { checkMachines, checkMigratable, checkPresence } from './rules/machines.js';
import { checkObservables } from './rules/observables.js';
import { checkOpaque } from './rules/opaque.js';
import { redefinedType } from './rules/redefined.js';
import { checkSourceParams } from './rules/source-params.js';
import { checkState } from './rules/state.js';
import { deviceSide } from './side.js';
import type { CheckInput, DevicePair, Note, Question, Reason, Verdict } from './types.js';
import { makeVerdict } from './verdict.js';
import { Witnesses } from './witness.js';

export function check(input: CheckInput): Verdict {
  const { source, destination } = input;
  const builds = { source: source.document.build, destination: destination.document.build };
  const reasons: Reason[] = [];
  const notes: Note[] = [];
  let canCreate = true;
  const judge = (questions: readonly Question[], judging: Omit<Judging, 'builds'> = {}): void => {
    for (const question of questions) {
      const reason = reasonOf(question, { ...judging, builds });
      if (reason !== undefined) reasons.push(reason);
    }
  };
  judge(checkMachines(input));
  for (const device of source.machine.devices) {
    const other = destination.machine?.devices.find((candidate) => candidate.address === device.address);
    const absent = checkPresence(input, device, other);
    if (absent !== undefined) {
      judge([absent]);
      if (!Object.hasOwn(destination.document.models, device.model)) canCreate = false;
      continue;
    }
    const pair = pairOf(input, device, other);
    if (pair === undefined) continue;
    const created = creates(input, device, pair);
    canCreate &&= created;
    const asker = new Asker(pair);
    notes.push(...askAll(asker));
    const state = stateOf(source.state?.[device.address]);
    judge(asker.questions, { pair, witnesses: new Witnesses(pair), ...(state === undefined ? {} : { state }) });
  }
  if (reasons.some((reason) => reason.code === 'MACHINE_TYPE_UNKNOWN')) canCreate = false;
  notes.push(...redefinedType(input, reasons));
  const cited = citeErrata(input, reasons);
  return makeVerdict(cited.reasons, [...notes, ...cited.notes], canCreate, builds);
}

/** Rules 0 to 6 for one device. A configuration that cannot be created has no state to judge. */
function askAll(asker: Asker): readonly Note[] {
  const { pair } = asker;
  checkMigratable(asker);
  askConfiguration(asker);
  if (asker.questions.some((question) => question.class === 'create' && isTrue(question.predicate))) return [];
  if (pair.source.model.opaque !== undefined || pair.destination.model.opaque !== undefined) return checkOpaque(asker);
  const { received, notes } = checkState(asker);
  checkObservables(asker, received);
  return notes;
}

/** Rules 1 to 4. */
function askConfiguration(asker: Asker): void {
  checkKnownParams(asker);
  checkSourceParams(asker);
  checkDestinationParams(asker);
  checkConstraints(asker);
}

/** Whether the source's configuration can be created at the destination, whatever was started there. */
function creates(input: CheckInput, device: MachineDevice, pair: DevicePair): boolean {
  if (!pair.started) return askedCleanly(pair);
  const { destination: _destination, ...rest } = input;
  const configured = pairOf({ ...rest, destination: { ...input.destination, machine: undefined } }, device, undefined);
  return configured !== undefined && askedCleanly(configured);
}

function askedCleanly(pair: DevicePair): boolean {
  const asker = new Asker(pair);
  askConfiguration(asker);
  return !asker.questions.some((question) => question.class === 'create' && isTrue(question.predicate));
}

interface PairInput {
  readonly source: CheckInput['source'];
  readonly destination: Omit<CheckInput['destination'], 'machine'> & { readonly machine?: Machine | undefined };
}

function pairOf(input: PairInput, device: MachineDevice, other: MachineDevice | undefined): DevicePair | undefined {
  const { source, destination } = input;
  const [from, to] = [modelOf(source.document, device.model), modelOf(destination.document, device.model)];
  if (from === undefined || to === undefined) return undefined;
  const place = { id: device.model, address: device.address };
  return {
    address: device.address,
    ...(device.instance === undefined ? {} : { instance: device.instance }),
    started: destination.machine !== undefined,
    made: new Map(),
    source: deviceSide({
      ...place,
      role: 'source',
      document: source.document,
      model: from,
      configuration: device.configuration,
      machine: machineFacts(source.document, source.machine.facts),
      host: source.facts,
      instance: device.instance,
    }),
    destination: deviceSide({
      ...place,
      role: 'destination',
      document: destination.document,
      model: to,
      configuration: other?.configuration ?? configureFrom(from, device.configuration, to),
      machine: machineFacts(destination.document, (destination.machine ?? source.machine).facts),
      host: destination.facts,
      instance: other === undefined ? device.instance : other.instance,
    }),
  };
}

function modelOf(document: CheckInput['source']['document'], id: string): DocumentModel | undefined {
  return Object.hasOwn(document.models, id) ? document.models[id] : undefined;
}

function stateOf(state: Readonly<Record<string, unknown>> | undefined): NamedState | undefined {
  return state as NamedState | undefined;
}
