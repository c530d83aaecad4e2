import type { Expr } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { expressionText } from '../../src/expr/text.js';
import { conjuncts, disjuncts, hasFreeVariable, keyOf, mapOperands, operandsOf, rename, sameTree } from '../../src/expr/tree.js';
import { bit, bool, call, choice, int, neg, not, state, text, two } from './trees.js';

const [a, b, c] = [state('a'), state('b'), state('c')];
const q: Expr = { op: 'var', name: 'q' };
const r: Expr = { op: 'var', name: 'r' };
const field = (name: string, of: Expr = a): Expr => ({ op: 'field', of, name });
const at = (index: number, of: Expr = a): Expr => ({ op: 'index', of, index });
const isReset = (...of: Expr[]): Expr => ({ op: 'isReset', of });
const all = (name: string, body: Expr, of: Expr = a): Expr => ({ op: 'all', in: of, name, body });
const some = (name: string, body: Expr, of: Expr = a): Expr => ({ op: 'exists', in: of, name, body });
const size = (of: Expr): Expr => ({ op: 'size', of });
const named = (op: 'machine' | 'host' | 'device' | 'self' | 'arg' | 'observable'): Expr => ({ op, name: 'a' });
const binaries = ['and', 'or', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'add', 'sub', 'mul'] as const;

/** Each another tree. */
const different: readonly Expr[] = [
  ...[a, b, q, r, named('machine'), named('host'), named('device'), named('self'), named('arg'), named('observable')],
  ...[{ op: 'param', id: 'a' } as const, { op: 'param', id: 'b' } as const, { op: 'version' } as const],
  ...[int(1), int(2), text('1'), bool(true), bool(false), text('true')],
  ...[field('x'), field('y'), field('x', b), at(1), at(2), at(1, b), bit(a, 1), bit(a, 2), bit(b, 1)],
  ...[not(a), not(b), neg(a), neg(b), size(a), size(b)],
  ...binaries.flatMap((op) => [two(a, op, b), two(b, op, a), two(a, op, a)]),
  ...[choice(a, b, c), choice(a, c, b), choice(b, b, c)],
  ...[call('min', a, b), call('min', a), call('max', a, b), isReset(a, b), isReset(b), isReset()],
  ...[all('q', q), some('q', q), all('q', q, b), all('q', r), all('q', not(q))],
  ...[all('q', all('r', two(q, 'eq', r))), all('q', all('r', two(r, 'eq', q))), all('q', all('r', r))],
];

test('two trees have one key only when they are the same', () => {
  const keys = new Map<string, string>();
  for (const expr of different) {
    expect(keys.get(keyOf(expr)), expressionText(expr)).toBeUndefined();
    keys.set(keyOf(expr), expressionText(expr));
    expect(keyOf(structuredClone(expr))).toBe(keyOf(expr));
    expect(sameTree(expr, structuredClone(expr))).toBe(true);
  }
  expect(sameTree(a, b)).toBe(false);
});

test('the name of a bound variable does not matter', () => {
  expect(keyOf(all('q', not(q)))).toBe(keyOf(all('r', not(r))));
  expect(keyOf(all('q', some('r', two(q, 'eq', r))))).toBe(keyOf(all('r', some('q', two(r, 'eq', q)))));
});

test('nor does it inside of anything', () => {
  const wrapped: readonly ((of: Expr) => Expr)[] = [
    ...[not, neg, size, (of: Expr) => field('x', of), (of: Expr) => at(1, of), (of: Expr) => bit(of, 1)],
    ...binaries.flatMap((op) => [(of: Expr) => two(of, op, b), (of: Expr) => two(b, op, of)]),
    ...[(of: Expr) => choice(of, b, c), (of: Expr) => choice(b, of, c), (of: Expr) => choice(b, c, of)],
    ...[(of: Expr) => call('min', b, of), (of: Expr) => isReset(b, of), (of: Expr) => all('z', b, of), (of: Expr) => some('z', b, of)],
  ];
  for (const wrap of wrapped) {
    expect(keyOf(wrap(all('q', not(q)))), expressionText(wrap(q))).toBe(keyOf(wrap(all('r', not(r)))));
    expect(keyOf(wrap(all('q', not(q)))), expressionText(wrap(q))).not.toBe(keyOf(wrap(some('r', not(r)))));
  }
});

test('operands, in order', () => {
  const rows: readonly (readonly [Expr, readonly Expr[]])[] = [
    ...[field('x'), at(1), bit(a, 1), not(a), neg(a), size(a)].map((expr) => [expr, [a]] as const),
    ...binaries.map((op) => [two(a, op, b), [a, b]] as const),
    [choice(a, b, c), [a, b, c]],
    [call('min', a, b), [a, b]],
    [isReset(a, b), [a, b]],
    [all('q', b), [a, b]],
    [some('q', b), [a, b]],
    [a, []],
    [int(1), []],
  ];
  for (const [expr, operands] of rows) {
    expect(operandsOf(expr), expressionText(expr)).toEqual(operands);
    expect(operandsOf(mapOperands(expr, (of) => not(of)))).toEqual(operands.map(not));
    if (operands.length > 0) expect(mapOperands(expr, not).op).toBe(expr.op);
    // One operand alone may change.
    for (const changed of operands) expect(operandsOf(mapOperands(expr, (of) => (of === changed ? r : of)))).toContain(r);
    if (expr.op !== 'isReset' && expr.op !== 'all' && expr.op !== 'exists') expect(mapOperands(expr, (of) => of)).toBe(expr);
  }
});

test('another name for a variable, where it is not bound', () => {
  expect(rename(two(q, 'eq', r), 'q', 'z')).toEqual(two({ op: 'var', name: 'z' }, 'eq', r));
  expect(rename(all('q', q, q), 'q', 'r')).toEqual(all('q', q, r));
  expect(rename(some('q', q, q), 'q', 'r')).toEqual(some('q', q, r));
  expect(rename(all('r', q, b), 'q', 'z')).toEqual(all('r', { op: 'var', name: 'z' }, b));
});

test('free variables', () => {
  expect([q, not(q), all('r', q), all('q', r, q), all('q', b, q), some('r', two(q, 'eq', r))].map((expr) => hasFreeVariable(expr))).toEqual(
    [...[true, true, true, true, true, true]],
  );
  expect([a, not(a), all('q', q), some('q', q), all('q', some('r', two(q, 'eq', r)))].map((expr) => hasFreeVariable(expr))).toEqual([
    ...[false, false, false, false, false],
  ]);
});

test('sides', () => {
  expect(conjuncts(two(two(a, 'and', b), 'and', two(c, 'or', a)))).toEqual([a, b, two(c, 'or', a)]);
  expect(conjuncts(two(a, 'and', two(b, 'and', c)))).toEqual([a, b, c]);
  expect(disjuncts(two(two(a, 'or', b), 'or', two(c, 'and', a)))).toEqual([a, b, two(c, 'and', a)]);
  expect(disjuncts(two(a, 'or', two(b, 'or', c)))).toEqual([a, b, c]);
});
