/**
 * The qemu framing: sections by name and instance id, without a length; where one ends only its reader knows, and the
 * footer proves it right. No configuration travels, only the machine type's name.
 */
import { type LoadReport, MigspecError } from '@migspec/runtime';
import { readQemuStream, writeQemuStream } from '@migspec/runtime/qemu';
import type { EmulatedMachine } from '../machine.js';
import { allOrNone } from './all-or-none.js';
import type { Carrier } from './carrier.js';

export const qemuCarrier: Carrier = {
  send: ({ machineType, devices }) =>
    writeQemuStream({
      ...(machineType === undefined ? {} : { machineType }),
      settings: { footers: true, configuration: machineType !== undefined },
      sections: devices.flatMap(({ device }) => device.save()),
    }),
  open: (bytes) => ({ load: (machine) => allOrNone(machine, () => loadAll(bytes, machine)) }),
};

function loadAll(bytes: Uint8Array, { machineType, devices }: EmulatedMachine): ReadonlyMap<string, LoadReport> {
  const loads = devices.map(({ address, device }) => ({ address, load: device.startLoad() }));
  readQemuStream(
    bytes,
    {
      configuration(received) {
        if (received === machineType) return;
        const details = { have: received, want: machineType ?? 'no machine type' };
        throw new MigspecError('CONFIGURATION_INVALID', `the stream is of a ${received}`, details);
      },
      section({ name, instance, version }, cursor) {
        const found = loads.find(({ load }) => load.accepts(name, instance));
        if (found === undefined) throw new MigspecError('SECTION_UNKNOWN', `no device has section ${name} ${instance}`, { section: name });
        found.load.section(name, instance, version, false, cursor);
      },
    },
    true,
  );
  return new Map(loads.map(({ address, load }) => [address, load.finish()]));
}
