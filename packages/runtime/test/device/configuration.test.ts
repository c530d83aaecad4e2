import { expect, test } from 'vitest';
import {
  type CodecEnv,
  type Configuration,
  canonicalConfiguration,
  createConfiguration,
  Device,
  type DeviceDescriptor,
  fingerprint,
  MigspecError,
  type ParamDescriptor,
  parseInstantiation,
} from '../../src/index.js';

const param = (name: string, type: ParamDescriptor['type'], more: Partial<ParamDescriptor>): ParamDescriptor => ({
  id: name,
  name,
  type,
  range: { items: [] },
  default: () => false,
  ...more,
});

const descriptor: DeviceDescriptor = {
  model: 'example.org/thing',
  build: 'test@1',
  revision: 'r1',
  framing: 'native',
  machineFacts: { cpus: 2 },
  params: [
    param('on', { kind: 'bool' }, { off: false, default: () => true }),
    param(
      'size',
      { kind: 'int', bits: 16, signed: false },
      {
        off: 0,
        range: {
          items: [
            [0n, 32n],
            [64n, 64n],
          ],
          multipleOf: 2n,
        },
        default: ({ machine }) => Number(machine.cpus) * 2,
      },
    ),
    param(
      'wide',
      { kind: 'int', bits: 64, signed: false },
      { off: 0n, range: { items: [], powerOfTwo: true }, default: ({ params }) => BigInt(Number(params.size) * 4 || 1) },
    ),
    param('mode', { kind: 'enum', values: ['slow', 'fast', 'odd'] }, { range: { items: ['slow', 'fast'] }, default: () => 'slow' }),
    param('bits', { kind: 'flags', bits: 32, names: { a: 0, b: 1 } }, { off: 0, range: { items: [], mask: 3n }, default: () => 1 }),
    param('signed', { kind: 'int', bits: 8, signed: true }, { off: 0, default: () => -1 }),
    param('again', { kind: 'int', bits: 8, signed: false }, { resolves: 'reset', default: ({ machine }) => Number(machine.cpus) }),
  ],
  retired: [{ id: 'old', name: 'old', implied: true }],
  versions: [
    { name: '2', values: { on: true, size: 32, wide: 8n, mode: 'fast', bits: 3, signed: 1, again: 2 } },
    { name: '1', values: { on: false, size: 0, wide: 1n, mode: 'slow', bits: 0, signed: 0, again: 2 } },
  ],
  constraints: [{ text: '!params.on || params.size > 0', holds: ({ params }) => params.on === false || Number(params.size) > 0 }],
  observables: [],
  invariants: [],
  migratable: { holds: () => true },
  reset: (env: CodecEnv) => ({ made: Number(env.params.again) }),
  sections: [],
};

function outcome(wanted: string | Partial<Configuration>): unknown {
  try {
    return createConfiguration(descriptor, wanted);
  } catch (error) {
    if (error instanceof MigspecError) return error.code;
    throw error;
  }
}

const defaults = { on: true, size: 4, wide: 16n, mode: 'slow', bits: 1, signed: -1, again: 2 };

test('instantiation strings and objects', () => {
  const two = { on: true, size: 32, wide: 8n, mode: 'fast', bits: 3, signed: 1, again: 2 };
  const cases: [string | Partial<Configuration>, unknown][] = [
    ['', defaults],
    ['version=2', two],
    ['version=latest', two],
    [' version=1 , size=0x20 , on=true', { on: true, size: 32, wide: 1n, mode: 'slow', bits: 0, signed: 0, again: 2 }],
    ['size=64', { ...defaults, size: 64, wide: 256n }],
    ['wide=0x8000000000000000', { ...defaults, wide: 1n << 63n }],
    ['signed=-128', { ...defaults, signed: -128 }],
    ['old=on', defaults],
    [
      { size: 2, on: false },
      { ...defaults, size: 2, on: false, wide: 8n },
    ],
    [{ old: true }, defaults],
    ['version=3', 'VERSION_UNKNOWN'],
    ['sise=1', 'PARAM_UNKNOWN'],
    ['old=off', 'PARAM_UNKNOWN'],
    [{ old: false }, 'PARAM_UNKNOWN'],
    ['size=0', 'CONSTRAINT_BROKEN'],
    ['size=0,on=off', { ...defaults, size: 0, on: false, wide: 1n }],
    ['size=33', 'PARAM_VALUE_REFUSED'],
    ['size=31', 'PARAM_VALUE_REFUSED'],
    ['size=65536', 'PARAM_VALUE_REFUSED'],
    ['size=many', 'PARAM_VALUE_REFUSED'],
    ['size=1e1', 'PARAM_VALUE_REFUSED'],
    ['wide=6', 'PARAM_VALUE_REFUSED'],
    ['wide=18446744073709551616', 'PARAM_VALUE_REFUSED'],
    ['signed=-129', 'PARAM_VALUE_REFUSED'],
    ['mode=odd', 'PARAM_VALUE_REFUSED'],
    ['mode=other', 'PARAM_VALUE_REFUSED'],
    ['bits=4', 'PARAM_VALUE_REFUSED'],
    ['on=1', 'PARAM_VALUE_REFUSED'],
    [{ size: '2' }, 'PARAM_TYPE_DIFFERS'],
    [{ wide: 2 }, 'PARAM_TYPE_DIFFERS'],
    [{ size: 2.5 }, 'PARAM_TYPE_DIFFERS'],
    ['size', 'INSTANTIATION_INVALID'],
    ['size=', 'INSTANTIATION_INVALID'],
    ['=2', 'INSTANTIATION_INVALID'],
    ['size=2,,on=on', 'INSTANTIATION_INVALID'],
    ['size=2,size=4', 'INSTANTIATION_INVALID'],
    ['version=1,version=2', 'INSTANTIATION_INVALID'],
  ];
  expect(cases.map(([wanted]) => [wanted, outcome(wanted)])).toEqual(cases);
  expect([...parseInstantiation('version=2,a=b').values]).toEqual([['a', 'b']]);
});

test('machine facts decide defaults; a param that resolves at reset takes its default again', () => {
  const configuration = createConfiguration(descriptor, '', { machine: { cpus: 8 } });
  expect(configuration).toMatchObject({ size: 16, wide: 64n, again: 8 });
  const device = new Device(descriptor, { ...defaults, size: 6, again: 9 }, { machine: { cpus: 3 } });
  expect(device.state).toEqual({ made: 9 });
  device.reset();
  expect(device.configuration).toMatchObject({ size: 6, again: 3 });
  expect(device.state).toEqual({ made: 3 });
});

test('canonical form and fingerprint: off values do not count, names are sorted', () => {
  const one = createConfiguration(descriptor, 'version=1');
  expect(Object.keys(canonicalConfiguration(descriptor, one))).toEqual(['again', 'mode', 'wide']);
  expect(fingerprint(descriptor, one)).toBe(fingerprint(descriptor, { ...one, on: false }));
  expect(fingerprint(descriptor, one)).not.toBe(fingerprint(descriptor, { ...one, on: true }));
  expect(fingerprint(descriptor, one)).toMatch(/^[0-9a-f]{64}$/);
});
