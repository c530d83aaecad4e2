/** The native framing: the configuration travels first, each section says whose it is and whether it is optional. */
import { Cursor, type DeviceLoad, type LoadReport, MigspecError } from '@migspec/runtime';
import { type NativeStream, nativeFact, nativeParams, readNativeStream, writeNativeStream } from '@migspec/runtime/native';
import type { EmulatedMachine } from '../machine.js';
import { allOrNone } from './all-or-none.js';
import type { Arrival, Carrier } from './carrier.js';

export const nativeCarrier: Carrier = {
  send: (machine) =>
    writeNativeStream({
      features: { critical: 0, optional: 0 },
      machine: {
        ...(machine.machineType === undefined ? {} : { type: machine.machineType }),
        facts: Object.entries(machine.facts).map(([name, value]) =>
          nativeFact(name, machine.host.build.factTypes[name] ?? { kind: 'string' }, value),
        ),
      },
      devices: machine.devices.map(({ address, instance, model, device }) => ({
        configuration: {
          model,
          build: machine.host.build.id,
          path: address,
          instance,
          params: nativeParams(device.descriptor, device.configuration),
        },
        sections: device.save(),
      })),
    }),
  open(bytes) {
    const stream = readNativeStream(bytes);
    const devices = stream.devices.map(({ configuration: { path, instance, model, params } }) => ({
      address: path,
      instance,
      model,
      params,
    }));
    return { devices, load: (machine) => allOrNone(machine, () => loadAll(stream, machine)) } satisfies Arrival;
  },
};

function loadAll(stream: NativeStream, machine: EmulatedMachine): ReadonlyMap<string, LoadReport> {
  const loads = new Map<string, DeviceLoad>(machine.devices.map(({ address, device }) => [address, device.startLoad()]));
  for (const { configuration, sections } of stream.devices) {
    const load = loads.get(configuration.path);
    if (load === undefined) throw new MigspecError('SECTION_UNKNOWN', `no device at ${configuration.path}`, { model: configuration.model });
    for (const { name, instance, version, optional, payload } of sections) {
      const cursor = new Cursor(payload);
      load.section(name, instance, version, optional, cursor);
      if (load.accepts(name, instance) && cursor.offset !== cursor.end) {
        throw cursor.error('TRAILING_BYTES', '', cursor.offset, `${cursor.end - cursor.offset} bytes`, 'none');
      }
    }
  }
  return new Map([...loads].map(([address, load]) => [address, load.finish()]));
}
