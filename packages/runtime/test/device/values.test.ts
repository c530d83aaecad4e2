/** Each rule of a range alone, so that no other one refuses in its place. */
import { expect, test } from 'vitest';
import type { ParamDescriptor, ParamValue } from '../../src/index.js';
import { inRange } from '../../src/values.js';

const u16 = { kind: 'int', bits: 16, signed: false } as const;

function accepted(type: ParamDescriptor['type'], range: ParamDescriptor['range'], values: readonly ParamValue[]): readonly ParamValue[] {
  const param: ParamDescriptor = { id: 'p', name: 'p', type, range, default: () => 0 };
  return values.filter((value) => inRange(param, value));
}

test('intervals have two ends', () => {
  const items = [
    [2n, 4n],
    [7n, 7n],
  ] as const;
  expect(accepted(u16, { items }, [0, 1, 2, 3, 4, 5, 6, 7, 8])).toEqual([2, 3, 4, 7]);
  expect(accepted(u16, { items: [] }, [-1, 0, 65_535, 65_536])).toEqual([0, 65_535]);
  expect(accepted({ kind: 'int', bits: 8, signed: true }, { items: [] }, [-129, -128, 127, 128])).toEqual([-128, 127]);
  const wide = { kind: 'int', bits: 64, signed: false } as const;
  expect(accepted(wide, { items: [] }, [-1n, 0n, (1n << 64n) - 1n, 1n << 64n])).toEqual([0n, (1n << 64n) - 1n]);
});

test('multiples, powers of two, masks', () => {
  expect(accepted(u16, { items: [], multipleOf: 3n }, [0, 1, 2, 3, 6, 8])).toEqual([0, 3, 6]);
  expect(accepted(u16, { items: [], powerOfTwo: true }, [0, 1, 2, 3, 4, 6, 8])).toEqual([1, 2, 4, 8]);
  expect(accepted({ kind: 'flags', bits: 32, names: {} }, { items: [], mask: 5n }, [0, 1, 2, 4, 5, 7])).toEqual([0, 1, 4, 5]);
});

test('names and switches', () => {
  const mode = { kind: 'enum', values: ['slow', 'fast'] } as const;
  expect(accepted(mode, { items: [] }, ['slow', 'fast', 'odd'])).toEqual(['slow', 'fast']);
  expect(accepted(mode, { items: ['fast'] }, ['slow', 'fast', 'odd'])).toEqual(['fast']);
  expect(accepted({ kind: 'bool' }, { items: [true] }, [true, false])).toEqual([true]);
  expect(accepted({ kind: 'bool' }, { items: [] }, [true, false])).toEqual([true, false]);
});
