import { expect, test } from 'vitest';
import {
  type CodecEnv,
  type Configuration,
  canonicalConfiguration,
  createConfiguration,
  Device,
  type DeviceDescriptor,
  fingerprint,
  hostAllows,
  MigspecError,
  type ParamDescriptor,
  parseInstantiation,
} from '../../src/index.js';
import { descriptor, param } from './thing.js';

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
    ['size=6', 'PARAM_VALUE_REFUSED'], // the default of wide, then
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

test('a host allows what its fact says, and off always', () => {
  const bool = { kind: 'bool' } as const;
  const int = { kind: 'int', bits: 16, signed: false } as const;
  const flags = { kind: 'flags', bits: 32, names: { a: 0, b: 1 } } as const;
  const cases: readonly [ParamDescriptor['type'], ParamDescriptor['off'], CodecEnv['host'][string], number | boolean | string, boolean][] =
    [
      [bool, false, true, true, true],
      [bool, false, false, true, false],
      [bool, false, false, false, true],
      [bool, true, false, true, true],
      [int, 1, 4, 4, true],
      [int, 1, 4, 5, false],
      [int, 5, 4, 5, true],
      [int, 1, false, 2, false],
      [flags, 0, 1, 1, true],
      [flags, 0, 1, 3, false],
      [flags, 0, 6, 3, false],
      [{ kind: 'string' }, undefined, 'x', 'x', true],
      [{ kind: 'string' }, undefined, 'x', 'y', false],
    ];
  for (const [type, off, fact, value, allowed] of cases) {
    const limited = param('p', type, { hostFact: 'f', ...(off === undefined ? {} : { off }) });
    expect([type.kind, fact, value, hostAllows(limited, value, { f: fact })]).toEqual([type.kind, fact, value, allowed]);
    expect(hostAllows(limited, value, {})).toBe(true);
  }
  const limited: DeviceDescriptor = {
    ...descriptor,
    params: [param('uso', bool, { off: false, hostFact: 'uso' })],
    constraints: [],
    hostFacts: { uso: false },
  };
  expect(createConfiguration(limited, 'uso=on', { host: { uso: true } })).toEqual({ uso: true });
  expect(() => createConfiguration(limited, 'uso=on')).toThrow(
    'PARAM_VALUE_REFUSED: uso=on, the host does not allow it (host fact uso=off)',
  );
});

test('what resolves at negotiation is resolved by a driver that begins anew, and by a reset', () => {
  const seen: DeviceDescriptor = {
    ...descriptor,
    params: [
      param('at-reset', { kind: 'bool' }, { resolves: 'reset', default: ({ host }) => host.on === true }),
      param('at-driver', { kind: 'bool' }, { resolves: 'negotiate', default: ({ host }) => host.on === true }),
      param('created', { kind: 'bool' }, { default: ({ host }) => host.on === true }),
    ],
  };
  const from = { 'at-reset': false, 'at-driver': false, created: false };
  const device = new Device(seen, from, { host: { on: true } });
  device.negotiate();
  expect(device.configuration).toEqual({ ...from, 'at-driver': true });
  device.reset();
  expect(device.configuration).toEqual({ ...from, 'at-driver': true, 'at-reset': true });
  device.reset({ 'at-reset': false, 'at-driver': false });
  expect(device.configuration).toEqual(from);
});

test('canonical form and fingerprint: off values do not count, names are sorted', () => {
  const one = createConfiguration(descriptor, 'version=1');
  expect(Object.keys(canonicalConfiguration(descriptor, one))).toEqual(['again', 'mode', 'wide']);
  expect(fingerprint(descriptor, one)).toBe(fingerprint(descriptor, { ...one, on: false }));
  expect(fingerprint(descriptor, one)).not.toBe(fingerprint(descriptor, { ...one, on: true }));
  expect(fingerprint(descriptor, one)).toMatch(/^[0-9a-f]{64}$/);
});
