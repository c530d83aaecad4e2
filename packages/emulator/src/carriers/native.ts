/** The native framing: the configuration travels first, each section says whose it is and whether it is optional. */
import { Cursor, type DeviceLoad, type LoadReport, MigspecError, type SavedSection } from '@migspec/runtime';
import {
  type NativeConfiguration,
  type NativeStream,
  nativeFact,
  nativeParams,
  readNativeConfiguration,
  readNativeStream,
  writeNativeStream,
} from '@migspec/runtime/native';
import type { DescribedDevice } from '../host.js';
import type { EmulatedMachine } from '../machine.js';
import { allOrNone } from './all-or-none.js';
import type { Arrival, Carrier } from './carrier.js';

export const nativeCarrier: Carrier = {
  send: (machine) => nativeBytes(machine, () => true),
  readHead(bytes) {
    const { devices, report } = readNativeConfiguration(bytes);
    return { end: report.end, devices: devices.map(describedBy) };
  },
  open(bytes) {
    const stream = readNativeStream(bytes);
    const devices = stream.devices.map(({ configuration }) => describedBy(configuration));
    return { devices, load: (machine) => allOrNone(machine, () => loadAll(stream, machine)) } satisfies Arrival;
  },
};

function describedBy({ path, instance, model, params }: NativeConfiguration): DescribedDevice {
  return { address: path, instance, model, params };
}

/** The machine's stream, with those sections alone that are wanted. */
export function nativeBytes(machine: EmulatedMachine, wanted: (section: SavedSection) => boolean): Uint8Array {
  return writeNativeStream({
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
      sections: device.save().filter(wanted),
    })),
  });
}

export type DeviceLoads = ReadonlyMap<string, DeviceLoad>;

/** By address. */
export function startLoads(machine: EmulatedMachine): DeviceLoads {
  return new Map(machine.devices.map(({ address, device }) => [address, device.startLoad()]));
}

/** Hands each section to the device that it is of; nothing is visible before the loads are finished. */
export function feed(stream: NativeStream, loads: DeviceLoads): void {
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
}

export function finishLoads(loads: DeviceLoads): ReadonlyMap<string, LoadReport> {
  return new Map([...loads].map(([address, load]) => [address, load.finish()]));
}

function loadAll(stream: NativeStream, machine: EmulatedMachine): ReadonlyMap<string, LoadReport> {
  const loads = startLoads(machine);
  feed(stream, loads);
  return finishLoads(loads);
}
