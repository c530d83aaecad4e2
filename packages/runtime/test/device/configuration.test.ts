import { expect, test } from 'vitest';
import {
  type Configuration,
  canonicalConfiguration,
  createConfiguration,
  Device,
  fingerprint,
  MigspecError,
  parseInstantiation,
} from '../../src/index.js';
import { descriptor } from './thing.js';

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

test('canonical form and fingerprint: off values do not count, names are sorted', () => {
  const one = createConfiguration(descriptor, 'version=1');
  expect(Object.keys(canonicalConfiguration(descriptor, one))).toEqual(['again', 'mode', 'wide']);
  expect(fingerprint(descriptor, one)).toBe(fingerprint(descriptor, { ...one, on: false }));
  expect(fingerprint(descriptor, one)).not.toBe(fingerprint(descriptor, { ...one, on: true }));
  expect(fingerprint(descriptor, one)).toMatch(/^[0-9a-f]{64}$/);
});
