import type { CallName, Expr } from '@migspec/capabilities';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/expr/evaluate.js';
import { contradictory, implies } from '../../src/expr/implies.js';
import { expressionText } from '../../src/expr/text.js';
import { lookup } from '../../src/expr/value.js';

const int = (value: number | bigint): Expr => ({ op: 'int', value: String(value) });
const x: Expr = { op: 'state', name: 'x' };
const y: Expr = { op: 'state', name: 'y' };
const on: Expr = { op: 'param', id: 'on' };
const link: Expr = { op: 'state', name: 'link' };
const queues: Expr = { op: 'state', name: 'queues' };
const q: Expr = { op: 'var', name: 'q' };
const num: Expr = { op: 'field', of: q, name: 'num' };
const two = (op: 'and' | 'or' | 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge' | 'add' | 'sub', left: Expr, right: Expr): Expr => ({
  op,
  left,
  right,
});
const not = (of: Expr): Expr => ({ op: 'not', of });
const call = (name: CallName, ...args: Expr[]): Expr => ({ op: 'call', name, args });
const is = (name: string): Expr => two('eq', link, { op: 'string', value: name });
const bit = (of: Expr, at: number): Expr => ({ op: 'bit', of, bit: at });
const all = (name: string, body: Expr): Expr => ({ op: 'all', in: queues, name, body });
const some = (name: string, body: Expr): Expr => ({ op: 'exists', in: queues, name, body });
const isReset = (...of: Expr[]): Expr => ({ op: 'isReset', of });
const no: Expr = { op: 'bool', value: false };

const follows: readonly (readonly [readonly Expr[], Expr])[] = [
  [[two('le', x, int(32))], two('le', x, int(64))],
  [[two('le', x, int(32))], two('lt', x, int(4096))],
  [[two('lt', x, int(33))], two('le', x, int(32))],
  [[two('eq', x, int(5))], two('ne', x, int(6))],
  [[two('gt', x, int(5)), two('lt', x, int(7))], two('eq', x, int(6))],
  [[two('ne', x, int(0)), two('ge', x, int(0))], two('ge', x, int(1))],
  [[two('ne', x, int(9)), two('le', x, int(9))], two('le', x, int(8))],
  [[two('le', x, y), two('le', y, int(64))], two('le', x, int(64))],
  [[two('le', x, y)], two('lt', x, two('add', y, int(1)))],
  [[two('lt', x, y)], two('ne', y, x)],
  [[two('eq', x, y), two('eq', y, int(3))], two('eq', x, int(3))],
  [[two('le', two('add', x, y), int(10)), two('ge', y, int(4))], two('le', x, int(6))],
  [[two('and', on, two('le', x, int(3)))], two('or', two('lt', x, int(0)), on)],
  [[two('or', is('up'), is('down'))], two('or', two('or', is('down'), is('lost')), is('up'))],
  [[is('up')], not(is('down'))],
  [[two('or', is('up'), is('down')), not(is('up'))], is('down')],
  [[two('or', two('eq', x, int(1)), two('eq', x, int(2)))], two('le', x, int(2))],
  [[two('eq', call('bitAnd', x, int(0xff)), int(0))], two('eq', call('bitAnd', x, int(0x0f)), int(0))],
  [
    [two('eq', call('bitAnd', x, call('bitNot', int(7), int(64))), int(0)), two('ge', x, int(0))],
    two('eq', call('bitAnd', x, int(8)), int(0)),
  ],
  [[two('eq', call('bitAnd', x, int(0xff)), int(0x21))], bit(x, 5)],
  [[two('eq', x, int(5))], bit(x, 2)],
  [[two('eq', x, int(5))], not(bit(x, 1))],
  [[bit(x, 3)], two('ne', x, int(0))],
  [[two('ne', call('bitAnd', x, int(4)), int(0))], bit(x, 2)],
  [[two('le', x, int(15)), two('ge', x, int(0))], two('eq', call('bitAnd', x, int(0xf0)), int(0))],
  [[], two('le', call('bitAnd', x, int(7)), int(7))],
  [[], two('le', call('min', x, int(64)), int(64))],
  [[], two('ge', call('max', x, int(1)), int(1))],
  [[two('le', x, int(3))], two('le', { op: 'if', cond: on, then: x, else: int(2) }, int(3))],
  [[isReset(x, y)], isReset(y)],
  [[isReset(queues)], isReset({ op: 'field', of: { op: 'index', of: queues, index: 0 }, name: 'num' })],
  [[not(isReset(x))], not(isReset(x, y))],
  [[all('q', two('le', num, int(256)))], all('r', two('le', { op: 'field', of: { op: 'var', name: 'r' }, name: 'num' }, int(1024)))],
  [[all('q', two('le', num, x)), two('le', x, int(9))], all('q', two('lt', num, int(10)))],
  [[some('q', two('gt', num, int(256)))], not(all('q', two('le', num, int(256))))],
  [[some('q', two('gt', num, int(256)))], some('q', two('gt', num, int(255)))],
  [[{ op: 'if', cond: on, then: two('le', x, int(3)), else: two('le', x, int(4)) }], two('le', x, int(4))],
  [[two('eq', on, two('gt', x, int(0))), on], two('ge', x, int(1))],
  [[two('gt', x, int(5)), two('lt', x, int(5))], no],
  [[two('gt', x, y), two('gt', y, x)], no],
  [[bit(x, 1), two('eq', x, int(5))], no],
];

const doesNot: readonly (readonly [readonly Expr[], Expr])[] = [
  [[], no],
  [[two('le', x, int(64))], two('le', x, int(32))],
  [[two('le', x, int(32))], two('ge', x, int(0))],
  [[two('ne', x, int(5))], two('lt', x, int(5))],
  [[two('ne', x, int(0)), two('ge', x, int(0))], two('ge', x, int(2))],
  [[two('ne', x, int(9)), two('le', x, int(9))], two('le', x, int(7))],
  [[two('eq', call('bitAnd', x, int(0x0f)), int(0))], two('eq', call('bitAnd', x, int(0xff)), int(0))],
  [[two('le', x, int(15))], two('eq', call('bitAnd', x, int(0xf0)), int(0))],
  [[two('ne', call('bitAnd', x, int(6)), int(0))], bit(x, 2)],
  [[two('or', is('up'), is('down'))], is('up')],
  [[not(is('up'))], is('down')],
  [[all('q', two('le', num, int(256)))], some('q', two('le', num, int(256)))],
  [[some('q', two('le', num, int(256)))], all('q', two('le', num, int(256)))],
  [[all('q', two('le', num, int(1024)))], all('q', two('le', num, int(256)))],
  [[isReset(x)], isReset(x, y)],
  [[isReset({ op: 'field', of: queues, name: 'num' })], isReset(queues)],
  [[two('or', on, two('le', x, int(3)))], on],
];

test('what follows is proved, what does not is not', () => {
  const show = ([known, goal]: readonly [readonly Expr[], Expr]): string =>
    `${known.map((each) => expressionText(each)).join(', ')} ⊢ ${expressionText(goal)}`;
  for (const each of follows) expect(implies(...each), show(each)).toBe(true);
  for (const each of doesNot) expect(implies(...each), show(each)).toBe(false);
});

test('types bound what facts do not', () => {
  const u8 = (expr: Expr) => (expr.op === 'state' ? { min: 0n, max: 255n } : undefined);
  expect(implies([], two('le', x, int(255)), u8)).toBe(true);
  expect(implies([], two('le', x, int(254)), u8)).toBe(false);
  expect(implies([two('lt', x, int(1))], two('eq', x, int(0)), u8)).toBe(true);
  expect(contradictory([two('gt', x, int(255))], u8)).toBe(true);
  expect(contradictory([two('gt', x, int(255))])).toBe(false);
});

/** Every assignment of a small world. */
const numbers = [-9n, -2n, -1n, 0n, 1n, 2n, 3n, 4n, 7n, 8n, 15n];
const worlds = numbers.flatMap((a) =>
  numbers.flatMap((b) =>
    [true, false].flatMap((switched) => ['up', 'down', 'lost'].map((name) => ({ x: a, y: b, on: switched, link: name }))),
  ),
);

const ints: fc.Arbitrary<Expr> = fc.letrec<{ int: Expr }>((tie) => ({
  int: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(x, y),
    fc.constantFrom(...numbers).map(int),
    fc.tuple(fc.constantFrom('add', 'sub'), tie('int'), tie('int')).map(([op, left, right]) => two(op, left, right)),
    fc
      .tuple(fc.constantFrom('bitAnd', 'bitOr', 'min', 'max', 'shiftLeft', 'shiftRight', 'align'), tie('int'), tie('int'))
      .map(([name, a, b]) => call(name, a, b)),
    tie('int').map((of) => call('bitNot', of, int(4))),
    tie('int').map((of) => call('pow2ceil', of)),
    fc.tuple(tie('int'), tie('int')).map(([a, b]): Expr => ({ op: 'if', cond: on, then: a, else: b })),
  ),
})).int;

const conditions: fc.Arbitrary<Expr> = fc.letrec<{ bool: Expr }>((tie) => ({
  bool: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(on, is('up'), is('down'), two('ne', link, { op: 'string', value: 'lost' })),
    fc.tuple(fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), ints, ints).map(([op, left, right]) => two(op, left, right)),
    fc
      .tuple(
        fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'),
        fc.constantFrom(x, y, call('bitAnd', x, int(6))),
        fc.constantFrom(...numbers),
      )
      .map(([op, left, right]) => two(op, left, int(right))),
    fc.tuple(fc.constantFrom(x, y), fc.integer({ min: 0, max: 3 })).map(([of, at]) => bit(of, at)),
    fc.tuple(fc.constantFrom('and', 'or', 'eq', 'ne'), tie('bool'), tie('bool')).map(([op, left, right]) => two(op, left, right)),
    tie('bool').map(not),
    fc.tuple(tie('bool'), tie('bool'), tie('bool')).map(([cond, yes, other]): Expr => ({ op: 'if', cond, then: yes, else: other })),
  ),
})).bool;

test('a proof is never wrong: every world in which all that is known holds has the goal', () => {
  let proved = 0;
  fc.assert(
    fc.property(fc.array(conditions, { maxLength: 3 }), conditions, (known, goal) => {
      if (!implies(known, goal)) return;
      proved++;
      for (const world of worlds) {
        const env = { params: lookup(world), state: lookup(world) };
        if (known.every((each) => evaluate(each, env) === true)) expect(evaluate(goal, env)).toBe(true);
      }
    }),
    { numRuns: 1500, seed: 11 },
  );
  expect(proved).toBeGreaterThan(100);
});

test('nested choices between conditions do not run away', () => {
  let chain: Expr = on;
  for (let level = 0; level < 60; level++) {
    const side = two('gt', x, int(level));
    chain = level % 2 === 0 ? two('eq', chain, side) : { op: 'if', cond: side, then: chain, else: bit(y, level % 4) };
  }
  expect(implies([chain], chain)).toBe(true);
  expect(implies([chain], on)).toBe(false);
});
