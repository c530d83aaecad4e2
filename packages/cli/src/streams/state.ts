import type { Machine, MachineState } from '@migspec/compat';
import type { GeneratedDevices } from '@migspec/conformance';
import * as own from '@migspec/devices';
import { type Device, MigspecError } from '@migspec/runtime';
import { readNativeStream } from '@migspec/runtime/native';
import {
  openStream,
  rewriteStream,
  type SectionCodec,
  type SectionRegistry,
  type StreamSource,
  sectionRegistry,
} from '@migspec/runtime/qemu';
import { UsageError } from '../exit.js';
import { framingOf, wholeStream } from './open.js';

/** The state of each device of the machine as a saved stream has it, decoded by the classes of the build that saved it. */
export async function stateOfStream(
  path: string,
  build: string,
  machine: Machine,
  { registry }: Pick<GeneratedDevices, 'registry'> = own,
): Promise<MachineState> {
  const devices = new Map<string, Device>();
  for (const { address, instance, model, configuration } of machine.devices) {
    const load = registry[build]?.[model];
    if (load === undefined) throw new UsageError(`--state: no generated class for ${model} in ${build}`);
    const type = await load();
    devices.set(address, type.create(configuration, { machine: machine.facts, path: address, instance: instance ?? 0 }));
  }
  const stream = openStream(path);
  try {
    if (framingOf(stream.source) === 'native') loadNative(wholeStream(stream.source), devices);
    else loadQemu(stream.source, devices);
  } catch (error) {
    if (error instanceof MigspecError) throw new UsageError(`${path}: ${error.code}: ${error.message}`);
    throw error;
  } finally {
    stream.close();
  }
  return Object.fromEntries([...devices].map(([address, device]) => [address, device.state]));
}

function loadNative(bytes: Uint8Array, devices: ReadonlyMap<string, Device>): void {
  const left = new Set(devices.values());
  for (const { configuration, sections } of readNativeStream(bytes).devices) {
    const single = devices.size === 1 ? [...devices.values()][0] : undefined;
    const device = devices.get(configuration.path) ?? single;
    if (device === undefined || configuration.model !== device.descriptor.model) continue;
    device.load(sections);
    left.delete(device);
  }
  for (const device of left) throw noState(device);
}

/** The state after a reset would give an answer that looks final and is not. */
function noState(device: Device): UsageError {
  const { path } = device.placement;
  return new UsageError(
    `--state: the stream has no state of ${device.descriptor.model} at ${path}; migspec inspect shows what is there, and addr=ADDRESS in --device says where the device is`,
  );
}

/** Sections of other devices are passed over by the stream's own description. */
function loadQemu(source: StreamSource, devices: ReadonlyMap<string, Device>): void {
  for (const device of devices.values()) {
    const { machine, host } = device.placement;
    const known = sectionRegistry([device.descriptor], { placement: { machine, host }, configurations: () => [device.configuration] });
    let came = false;
    const read = (variables: Readonly<Record<string, unknown>>): void => {
      came = true;
      device.state = { ...device.state, ...(variables as Device['state']) };
    };
    const sections: SectionRegistry = {
      find: (name, instance, version) => {
        const own = device.descriptor.sections.some(
          (section) => section.name(device.env) === name && section.instance(device.env) === instance,
        );
        const codec = own ? known.find(name, instance, version) : undefined;
        return codec === undefined ? undefined : watched(codec, read);
      },
    };
    rewriteStream(source, { write: () => undefined }, { registry: sections });
    if (!came) throw noState(device);
  }
}

function watched(codec: SectionCodec, read: (variables: Readonly<Record<string, unknown>>) => void): SectionCodec {
  return {
    decode(cursor, exact) {
      const value = codec.decode(cursor, exact);
      const variables = codec.variables?.(value) ?? value;
      if (typeof variables === 'object' && variables !== null) read(variables as Readonly<Record<string, unknown>>);
      return value;
    },
    encode: (value, cursor) => codec.encode(value, cursor),
    size: (value) => codec.size(value),
  };
}
