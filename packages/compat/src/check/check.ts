/** The verdict on a migration: pure, offline, from documents and machines alone. */
import type { Machine, MachineDevice } from '../document/machine.js';
import type { Examination } from './examine.js';
import { type Judging, reasonOf } from './reason.js';
import { examineDevice } from './recent.js';
import type { NamedState } from './reset-state.js';
import { citeErrata, knownCrashes } from './rules/errata.js';
import { checkMachines, checkPresence } from './rules/machines.js';
import { redefinedType } from './rules/redefined.js';
import { checkSilent, isSilent } from './silent/check-silent.js';
import type { CheckInput, Note, Question, Reason, Verdict } from './types.js';
import { makeVerdict } from './verdict.js';
import { Witnesses } from './witness.js';

export function check(input: CheckInput): Verdict {
  if (isSilent(input)) return checkSilent(input);
  const { machine, devices } = judgeEach(input);
  return verdictOf(input, [machine, ...devices]);
}

/** The verdict of one device, as if it were alone; `machine` is about the machine as a whole: its type, facts, RAM, stream. */
export interface DeviceVerdicts {
  readonly machine: Verdict;
  /** In the order of the source's machine. */
  readonly devices: readonly { readonly address: string; readonly model: string; readonly verdict: Verdict }[];
}

/** What `check` says, device by device: the whole is no better than its parts. */
export function checkDevices(input: CheckInput): DeviceVerdicts {
  if (isSilent(input)) return silentDevices(input);
  const { machine, devices } = judgeEach(input);
  return {
    machine: verdictOf(input, [machine]),
    devices: input.source.machine.devices.flatMap(({ address, model }, index) => {
      const part = devices[index];
      return part === undefined ? [] : [{ address, model, verdict: verdictOf(input, [part]) }];
    }),
  };
}

function silentDevices(input: CheckInput): DeviceVerdicts {
  const alone = (devices: Machine['devices']): Verdict =>
    checkSilent({ ...input, source: { ...input.source, machine: { ...input.source.machine, devices } } });
  const devices = input.source.machine.devices.map((device) => ({
    address: device.address,
    model: device.model,
    verdict: alone([device]),
  }));
  return { machine: alone([]), devices };
}

/** What was found of a device, or of the machine. */
interface Part {
  readonly reasons: readonly Reason[];
  readonly notes: readonly Note[];
  readonly canCreate: boolean;
}

function verdictOf(input: CheckInput, parts: readonly Part[]): Verdict {
  const builds = { source: input.source.document.build, destination: input.destination.document.build };
  const reasons = parts.flatMap((part) => part.reasons);
  const notes = parts.flatMap((part) => part.notes);
  notes.push(...redefinedType(input, reasons));
  const cited = citeErrata(input, reasons, notes);
  const verdict = makeVerdict(
    cited.reasons,
    [...notes, ...cited.notes],
    parts.every(({ canCreate }) => canCreate),
    builds,
  );
  return cited.errata.length === 0 ? verdict : { ...verdict, errata: cited.errata };
}

function judgeEach(input: CheckInput): { readonly machine: Part; readonly devices: readonly Part[] } {
  const { source, destination } = input;
  const builds = { source: source.document.build, destination: destination.document.build };
  const reasons = reasonsOf(checkMachines(input), { builds });
  const machine = { reasons, notes: [], canCreate: !reasons.some((reason) => reason.code === 'MACHINE_TYPE_UNKNOWN') };
  return { machine, devices: source.machine.devices.map((device) => judgeDevice(input, device, builds)) };
}

function judgeDevice(input: CheckInput, device: MachineDevice, builds: Judging['builds']): Part {
  const { source, destination } = input;
  const other = destination.machine?.devices.find((candidate) => candidate.address === device.address);
  const absent = checkPresence(input, device, other);
  if (absent !== undefined) {
    const canCreate = Object.hasOwn(destination.document.models, device.model);
    return { reasons: reasonsOf([absent], { builds }), notes: [], canCreate };
  }
  const examined = examineDevice(input, device, other);
  if (examined === undefined) return { reasons: [], notes: [], canCreate: true };
  const state = stateOf(source.state?.[device.address]);
  const reasons =
    state === undefined
      ? stateless(examined, builds)
      : reasonsOf(examined.questions, { pair: examined.pair, witnesses: new Witnesses(examined.pair), state, builds });
  const crashes = reasonsOf(knownCrashes(input, device), { builds });
  return { reasons: [...reasons, ...crashes], notes: examined.notes, canCreate: examined.created };
}

function stateless(examined: Examination, builds: Judging['builds']): readonly Reason[] {
  const { pair, questions } = examined;
  examined.reasons ??= reasonsOf(questions, { pair, witnesses: new Witnesses(pair), builds });
  return examined.reasons;
}

function reasonsOf(questions: readonly Question[], judging: Judging): readonly Reason[] {
  return questions.flatMap((question) => reasonOf(question, judging) ?? []);
}

function stateOf(state: Readonly<Record<string, unknown>> | undefined): NamedState | undefined {
  return state as NamedState | undefined;
}
