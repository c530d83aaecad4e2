import { expect, test } from 'vitest';
import { calculate, callFunction, clampShift, compare, functionNames, greatest, least, pow2ceil } from '../../src/expr/integers.js';

test.each([
  ['bitAnd', [12n, 10n, 9n], 8n],
  ['bitOr', [8n, 2n, 1n], 11n],
  ['bitNot', [5n, 4n], 10n],
  ['bitNot', [0n, 100n], (1n << 64n) - 1n],
  ['shiftLeft', [3n, 2n], 12n],
  ['shiftLeft', [1n, 65n], 1n << 64n],
  ['shiftLeft', [3n, -1n], 3n],
  ['shiftRight', [12n, 2n], 3n],
  ['shiftRight', [-1n, 70n], -1n],
  ['min', [3n, 1n, 2n], 1n],
  ['max', [1n, 3n, 2n], 3n],
  ['pow2ceil', [5n], 8n],
  ['align', [5n, 4n], 8n],
  ['align', [8n, 4n], 8n],
  ['align', [5n, 1n], 5n],
  ['align', [5n, 0n], 5n],
  ['align', [5n, -4n], 5n],
  ['median', [1n, 2n], undefined],
  ['min', [1n], undefined],
  ['pow2ceil', [], undefined],
  ['align', [], undefined],
] as const)('%s of %s', (name, args, value) => {
  expect(callFunction(name, args)).toBe(value);
});

test('every function that has a name can be called', () => {
  expect([...functionNames].filter((name) => callFunction(name, [4n, 2n]) === undefined)).toEqual([]);
  expect(functionNames.size).toBe(9);
});

test('comparisons and operators', () => {
  const pairs = [
    [1n, 2n],
    [2n, 2n],
    [3n, 2n],
  ] as const;
  const all = (op: 'lt' | 'le' | 'gt' | 'ge') => pairs.map(([a, b]) => compare(op, a, b));
  expect(all('lt')).toEqual([true, false, false]);
  expect(all('le')).toEqual([true, true, false]);
  expect(all('gt')).toEqual([false, false, true]);
  expect(all('ge')).toEqual([false, true, true]);
  expect([calculate('add', 7n, 3n), calculate('sub', 7n, 3n), calculate('mul', 7n, 3n)]).toEqual([10n, 4n, 21n]);
  expect([least(1n, 2n), least(2n, 1n), greatest(1n, 2n), greatest(2n, 1n)]).toEqual([1n, 1n, 2n, 2n]);
  expect([-1n, 0n, 1n, 64n, 65n].map(clampShift)).toEqual([0n, 0n, 1n, 64n, 64n]);
});

test('powers of two', () => {
  expect([-5n, 0n, 1n, 2n, 3n, 4n, 5n, 256n, 257n].map(pow2ceil)).toEqual([1n, 1n, 1n, 2n, 4n, 4n, 8n, 256n, 512n]);
});
