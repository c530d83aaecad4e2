import { describe, expect, test } from 'vitest';
import type { Configuration, ParamDescriptor, ParamValue } from '../../src/device.js';
import { MigspecError } from '../../src/errors.js';
import { configurationOf, factsOf, type NativeParam, nativeFact, nativeParams, nativeTypeOf } from '../../src/framing/native/index.js';

type Known = Parameters<typeof nativeParams>[0];

function param(id: string, type: ParamDescriptor['type'], off?: ParamValue, name = id): ParamDescriptor {
  return { id, name, type, range: { items: [] }, default: () => off ?? 0, ...(off === undefined ? {} : { off }) };
}

const u16: ParamDescriptor['type'] = { kind: 'int', bits: 16, signed: false };
const older: Known = {
  model: 'example.org/a',
  build: 'example@1',
  params: [param('size', u16, 0), param('mode', { kind: 'enum', values: ['slow', 'fast'] })],
};
const newer: Known = {
  ...older,
  build: 'example@2',
  params: [param('size', u16, 0, 'table-size'), ...older.params.slice(1), param('rss', { kind: 'bool' }, false)],
};
/** A later build that always has a table of 64 and says so. */
const later: Known = {
  ...newer,
  build: 'example@3',
  params: newer.params.slice(1),
  retired: [{ id: 'size', name: 'table-size', implied: 64, type: u16, off: 0 }],
};

function codeOf(known: Known, params: readonly NativeParam[]): string | Configuration {
  try {
    return configurationOf(known, params);
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    return `${error.code} ${error.details.param}`;
  }
}

describe('params of a stream', () => {
  test('travel by identity, with their type and whether they are off', () => {
    expect(nativeParams(newer, { 'table-size': 32, mode: 'fast', rss: false })).toEqual([
      { id: 'size', type: 'u16', value: 32, off: false },
      { id: 'mode', type: 'enum', value: 'fast', off: false },
      { id: 'rss', type: 'bool', value: false, off: true },
    ]);
    expect(() => nativeParams(newer, { mode: 'fast', rss: false })).toThrow(expect.objectContaining({ code: 'STATE_INVALID' }));
  });

  test('are taken by name in the receiving build, whatever the name was in the sending one', () => {
    const params = nativeParams(older, { size: 32, mode: 'slow' });
    expect(codeOf(newer, params)).toEqual({ 'table-size': 32, mode: 'slow', rss: false });
    expect(codeOf(older, params)).toEqual({ size: 32, mode: 'slow' });
  });

  test('that only the sender knows are ignored at off and refused otherwise', () => {
    expect(codeOf(older, nativeParams(newer, { 'table-size': 1, mode: 'slow', rss: false }))).toEqual({ size: 1, mode: 'slow' });
    expect(codeOf(older, nativeParams(newer, { 'table-size': 1, mode: 'slow', rss: true }))).toBe('PARAM_UNKNOWN rss');
  });

  test('that only the receiver knows are off, or cannot be', () => {
    expect(codeOf(newer, [{ id: 'mode', type: 'enum', value: 'fast', off: false }])).toEqual({ 'table-size': 0, mode: 'fast', rss: false });
    expect(codeOf(newer, [])).toBe('PARAM_VALUE_REFUSED mode');
  });

  test('that were retired travel with what the build does, and are taken with that value alone', () => {
    const sent = nativeParams(later, { mode: 'fast', rss: true });
    expect(sent.at(-1)).toEqual({ id: 'size', type: 'u16', value: 64, off: false });
    expect(codeOf(newer, sent)).toEqual({ 'table-size': 64, mode: 'fast', rss: true });
    expect(codeOf(later, nativeParams(newer, { 'table-size': 64, mode: 'fast', rss: true }))).toEqual({ mode: 'fast', rss: true });
    expect(codeOf(later, nativeParams(newer, { 'table-size': 32, mode: 'fast', rss: true }))).toBe('PARAM_UNKNOWN size');
    // Off is another thing than what the build does.
    expect(codeOf(later, nativeParams(newer, { 'table-size': 0, mode: 'fast', rss: true }))).toBe('PARAM_UNKNOWN size');
  });

  test('of another type are refused', () => {
    expect(codeOf(older, [{ id: 'size', type: 'u32', value: 32, off: false }])).toBe('PARAM_TYPE_DIFFERS size');
  });

  test('have a type on the wire for each type of the spec', () => {
    const types: readonly ParamDescriptor['type'][] = [
      { kind: 'bool' },
      { kind: 'string' },
      { kind: 'enum', values: ['a'] },
      { kind: 'int', bits: 64, signed: true },
      { kind: 'int', bits: 8, signed: false },
      { kind: 'flags', bits: 32, names: {} },
      { kind: 'flags', bits: 64, names: {} },
    ];
    expect(types.map(nativeTypeOf)).toEqual(['bool', 'string', 'enum', 'i64', 'u8', 'flags32', 'flags64']);
    expect(factsOf([nativeFact('cpus', u16, 4), nativeFact('__proto__', { kind: 'bool' }, true)])).toEqual(
      Object.fromEntries([
        ['cpus', 4],
        ['__proto__', true],
      ]),
    );
  });
});
