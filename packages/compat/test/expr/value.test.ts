import type { StateValue } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { elementsOf, every, fieldOf, isReset, lookup, range, toValue } from '../../src/expr/value.js';

const bytes = Uint8Array.of(1, 2);
const view = { length: 2, get: (index: number) => index + 1 } as unknown as StateValue & object;

const resets: readonly (readonly [string, StateValue | undefined, StateValue | undefined, boolean | undefined])[] = [
  ['a number', 5, 5, true],
  ['a number of 64 bits', 5n, 5, true],
  ['another number', 5, 6, false],
  ['a bool', false, false, true],
  ['an enum', 'up', 'down', false],
  ['what is not known', undefined, 5, undefined],
  ['what is reset to nothing known', 5, undefined, undefined],
  ['a number, reset to a struct', 5, { a: 5 }, undefined],
  ['bytes', bytes, Uint8Array.of(1, 2), true],
  ['other bytes', bytes, Uint8Array.of(1, 3), false],
  ['fewer bytes', bytes, Uint8Array.of(1), false],
  ['more bytes', bytes, Uint8Array.of(1, 2, 0), false],
  ['bytes, all reset to one', Uint8Array.of(7, 7), 7, true],
  ['bytes, not all', Uint8Array.of(7, 8), 7, false],
  ['bytes, reset to a struct', bytes, { a: 1 }, undefined],
  ['an array', [1, 2], [1, 2], true],
  ['an array beside a view', [1, 2], view, true],
  ['a view beside bytes', view, bytes, true],
  ['no elements', [], [], true],
  ['no elements, reset to one', [], 0, true],
  ['a struct', { a: 1, b: [0] }, { a: 1, b: 0 }, true],
  ['another struct', { a: 1, b: 2 }, { a: 1, b: 3 }, false],
  ['a struct of which less is known', { a: 1, b: 2 }, { a: 1 }, undefined],
  ['a struct of which what is known differs', { a: 1, b: 2 }, { a: 2 }, false],
  ['a struct, reset to a number', { a: 1 }, 1, undefined],
  ['a struct, reset to elements', { a: 1 }, [1], undefined],
];

test.each(resets)('reset or not: %s', (_, value, reset, is) => {
  expect(isReset(value, reset)).toBe(is);
});

test('elements and fields', () => {
  const all = (value: StateValue) => {
    const elements = elementsOf(toValue(value));
    return elements && [...range(elements.length)].map(elements.get);
  };
  expect([all(bytes), all([3, 4]), all(view), all({ a: 1 }), all(5), all('x')]).toEqual([
    ...[[1, 2], [3, 4], [1, 2], undefined, undefined, undefined],
  ]);
  const known = { a: 1, get: 5, length: 2 };
  expect([fieldOf(known, 'a'), fieldOf(known, 'b'), fieldOf(known, 'toString'), fieldOf([1], 'length'), fieldOf(5n, 'a')]).toEqual([
    ...[1, undefined, undefined, undefined, undefined],
  ]);
  expect(all({ get: 5, length: 2 })).toBeUndefined();
  expect(lookup({ a: 1 })('a')).toBe(1);
  expect(lookup({ a: 1 })('toString')).toBeUndefined();
});

test('numbers are integers, if they are', () => {
  expect([toValue(5), toValue(2 ** 53 - 1), toValue(2 ** 53), toValue(1.5), toValue(7n), toValue('x'), toValue(undefined)]).toEqual([
    ...[5n, 2n ** 53n - 1n, undefined, undefined, 7n, 'x', undefined],
  ]);
});

test('one false decides, else one unknown', () => {
  const of = (...items: (boolean | undefined)[]) => every(items, (item) => item);
  expect([of(), of(true, true), of(true, undefined), of(undefined, false), of(false, true)]).toEqual([
    ...[true, true, undefined, false, false],
  ]);
});
