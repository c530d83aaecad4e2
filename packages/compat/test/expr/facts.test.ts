import type { Expr } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { type Bounds, Facts, meet } from '../../src/expr/facts.js';
import { linear } from '../../src/expr/linear.js';
import { expressionText } from '../../src/expr/text.js';
import { bit, bool, call, choice, int, neg, not, state, text, two } from './trees.js';

const [a, x, y, z] = [state('a'), state('x'), state('y'), state('z')];
const size: Expr = { op: 'size', of: state('queues') };

/** `x` is 2 to 6, `y` at least 3, of `z` nothing is known. */
const known = [two(x, 'ge', int(2)), two(x, 'le', int(6)), two(y, 'ge', int(3))];

const span = ({ min, max }: Bounds): string => `${min ?? ''}..${max ?? ''}`;

const derived: readonly (readonly [Expr, string])[] = [
  [int(5), '5..5'],
  [x, '2..6'],
  [y, '3..'],
  [z, '..'],
  [size, '0..'],
  [text('up'), '..'],
  [choice(a, x, int(9)), '2..9'],
  [choice(a, int(1), x), '1..6'],
  [choice(a, x, y), '2..'],
  [choice(a, z, x), '..'],
  [two(x, 'add', int(1)), '3..7'],
  [two(int(1), 'sub', x), '-5..-1'],
  [two(x, 'sub', x), '0..0'],
  [two(x, 'add', y), '..'],
  [neg(x), '-6..-2'],
  [two(x, 'mul', int(-2)), '-12..-4'],
  [two(two(x, 'sub', int(4)), 'mul', two(x, 'sub', int(3))), '-6..6'],
  [two(x, 'mul', y), '..'],
  [call('min', x, int(4)), '2..4'],
  [call('min', x, y), '2..6'],
  [call('min', x, z), '..6'],
  [call('max', x, int(4)), '4..6'],
  [call('max', x, y), '3..'],
  [call('max', z, z), '..'],
  [call('max', z, int(3)), '3..'],
  [call('bitAnd', z, int(12)), '0..12'],
  [call('bitAnd', x, y), '0..6'],
  [call('bitAnd', y, y), '0..'],
  [call('bitAnd', z, neg(x)), '..'],
  [call('bitNot', z, int(8)), '0..255'],
  [call('bitNot', z, y), '0..'],
  [call('pow2ceil', x), '2..8'],
  [call('pow2ceil', y), '4..'],
  [call('pow2ceil', z), '1..'],
  [call('shiftLeft', x, int(2)), '8..24'],
  [call('shiftRight', x, int(1)), '1..3'],
  [call('shiftLeft', int(1), x), '4..64'],
  [call('shiftLeft', y, int(1)), '..'],
  [call('shiftRight', int(256), y), '0..32'],
  [call('align', x, int(4)), '2..9'],
  [call('align', x, int(1)), '2..6'],
  [call('align', y, int(4)), '3..'],
  [call('align', x, z), '2..'],
  [call('bitOr', x, int(1)), '1..7'],
];

test.each(derived.map(([expr, bounds]) => [expressionText(expr), expr, bounds] as const))('bounds of %s', (_, expr, bounds) => {
  expect(span(new Facts(known).boundsOf(expr))).toBe(bounds);
});

const learned: readonly (readonly [string, readonly Expr[], Expr, string])[] = [
  ['less than', [two(x, 'lt', int(5))], x, '..4'],
  ['more than', [two(x, 'gt', int(5))], x, '6..'],
  ['equal', [two(x, 'eq', int(5))], x, '5..5'],
  ['twice a term', [two(two(x, 'mul', int(2)), 'le', int(7))], x, '..3'],
  ['twice a term, below 0', [two(two(x, 'mul', int(2)), 'le', int(-7))], x, '..-4'],
  ['a negative factor', [two(two(x, 'mul', int(-2)), 'le', int(7))], x, '-3..'],
  ['a negative factor, exact', [two(two(x, 'mul', int(-2)), 'le', int(-8))], x, '4..'],
  ['through another', [two(x, 'le', y), two(y, 'le', int(9))], x, '..9'],
  ['a sum', [two(two(x, 'add', y), 'le', int(9)), two(y, 'ge', int(4))], x, '..5'],
  ['other than the least', [two(x, 'ge', int(3)), two(x, 'ne', int(3))], x, '4..'],
  ['other than the most', [two(x, 'le', int(3)), two(x, 'ne', int(3))], x, '..2'],
  ['other than one inside', [two(x, 'le', int(3)), two(x, 'ne', int(2))], x, '..3'],
  ['twice it is other than an odd number', [two(x, 'ge', int(3)), two(two(x, 'mul', int(2)), 'ne', int(7))], x, '3..'],
  ['twice it is other than an even number', [two(x, 'ge', int(3)), two(two(x, 'mul', int(2)), 'ne', int(6))], x, '4..'],
  ['other than another', [two(x, 'ge', int(0)), two(x, 'ne', y)], x, '0..'],
  ['a bit that is set', [two(x, 'ge', int(0)), two(x, 'le', int(15)), bit(x, 3)], x, '8..15'],
  ['a bit that is not set', [two(x, 'ge', int(0)), two(x, 'le', int(15)), not(bit(x, 3))], x, '0..7'],
  ['the bits of a mask', [two(call('bitAnd', x, int(-8)), 'eq', int(0))], x, '0..7'],
  ['the one bit that it can be', [two(call('bitAnd', x, int(4)), 'ne', int(0)), two(call('bitAnd', x, int(-5)), 'eq', int(0))], x, '4..4'],
  ['not the one bit', [two(call('bitAnd', x, int(4)), 'ne', int(4)), two(call('bitAnd', x, int(-5)), 'eq', int(0))], x, '0..0'],
  ['two bits: either', [two(call('bitAnd', x, int(6)), 'ne', int(0)), two(call('bitAnd', x, int(-7)), 'eq', int(0))], x, '0..6'],
];

test.each(learned)('%s', (_, atoms, expr, bounds) => {
  expect(span(new Facts(atoms).boundsOf(expr))).toBe(bounds);
});

test('what is given of a variable bounds it, too', () => {
  const facts = new Facts([two(x, 'le', int(9))], (expr) => (expressionText(expr) === 'state.x' ? { min: 1n, max: 20n } : undefined));
  expect(span(facts.boundsOf(x))).toBe('1..9');
  expect(span(facts.sumBounds(linear(two(int(10), 'sub', x))))).toBe('1..9');
  expect(span(facts.sumBounds(linear(two(x, 'add', y))))).toBe('..');
  expect(span(facts.sumBounds(linear(two(x, 'sub', size))))).toBe('..9');
});

test('names and what holds', () => {
  const facts = new Facts([two(a, 'eq', text('up')), two(text('lost'), 'ne', a), two(y, 'ne', text('up')), two(x, 'ne', z)]);
  expect(facts.nameOf(a)).toEqual({ is: 'up', not: new Set(['lost']) });
  expect(facts.nameOf(y)).toEqual({ not: new Set(['up']) });
  expect(facts.nameOf(x)).toBeUndefined();
  expect(facts.holds(two(text('up'), 'eq', a))).toBe(true);
  expect(facts.holds(two(z, 'ne', x))).toBe(true);
  expect(facts.holds(two(z, 'eq', x))).toBe(false);
  expect(facts.areDifferent(linear(two(z, 'sub', x)))).toBe(true);
  expect(facts.areDifferent(linear(two(z, 'sub', y)))).toBe(false);
});

test.each([
  ['false', [bool(false)], true],
  ['true', [bool(true)], false],
  ['a condition and its negation', [a, not(a)], true],
  ['bounds that exclude each other', [two(x, 'lt', int(3)), two(x, 'ge', int(3))], true],
  ['bounds that meet', [two(x, 'le', int(3)), two(x, 'ge', int(3))], false],
  ['the one value that is left is excluded', [two(x, 'le', int(3)), two(x, 'ge', int(3)), two(x, 'ne', int(3))], true],
  ['two names', [two(a, 'eq', text('up')), two(a, 'eq', text('down'))], true],
  ['a name twice', [two(a, 'eq', text('up')), two(text('up'), 'eq', a)], false],
  ['a name that it has not', [two(a, 'eq', text('up')), two(text('up'), 'ne', a)], true],
  ['another name that it has not', [two(a, 'eq', text('up')), two(text('down'), 'ne', a)], false],
  ['a bit both ways', [two(call('bitAnd', x, int(12)), 'eq', int(4)), not(bit(x, 2))], true],
  ['two bits', [two(call('bitAnd', x, int(12)), 'eq', int(4)), not(bit(x, 3))], false],
  ['a sum above 0 that is at most 0', [two(two(x, 'add', y), 'le', int(0)), two(x, 'ge', int(1)), two(y, 'ge', int(0))], true],
  ['a sum that is just 0', [two(two(x, 'add', y), 'le', int(0)), two(x, 'ge', int(0)), two(y, 'ge', int(0))], false],
] as const)('impossible or not: %s', (_, atoms, impossible) => {
  expect(new Facts(atoms).impossible).toBe(impossible);
});

test('bounds meet', () => {
  const rows: readonly (readonly [Bounds, Bounds, string])[] = [
    [{}, {}, '..'],
    [{ min: 1n }, {}, '1..'],
    [{}, { max: 4n }, '..4'],
    [{ min: 1n, max: 5n }, { min: 2n, max: 4n }, '2..4'],
    [{ min: 3n, max: 3n }, { min: 2n, max: 4n }, '3..3'],
  ];
  for (const [one, other, both] of rows) {
    expect(span(meet(one, other))).toBe(both);
    expect(span(meet(other, one))).toBe(both);
  }
});
