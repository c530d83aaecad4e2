import type { Expr } from '@migspec/capabilities';
import { U32View } from '@migspec/runtime';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, holds } from '../../src/expr/evaluate.js';
import { unknownOperator } from '../../src/expr/operators.js';
import { isTree } from '../../src/expr/read.js';
import { type ExprEnv, lookup } from '../../src/expr/value.js';

const int = (value: bigint | number): Expr => ({ op: 'int', value: String(value) });
const call = (name: string, ...args: (bigint | number)[]): Expr => ({ op: 'call', name, args: args.map(int) }) as Expr;
const state = (name: string): Expr => ({ op: 'state', name });
const bool = (value: boolean): Expr => ({ op: 'bool', value });

test('integers are exact, and every function is total', () => {
  const max = 0xffffffffffffffffn;
  const cases: readonly (readonly [Expr, bigint])[] = [
    [{ op: 'add', left: int(max), right: int(1) }, 1n << 64n],
    [{ op: 'sub', left: int(0), right: int(max) }, -max],
    [{ op: 'mul', left: int(max), right: int(max) }, max * max],
    [{ op: 'neg', of: int(-(1n << 63n)) }, 1n << 63n],
    [call('bitAnd', max, -2), max - 1n],
    [call('bitAnd', 0xf0f0, 0xff00, 0x3000), 0x3000n],
    [call('bitOr', -(1n << 63n), 1), -(1n << 63n) + 1n],
    [call('bitNot', 0, 64), max],
    [call('bitNot', 0x0f, 8), 0xf0n],
    [call('bitNot', -1, 32), 0n],
    [call('shiftLeft', 1, 63), 1n << 63n],
    [call('shiftLeft', 1, 1000), 1n << 64n],
    [call('shiftLeft', 3, -5), 3n],
    [call('shiftRight', max, 63), 1n],
    [call('shiftRight', -1, 70), -1n],
    [call('min', 3, -7, 5), -7n],
    [call('max', 3, -7, max), max],
    [call('pow2ceil', 0), 1n],
    [call('pow2ceil', -9), 1n],
    [call('pow2ceil', 64), 64n],
    [call('pow2ceil', 65), 128n],
    [call('pow2ceil', max), 1n << 64n],
    [call('align', 1, 4096), 4096n],
    [call('align', 4096, 4096), 4096n],
    [call('align', -3, 4), 0n],
    [call('align', -4, 4), -4n],
    [call('align', 10, 3), 12n],
    [call('align', 10, 0), 10n],
    [call('align', 10, -4), 10n],
  ];
  for (const [expr, value] of cases) expect(evaluate(expr, {}), JSON.stringify(expr)).toBe(value);
});

test('what is known decides, the rest is unknown', () => {
  const unknown = state('x');
  const env: ExprEnv = { state: lookup({ on: true, list: [1, 2], queues: [{ num: 1 }], half: [true] }) };
  const cases: readonly (readonly [Expr, unknown])[] = [
    [unknown, undefined],
    [{ op: 'and', left: unknown, right: bool(false) }, false],
    [{ op: 'and', left: unknown, right: bool(true) }, undefined],
    [{ op: 'or', left: unknown, right: state('on') }, true],
    [{ op: 'if', cond: unknown, then: int(3), else: int(3) }, 3n],
    [{ op: 'if', cond: unknown, then: int(3), else: int(4) }, undefined],
    [{ op: 'index', of: state('list'), index: 1 }, 2n],
    [{ op: 'index', of: state('list'), index: 2 }, undefined],
    [{ op: 'field', of: { op: 'index', of: state('queues'), index: 0 }, name: 'num' }, 1n],
    [{ op: 'field', of: { op: 'index', of: state('queues'), index: 0 }, name: 'constructor' }, undefined],
    [{ op: 'field', of: state('list'), name: 'length' }, undefined],
    [state('constructor'), undefined],
    [{ op: 'eq', left: int(1), right: bool(true) }, undefined],
    [{ op: 'not', of: int(1) }, undefined],
    [{ op: 'size', of: state('list') }, 2n],
    [{ op: 'size', of: { op: 'string', value: 'añb' } }, 4n],
    [{ op: 'all', in: state('list'), name: 'x', body: { op: 'lt', left: { op: 'var', name: 'x' }, right: int(2) } }, false],
    [
      {
        op: 'exists',
        in: state('list'),
        name: 'x',
        body: { op: 'or', left: unknown, right: { op: 'eq', left: { op: 'var', name: 'x' }, right: int(2) } },
      },
      true,
    ],
    [{ op: 'all', in: state('nothing'), name: 'x', body: bool(false) }, undefined],
    [{ op: 'var', name: 'x' }, undefined],
    [{ op: 'arg', name: 'x' }, undefined],
  ];
  for (const [expr, value] of cases) expect(evaluate(expr, env), JSON.stringify(expr)).toBe(value);
  expect(holds(int(1), env)).toBeUndefined();
});

test('isReset compares with the reset value, a scalar for every element', () => {
  const view = U32View.zero(20, false);
  const dirty = view.like([...Array(19).fill(0), 7]);
  const of = (name: string): Expr => ({ op: 'isReset', of: [state(name)] });
  const env: ExprEnv = {
    state: lookup({ zero: view, dirty, key: new Uint8Array(3), queue: { num: 0, ring: { used: 0n } }, timer: -1n, list: [5, 6] }),
    reset: (expr) => {
      if (expr.op !== 'state') return undefined;
      return expr.name === 'queue' ? { num: 0, ring: { used: 0 } } : expr.name === 'timer' ? -1 : expr.name === 'list' ? [5, 6] : 0;
    },
  };
  for (const name of ['zero', 'key', 'queue', 'timer', 'list']) expect(evaluate(of(name), env), name).toBe(true);
  expect(evaluate(of('dirty'), env)).toBe(false);
  expect(evaluate({ op: 'isReset', of: [state('unknown'), state('dirty')] }, env)).toBe(false);
  expect(evaluate({ op: 'isReset', of: [state('unknown'), state('key')] }, env)).toBeUndefined();
});

test('an operator that is not known is unknown, named, and may still not matter', () => {
  const newer = JSON.parse('{"op":"median","of":[{"op":"int","value":"1"}]}') as Expr;
  const function1 = call('popcount', 3);
  expect(evaluate(newer, {})).toBeUndefined();
  expect(unknownOperator({ op: 'not', of: newer })).toBe('median');
  expect(unknownOperator({ op: 'gt', left: int(1), right: function1 })).toBe('call:popcount');
  expect(unknownOperator({ op: 'gt', left: int(1), right: call('min', 1, 2) })).toBeUndefined();
  expect(evaluate({ op: 'and', left: newer, right: bool(false) }, {})).toBe(false);
  expect(isTree({ op: 'not', of: newer })).toBe(true);
});

test('whatever JSON a document holds, nothing throws, and what is no tree is told', () => {
  const ops = fc.constantFrom(
    'int',
    'bool',
    'param',
    'field',
    'index',
    'bit',
    'not',
    'and',
    'lt',
    'add',
    'if',
    'call',
    'isReset',
    'all',
    'size',
    'version',
    'what',
  );
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc.record(
        {
          op: ops,
          value: fc.jsonValue(),
          of: tie('node'),
          left: tie('node'),
          right: tie('node'),
          args: fc.oneof(fc.array(tie('node')), fc.jsonValue()),
          name: fc.string(),
          bit: fc.integer(),
          index: fc.integer(),
          in: tie('node'),
          body: tie('node'),
        },
        { requiredKeys: ['op'] },
      ),
    ),
  })).node;
  let trees = 0;
  fc.assert(
    fc.property(tree, (json) => {
      const expr = json as Expr;
      expect(() => evaluate(expr, { state: () => 3 })).not.toThrow();
      if (isTree(json)) trees++;
    }),
    { numRuns: 1000, seed: 7 },
  );
  expect(trees).toBeGreaterThan(10);
  let deep: Expr = int(1);
  for (let level = 0; level < 100_000; level++) deep = { op: 'neg', of: deep };
  expect(evaluate(deep, {})).toBeUndefined();
  expect(isTree(deep)).toBe(false);
  expect(isTree({ op: 'int', value: 'five' })).toBe(false);
  expect(isTree({ op: 'bit', of: int(1), bit: 64 })).toBe(false);
  expect(isTree({ op: 'call', name: 'min', args: [int(1), null] })).toBe(false);
});
