/** A device written by hand, in as many variants as the tests need builds. */
import {
  type Configuration,
  createConfiguration,
  Device,
  type DeviceDescriptor,
  type DeviceState,
  MigspecError,
  type ParamDescriptor,
  type ParamValue,
  type Placement,
} from '@migspec/runtime';
import { type Build, type DeviceClass, nativeCarrier, qemuCarrier } from '../src/index.js';

export const model = 'example.org/small';

export interface Variant {
  readonly build: string;
  readonly params: readonly ParamDescriptor[];
  readonly retired?: DeviceDescriptor['retired'];
  readonly observables?: Readonly<Record<string, (state: DeviceState, params: Configuration) => ParamValue>>;
  /** Variables of 32 bits, in wire order. */
  readonly variables: readonly string[];
  readonly reset?: Readonly<Record<string, number>>;
  readonly version?: number;
  readonly minimum?: number;
  readonly invariants?: readonly { readonly text: string; readonly holds: (state: DeviceState, params: Configuration) => boolean }[];
  /** Sent in a section of its own, which the sender marks optional. */
  readonly optional?: readonly string[];
  readonly framing?: 'native' | 'qemu';
  readonly migratable?: boolean;
}

export function number(name: string, low: number, high: number, start: number | ((cpus: number) => number), off?: number): ParamDescriptor {
  return {
    id: name,
    name,
    type: { kind: 'int', bits: 16, signed: false },
    range: { items: [[BigInt(low), BigInt(high)]] },
    ...(off === undefined ? {} : { off }),
    default: (env) => (typeof start === 'number' ? start : start(Number(env.machine.cpus))),
  };
}

export function small(variant: Variant): Build {
  const descriptor = describe(variant);
  const type: DeviceClass = {
    descriptor,
    create: (wanted: string | Partial<Configuration>, placement: Partial<Placement> = {}) =>
      new Device(descriptor, createConfiguration(descriptor, wanted, placement), placement),
  };
  return {
    id: variant.build,
    models: new Map([[model, type]]),
    classes: {
      'small-base': { aliases: [] },
      'small-pci': { parent: 'small-base', child: 'small-device', aliases: ['small'] },
      'small-device': { aliases: [], model },
    },
    machineTypes: {},
    facts: { cpus: 1 },
    factTypes: { cpus: { kind: 'int', bits: 16, signed: false } },
    carrier: variant.framing === 'qemu' ? qemuCarrier : nativeCarrier,
  };
}

function describe(variant: Variant): DeviceDescriptor {
  const { params, retired, variables, reset = {}, version = 1, minimum = version, optional = [] } = variant;
  return {
    model,
    build: variant.build,
    revision: '1',
    framing: variant.framing ?? 'native',
    machineFacts: { cpus: 1 },
    params,
    ...(retired === undefined ? {} : { retired }),
    versions: [],
    constraints: [],
    observables: Object.entries(variant.observables ?? {}).map(([name, read]) => ({
      name,
      volatile: false,
      read: (state, env) => read(state, env.params),
    })),
    invariants: (variant.invariants ?? []).map(({ text, holds }) => ({ text, holds: (state, env) => holds(state, env.params) })),
    migratable: { holds: () => variant.migratable ?? true, reason: 'it owns a thing of the host' },
    reset: () => Object.fromEntries([...variables, ...optional].map((name) => [name, reset[name] ?? 0])),
    sections: [
      section('small', variables, version, minimum, false),
      ...(optional.length === 0 ? [] : [section('extra', optional, 1, 1, true)]),
    ],
  };
}

function section(
  id: string,
  variables: readonly string[],
  version: number,
  minimum: number,
  optional: boolean,
): DeviceDescriptor['sections'][number] {
  return {
    id,
    name: () => id,
    match: (name) => (name === id ? { path: '' } : undefined),
    instance: () => 0,
    version,
    minimum,
    mandatory: !optional,
    optional: () => optional,
    size: () => variables.length * 4,
    encode(state, cursor) {
      for (const name of variables) {
        cursor.view.setUint32(cursor.offset, Number(state[name]));
        cursor.offset += 4;
      }
    },
    decode(cursor) {
      const read: Record<string, number> = {};
      for (const name of variables) {
        if (cursor.offset + 4 > cursor.end) throw new MigspecError('TRUNCATED', `no ${name}`);
        read[name] = cursor.view.getUint32(cursor.offset);
        cursor.offset += 4;
      }
      return read;
    },
    absent: () => Object.fromEntries(variables.map((name) => [name, 0])),
  };
}
