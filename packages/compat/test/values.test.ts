import type { DocumentParam, DocumentParamType } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { hostAllows, inRange, isOff, parseValue, rangeText, sameType, sameValue, scalar } from '../src/values.js';

const bool: DocumentParamType = { kind: 'bool' };
const string: DocumentParamType = { kind: 'string' };
const mode: DocumentParamType = { kind: 'enum', values: ['fast', 'safe'] };
const int = (bits: 8 | 16 | 32 | 64, signed = false): DocumentParamType => ({ kind: 'int', bits, signed });
const flags = (bits: 8 | 16 | 32 | 64): DocumentParamType => ({
  kind: 'flags',
  bits,
  names: [
    { name: 'csum', bit: 0 },
    { name: 'tso4', bit: 2 },
  ],
});

test.each([
  [
    'bool',
    bool,
    [
      [true, true],
      [false, false],
      ['on', true],
      ['yes', true],
      ['true', true],
      ['off', false],
      ['no', false],
      ['false', false],
    ],
  ],
  [
    'no bool',
    bool,
    [
      ['maybe', undefined],
      [1, undefined],
      [1n, undefined],
    ],
  ],
  [
    'u8',
    int(8),
    [
      [0, 0],
      [255, 255],
      ['255', 255],
      ['0xfF', 255],
      ['0XFf', 255],
      [7n, 7],
    ],
  ],
  [
    'no u8',
    int(8),
    [
      [256, undefined],
      [-1, undefined],
      ['', undefined],
      ['1x', undefined],
      ['x1', undefined],
      ['x0x1', undefined],
      ['0x', undefined],
      ['0x1g', undefined],
      [1.5, undefined],
      [true, undefined],
    ],
  ],
  [
    'i8',
    int(8, true),
    [
      [-128, -128],
      [127, 127],
      ['-128', -128],
      [-129, undefined],
      [128, undefined],
    ],
  ],
  [
    'u64',
    int(64),
    [
      ['18446744073709551615', 2n ** 64n - 1n],
      ['18446744073709551616', undefined],
      [5, 5n],
      [2 ** 53, undefined],
    ],
  ],
  [
    'more digits than 64 bits have',
    int(64),
    [
      ['000000000000000000001', undefined],
      ['00000000000000000001', 1n],
      ['0x00000000000000001', undefined],
      ['0x0000000000000001', 1n],
    ],
  ],
  [
    'i64',
    int(64, true),
    [
      ['-9223372036854775808', -(2n ** 63n)],
      ['-9223372036854775809', undefined],
    ],
  ],
  [
    'flags',
    flags(8),
    [
      ['csum+tso4', 5],
      ['tso4', 4],
      ['', 0],
      [5, 5],
      ['0x5', 5],
      [255, 255],
    ],
  ],
  [
    'no flags',
    flags(8),
    [
      ['csum+', undefined],
      ['lro', undefined],
      [256, undefined],
      [-1, undefined],
      [true, undefined],
    ],
  ],
  [
    'flags of 64 bits',
    flags(64),
    [
      ['csum', 1n],
      [5, 5n],
    ],
  ],
  [
    'enum',
    mode,
    [
      ['fast', 'fast'],
      ['slow', undefined],
      [1, undefined],
    ],
  ],
  [
    'string',
    string,
    [
      ['any', 'any'],
      ['', ''],
      [1, undefined],
    ],
  ],
] as const)('a value of the type: %s', (_, type, rows: readonly (readonly [ParamValue, ParamValue | undefined])[]) => {
  for (const [raw, value] of rows) expect(parseValue(type, raw), String(raw)).toBe(value);
});

type Range = DocumentParam['range'];
const none: Range = { items: [] };

test.each([
  ['anything', none, [0, 7, 'x', true], []],
  ['a span', { items: [{ min: '2', max: '4' }] }, [2, 3n, 4], [1, 5, '3', true]],
  ['values', { items: [{ value: 'fast' }, { value: '8' }] }, ['fast', 8, 8n], ['safe', 9]],
  ['either', { items: [{ value: '0' }, { min: '2', max: '4' }] }, [0, 2], [1]],
  ['a multiple', { items: [], multipleOf: '4' }, [0, 4, -8n, 'x', true], [1, 6n]],
  ['a multiple of 0 says nothing', { items: [], multipleOf: '0' }, [0, 3], []],
  ['a power of two', { items: [], powerOfTwo: true }, [1, 2, 256, 2n ** 63n, 'x'], [0, -1, 3, 6n, -2]],
  ['not a power of two', { items: [], powerOfTwo: false }, [3], []],
  ['bits of a mask', { items: [], mask: '5' }, [0, 1, 4, 5n], [2, 7, 8]],
  ['all of it', { items: [{ min: '1', max: '64' }], multipleOf: '4', powerOfTwo: true, mask: '12' }, [4, 8], [1, 2, 12, 16]],
] as const)('in the range: %s', (_, range: Range, inside: readonly ParamValue[], outside: readonly ParamValue[]) => {
  expect(inside.filter((value) => !inRange({ range }, value))).toEqual([]);
  expect(outside.filter((value) => inRange({ range }, value))).toEqual([]);
});

test('what a host allows', () => {
  const rows: readonly (readonly [DocumentParamType, string | undefined, ParamValue, ParamValue, boolean])[] = [
    [bool, 'false', false, false, true],
    [bool, 'false', true, false, false],
    [bool, 'false', true, true, true],
    [int(32), '0', 0, false, true],
    [int(32), '0', 4, true, true],
    [int(32), undefined, 4, 4, true],
    [int(32), undefined, 5, 4, false],
    [int(32), undefined, 3, 4, true],
    [int(32), '9', 9, 4, true],
    [int(32), undefined, 0, false, false],
    [flags(8), undefined, 4, 5, true],
    [flags(8), undefined, 2, 5, false],
    [flags(8), undefined, 3, 5, false],
    [mode, undefined, 'fast', 'fast', true],
    [mode, undefined, 'fast', 'safe', false],
    [bool, undefined, false, false, false],
    [string, undefined, '4', 4, false],
  ];
  for (const [type, off, value, fact, allowed] of rows) {
    const param = { type, ...(off !== undefined && { off }) };
    expect(hostAllows(param, value, fact), `${type.kind} ${value} of ${fact}`).toBe(allowed);
  }
});

test('off', () => {
  expect(isOff({ type: int(64), off: '0' }, 0n)).toBe(true);
  expect(isOff({ type: int(32), off: '0' }, 1)).toBe(false);
  expect(isOff({ type: int(32) }, 0)).toBe(false);
  expect(isOff({ type: mode, off: 'none' }, 'none')).toBe(false);
});

test('values and types that are the same', () => {
  expect([sameValue(1, 1n), sameValue(1, '1'), sameValue('a', 'a'), scalar(3), scalar('3')]).toEqual([true, false, true, 3n, '3']);
  const all = [bool, string, mode, int(8), int(16), int(8, true), flags(8), flags(16)];
  for (const [i, a] of all.entries()) for (const [j, b] of all.entries()) expect(sameType(a, b)).toBe(i === j);
  expect(sameType(mode, { kind: 'enum', values: ['other'] })).toBe(true);
  expect(sameType(flags(8), { kind: 'flags', bits: 8, names: [] })).toBe(true);
});

test.each([
  [bool, none, 'true, false'],
  [string, none, 'any text'],
  [mode, none, 'fast, safe'],
  [int(8), none, '0..255'],
  [int(8, true), none, '-128..127'],
  [flags(16), none, '0..65535'],
  [int(8), { items: [{ value: '1' }, { min: '4', max: '9' }, { min: '12', max: '12' }] }, '1, 4..9, 12'],
  [int(8), { items: [], multipleOf: '4' }, '0..255; a multiple of 4'],
  [int(8), { items: [{ min: '1', max: '64' }], powerOfTwo: true, mask: '0xf' }, '1..64; a power of two; bits of 0xf'],
] as const)('%j in the range %j', (type, range: Range, expected) => {
  expect(rangeText({ type, range })).toBe(expected);
});
