/** One machine type that expands differently in two builds: said beside the params that differ because of it. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { Configuration, Facts } from '@migspec/runtime';
import { type Machine, startMachine } from '../../document/machine.js';
import { note } from '../note.js';
import type { CheckInput, Note, Reason } from '../types.js';

export function redefinedType(input: CheckInput, reasons: readonly Reason[]): readonly Note[] {
  const { source, destination } = input;
  const type = source.machine.type;
  if (type === undefined || destination.machine?.type !== type) return [];
  const there = destination.machine;
  return reasons.flatMap((reason): Note[] => {
    const { model, address, param } = reason;
    const device = source.machine.devices.find((candidate) => candidate.address === address);
    if (reason.code !== 'PARAM_DIFFERS' || param === undefined || model === undefined || device?.class === undefined) return [];
    const have = expanded(source.document, source.machine, type, device.class, source.facts)?.[param];
    const want = expanded(destination.document, there, type, device.class, destination.facts)?.[param];
    if (have === undefined || want === undefined || have === want) return [];
    const text = `${type} gives ${param} the value ${String(have)} in ${source.document.build} and ${String(want)} in ${destination.document.build}`;
    const subject = { model, ...(address === undefined ? {} : { address }), param, have: String(have), want: String(want) };
    return [note('MACHINE_TYPE_REDEFINED', undefined, subject, text)];
  });
}

/** What the machine type alone makes of a device of the class. */
function expanded(
  document: CapabilityDocument,
  machine: Machine,
  type: string,
  className: string,
  hostFacts: Facts | undefined,
): Configuration | undefined {
  const request = {
    type,
    facts: machine.facts,
    ...(hostFacts === undefined ? {} : { hostFacts }),
    devices: [{ address: '', class: className }],
  };
  const made = startMachine(document, request);
  return made.ok ? made.value.devices[0]?.configuration : undefined;
}
