/** Rule 0: instances are paired by address, models exist and may migrate, RAM and the stream's settings agree. */
import type { DocumentModel } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import type { CompatCode } from '../../codes.js';
import type { Machine, MachineDevice } from '../../document/machine.js';
import { partial } from '../../expr/partial.js';
import { sameValue } from '../../values.js';
import type { Asker } from '../ask.js';
import { always, not } from '../build.js';
import { resetState } from '../reset-state.js';
import { foldSide } from '../side.js';
import type { CheckInput, Question, ReasonClass, Subject } from '../types.js';
import { stateEnv } from '../witness.js';

/** What is wrong with the two machines as wholes. */
export function checkMachines(input: CheckInput): readonly Question[] {
  const { source, destination } = input;
  const questions: Question[] = [];
  const no = (code: CompatCode, cls: ReasonClass, subject: Subject): void => {
    questions.push({ code, class: cls, predicate: always, ...subject });
  };
  if (source.document.framing !== destination.document.framing) {
    no('FRAMING_DIFFERS', 'state', { have: source.document.framing, want: destination.document.framing });
  }
  if (destination.machine === undefined) return questions;
  const [here, there] = [source.machine, destination.machine];
  if (there.type !== undefined && !Object.hasOwn(destination.document.machineTypes, there.type)) {
    no('MACHINE_TYPE_UNKNOWN', 'create', { have: there.type, want: Object.keys(destination.document.machineTypes).join(', ') });
  }
  if (here.type !== undefined && there.type !== undefined && here.type !== there.type) {
    no('MACHINE_TYPE_DIFFERS', 'state', { have: here.type, want: there.type });
  }
  for (const [name, have] of Object.entries(here.facts)) {
    const want = there.facts[name];
    if (want !== undefined && !sameValue(have, want))
      no('MACHINE_FACT_DIFFERS', 'guest', { param: name, have: String(have), want: String(want) });
  }
  ramDiffers(here, there, (subject) => no('RAM_DIFFERS', 'state', subject));
  streamDiffers(here, there, (subject) => no('STREAM_SETTING_DIFFERS', 'state', subject));
  for (const device of there.devices) {
    if (!here.devices.some((candidate) => candidate.address === device.address)) {
      const needs = destination.document.framing === 'native' && hasState(destination.document.models[device.model]);
      no('DEVICE_DIFFERS', needs ? 'state' : 'guest', {
        address: device.address,
        model: device.model,
        have: 'nothing',
        want: device.model,
      });
    }
  }
  return questions;
}

/** What is wrong with one device before its configuration can be looked at; nothing when it can. */
export function checkPresence(input: CheckInput, device: MachineDevice, other: MachineDevice | undefined): Question | undefined {
  const { source, destination } = input;
  const no = (code: CompatCode, cls: ReasonClass, subject: Subject): Question => ({
    code,
    class: cls,
    predicate: always,
    model: device.model,
    address: device.address,
    ...subject,
  });
  const model = source.document.models[device.model];
  if (model === undefined) return no('MODEL_UNKNOWN', 'create', { have: source.document.build });
  if (destination.machine !== undefined && other === undefined) {
    return hasState(model)
      ? no('DEVICE_MISSING', 'state', { have: device.model, want: 'nothing' })
      : no('DEVICE_DIFFERS', 'guest', { have: device.model, want: 'nothing' });
  }
  if (other !== undefined && other.model !== device.model) return no('MODEL_DIFFERS', 'state', { have: device.model, want: other.model });
  if (!Object.hasOwn(destination.document.models, device.model)) return no('MODEL_UNKNOWN', 'create', { have: destination.document.build });
  return undefined;
}

export function checkMigratable(asker: Asker): void {
  const { pair } = asker;
  for (const side of [pair.source, pair.destination]) {
    const { when, reason } = side.model.migratable;
    const subject = { have: side.document.build, ...(reason === undefined ? {} : { want: reason }) };
    const folded = foldSide(side, when.expr);
    // A destination is asked before it loads: its own state is that of a new device.
    const allowed = side.role === 'source' ? folded : partial(folded, stateEnv(side, resetState(side)));
    asker.ask('NOT_MIGRATABLE', 'state', not(allowed), subject);
  }
}

function hasState(model: DocumentModel | undefined): boolean {
  return model !== undefined && (model.sections.length > 0 || model.opaque !== undefined);
}

function ramDiffers(here: Machine, there: Machine, no: (subject: Subject) => void): void {
  if (here.ram === undefined || there.ram === undefined) return;
  const sizes = (machine: Machine): ReadonlyMap<string, string> =>
    new Map((machine.ram ?? []).map((block) => [block.name, String(block.size)]));
  const [have, want] = [sizes(here), sizes(there)];
  for (const name of [...new Set([...have.keys(), ...want.keys()])].sort()) {
    if (have.get(name) === want.get(name)) continue;
    no({ param: name, have: have.get(name) ?? 'nothing', want: want.get(name) ?? 'nothing' });
  }
}

/** A setting that one side does not mention is off there. */
function streamDiffers(here: Machine, there: Machine, no: (subject: Subject) => void): void {
  if (here.stream === undefined || there.stream === undefined) return;
  const value = (stream: Machine['stream'], name: string): ParamValue => stream?.[name] ?? false;
  for (const name of [...new Set([...Object.keys(here.stream), ...Object.keys(there.stream)])].sort()) {
    const [have, want] = [value(here.stream, name), value(there.stream, name)];
    if (!sameValue(have, want)) no({ param: name, have: String(have), want: String(want) });
  }
}
