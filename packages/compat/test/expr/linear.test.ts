import type { Expr } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { type Linear, linear, minus, plus, scale, shifted, unsignedKey } from '../../src/expr/linear.js';
import { expressionText } from '../../src/expr/text.js';
import { int, neg, state, two } from './trees.js';

const [x, y] = [state('x'), state('y')];

/** `2 state.x + -1 state.y + 5`. */
function written({ terms, constant }: Linear): string {
  return [...[...terms.values()].map(({ expr, factor }) => `${factor} ${expressionText(expr)}`), constant].join(' + ');
}

test('sums of terms with constant factors', () => {
  const rows: readonly (readonly [Expr, string])[] = [
    [int(-7), '-7'],
    [x, '1 state.x + 0'],
    [neg(x), '-1 state.x + 0'],
    [neg(two(x, 'add', int(3))), '-1 state.x + -3'],
    [two(x, 'add', y), '1 state.x + 1 state.y + 0'],
    [two(two(x, 'sub', y), 'sub', int(2)), '1 state.x + -1 state.y + -2'],
    [two(x, 'sub', x), '0'],
    [two(x, 'add', x), '2 state.x + 0'],
    [two(int(3), 'mul', two(x, 'add', int(2))), '3 state.x + 6'],
    [two(two(x, 'sub', int(2)), 'mul', int(-3)), '-3 state.x + 6'],
    [two(int(4), 'mul', int(5)), '20'],
    [two(int(0), 'mul', two(x, 'add', int(2))), '0'],
    [two(x, 'mul', y), '1 state.x * state.y + 0'],
    [two(x, 'lt', y), '1 state.x < state.y + 0'],
  ];
  for (const [expr, expected] of rows) expect(written(linear(expr)), expressionText(expr)).toBe(expected);
});

test('sums of sums', () => {
  const [a, b] = [linear(two(x, 'add', int(1))), linear(two(y, 'sub', x))];
  expect(written(plus(a, b))).toBe('1 state.y + 1');
  expect(written(minus(a, b))).toBe('2 state.x + -1 state.y + 1');
  expect(written(scale(a, 0n))).toBe('0');
  expect(written(shifted(a, 4n))).toBe('1 state.x + 5');
});

test('one key for sums that differ in sign or order, another for every other', () => {
  const same = [two(x, 'sub', y), two(y, 'sub', x), neg(two(x, 'sub', y)), two(neg(y), 'add', x)];
  expect(new Set(same.map((expr) => unsignedKey(linear(expr)))).size).toBe(1);
  const others = [
    x,
    y,
    two(x, 'add', y),
    two(x, 'sub', y),
    two(x, 'add', int(1)),
    two(x, 'sub', int(1)),
    two(x, 'add', x),
    int(11),
    int(1),
  ];
  expect(new Set(others.map((expr) => unsignedKey(linear(expr)))).size).toBe(others.length);
});
