/** Random typed expressions and random values for their names; shared by the tests of the evaluator and of the printer. */
import type { Expr } from '@migspec/capabilities';
import { type StateValue, U32View, U64View } from '@migspec/runtime';
import fc from 'fast-check';
import type { ExprEnv } from '../../src/expr/value.js';
import { lookup } from '../../src/expr/value.js';

type IntRoot = { readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean };

const u = (bits: IntRoot['bits']): IntRoot => ({ bits, signed: false });
const i = (bits: IntRoot['bits']): IntRoot => ({ bits, signed: true });

export const modes = ['off', 'on', 'auto'] as const;
export const paramInts: Readonly<Record<string, IntRoot>> = {
  'rx-table-size': u(16),
  big: u(64),
  signed: i(32),
  features: u(64),
  low: u(32),
};
export const stateInts: Readonly<Record<string, IntRoot>> = { small: u(8), word: u(32), negative: i(32), wide: u(64), deep: i(64) };
export const selfInts: Readonly<Record<string, IntRoot>> = { num: u(32), offset: i(16) };
export const structInts: Readonly<Record<string, IntRoot>> = { num: u(32), desc: u(64) };
export const listLength = 4;
export const viewLength = 20;
export const keyLength = 8;

/** Edges first: zero, one, the ends, and around 2^31, 2^32 and 2^53. */
export function integerOf({ bits, signed }: IntRoot): fc.Arbitrary<bigint> {
  const min = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const max = signed ? (1n << BigInt(bits - 1)) - 1n : (1n << BigInt(bits)) - 1n;
  const edges = [
    0n,
    1n,
    -1n,
    min,
    max,
    max - 1n,
    1n << 31n,
    (1n << 31n) - 1n,
    1n << 32n,
    (1n << 53n) - 1n,
    1n << 53n,
    (1n << 53n) + 1n,
    -(1n << 31n),
    1n << 63n,
  ];
  return fc.oneof(fc.constantFrom(...edges.filter((edge) => edge >= min && edge <= max)), fc.bigInt(min, max), fc.bigInt(0n, 9n));
}

/** As a device has it in memory. */
const inMemory = (root: IntRoot) => integerOf(root).map((value) => (root.bits === 64 ? value : Number(value)));

const records = (roots: Readonly<Record<string, IntRoot>>) =>
  fc.record(Object.fromEntries(Object.entries(roots).map(([name, root]) => [name, inMemory(root)])));

export interface Values {
  readonly params: Readonly<Record<string, StateValue>>;
  readonly machine: Readonly<Record<string, StateValue>>;
  readonly state: Readonly<Record<string, StateValue>>;
  readonly self: Readonly<Record<string, StateValue>>;
  readonly version: number;
}

const queue = fc.record({ num: inMemory(u(32)), desc: inMemory(u(64)), on: fc.boolean() });

export const values: fc.Arbitrary<Values> = fc.record({
  params: fc.tuple(records(paramInts), fc.boolean(), fc.constantFrom(...modes)).map(([ints, rss, mode]) => ({ ...ints, rss, mode })),
  machine: fc.record({ cpus: inMemory(u(16)) }),
  state: fc
    .tuple(
      records(stateInts),
      fc.boolean(),
      fc.constantFrom(...modes),
      fc.array(queue, { minLength: 1, maxLength: listLength }),
      fc.array(inMemory(u(16)), { minLength: listLength, maxLength: listLength }),
      fc.array(fc.integer({ min: 0, max: 0xffffffff }), { minLength: viewLength, maxLength: viewLength }),
      fc.array(fc.bigInt(0n, 0xffffffffffffffffn), { minLength: viewLength, maxLength: viewLength }),
      fc.oneof(fc.constant(new Uint8Array(keyLength)), fc.uint8Array({ minLength: keyLength, maxLength: keyLength })),
    )
    .map(([ints, on, link, queues, list, view, wideView, key]) => ({
      ...ints,
      on,
      link,
      queues,
      list,
      view: U32View.zero(viewLength, false).like(view),
      'wide-view': U64View.zero(viewLength, true).like(wideView),
      key,
    })),
  self: records(selfInts),
  version: fc.integer({ min: 0, max: 4 }),
});

/** Everything resets to zero, false and the first name. */
export function resetOf(of: Expr): StateValue | undefined {
  if (of.op === 'state' && (of.name === 'on' || of.name === 'link')) return of.name === 'on' ? false : 'off';
  if (of.op === 'field' && of.name === 'on') return false;
  if ((of.op === 'state' && of.name === 'queues') || of.op === 'index') {
    return of.op === 'index' && of.of.op === 'state' && of.of.name === 'queues'
      ? { num: 0, desc: 0n, on: false }
      : of.op === 'index'
        ? 0n
        : undefined;
  }
  return 0n;
}

export const envOf = (all: Values): ExprEnv => ({
  params: lookup(all.params),
  machine: lookup(all.machine),
  state: lookup(all.state),
  self: lookup(all.self),
  version: all.version,
  reset: resetOf,
});

const named = (op: 'state' | 'self', name: string): Expr => ({ op, name });
const element = (list: Expr, index: number): Expr => ({ op: 'index', of: list, index });

const literals: fc.Arbitrary<Expr> = fc
  .oneof(integerOf(u(64)), integerOf(i(64)), fc.bigInt(-4n, 70n))
  .map((value) => ({ op: 'int', value: String(value) }));

type IntLeaf = (inside: boolean) => fc.Arbitrary<Expr>;

const intLeaf: IntLeaf = (inside) =>
  fc.oneof(
    literals,
    fc.constantFrom<Expr>(
      ...Object.keys(paramInts).map((id): Expr => ({ op: 'param', id })),
      ...Object.keys(stateInts).map((name) => named('state', name)),
      ...Object.keys(selfInts).map((name) => named('self', name)),
      { op: 'machine', name: 'cpus' },
      { op: 'version' },
      { op: 'size', of: named('state', 'queues') },
      element(named('state', 'list'), 3),
      element(named('state', 'view'), 19),
      element(named('state', 'wide-view'), 0),
      element(named('state', 'key'), 7),
      { op: 'field', of: element(named('state', 'queues'), 0), name: 'num' },
      { op: 'field', of: element(named('state', 'queues'), 0), name: 'desc' },
      ...(inside
        ? [
            { op: 'field', of: { op: 'var', name: 'q' }, name: 'num' } as const,
            { op: 'field', of: { op: 'var', name: 'q' }, name: 'desc' } as const,
          ]
        : []),
    ),
  );

const count: fc.Arbitrary<Expr> = fc.oneof(
  fc.bigInt(0n, 64n).map((value): Expr => ({ op: 'int', value: String(value) })),
  fc.constantFrom<Expr>(named('state', 'small'), { op: 'param', id: 'signed' }, { op: 'param', id: 'big' }, { op: 'version' }),
);

/** `inside`: within `state.queues.all(q, …)`. */
export function intExpr(depth: number, inside = false): fc.Arbitrary<Expr> {
  if (depth <= 0) return intLeaf(inside);
  const int = (): fc.Arbitrary<Expr> => intExpr(depth - 1, inside);
  const bool = (): fc.Arbitrary<Expr> => boolExpr(depth - 1, inside);
  const call = (name: 'bitAnd' | 'bitOr' | 'min' | 'max', most: number) =>
    fc.array(int(), { minLength: 2, maxLength: most }).map((args): Expr => ({ op: 'call', name, args }));
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    intLeaf(inside),
    fc.tuple(fc.constantFrom('add', 'sub', 'mul'), int(), int()).map(([op, left, right]): Expr => ({ op, left, right })),
    int().map((of): Expr => ({ op: 'neg', of })),
    fc.tuple(bool(), int(), int()).map(([cond, yes, no]): Expr => ({ op: 'if', cond, then: yes, else: no })),
    call('bitAnd', 3),
    call('bitOr', 3),
    call('min', 3),
    call('max', 3),
    fc
      .tuple(int(), fc.integer({ min: 1, max: 64 }))
      .map(([x, width]): Expr => ({ op: 'call', name: 'bitNot', args: [x, { op: 'int', value: String(width) }] })),
    fc.tuple(fc.constantFrom('shiftLeft', 'shiftRight'), int(), count).map(([name, x, n]): Expr => ({ op: 'call', name, args: [x, n] })),
    int().map((x): Expr => ({ op: 'call', name: 'pow2ceil', args: [x] })),
    fc.tuple(int(), fc.oneof(count, int())).map(([x, n]): Expr => ({ op: 'call', name: 'align', args: [x, n] })),
  );
}

const stringLeaf: fc.Arbitrary<Expr> = fc.constantFrom<Expr>({ op: 'param', id: 'mode' }, named('state', 'link'));
const stringExpr = (depth: number, inside: boolean): fc.Arbitrary<Expr> =>
  fc.oneof(
    fc.constantFrom(...modes).map((value): Expr => ({ op: 'string', value })),
    stringLeaf,
    ...(depth > 0
      ? [
          fc
            .tuple(boolExpr(depth - 1, inside), stringLeaf, stringLeaf)
            .map(([cond, yes, no]): Expr => ({ op: 'if', cond, then: yes, else: no })),
        ]
      : []),
  );

const resettable = fc.constantFrom<Expr>(
  named('state', 'key'),
  named('state', 'on'),
  named('state', 'link'),
  named('state', 'wide'),
  named('state', 'word'),
  named('state', 'view'),
  named('state', 'list'),
  named('self', 'num'),
  element(named('state', 'queues'), 0),
  { op: 'field', of: element(named('state', 'queues'), 0), name: 'desc' },
);

const boolLeaf = (inside: boolean): fc.Arbitrary<Expr> =>
  fc.oneof(
    fc.boolean().map((value): Expr => ({ op: 'bool', value })),
    fc.constantFrom<Expr>(
      { op: 'param', id: 'rss' },
      named('state', 'on'),
      { op: 'bit', of: { op: 'param', id: 'features' }, bit: 2 },
      { op: 'bit', of: { op: 'param', id: 'features' }, bit: 63 },
      { op: 'bit', of: { op: 'param', id: 'low' }, bit: 31 },
      ...(inside ? [{ op: 'field', of: { op: 'var', name: 'q' }, name: 'on' } as const] : []),
    ),
    fc.array(resettable, { minLength: 1, maxLength: 3 }).map((of): Expr => ({ op: 'isReset', of })),
  );

export function boolExpr(depth: number, inside = false): fc.Arbitrary<Expr> {
  if (depth <= 0) return boolLeaf(inside);
  const int = (): fc.Arbitrary<Expr> => intExpr(depth - 1, inside);
  const bool = (): fc.Arbitrary<Expr> => boolExpr(depth - 1, inside);
  const text = (): fc.Arbitrary<Expr> => stringExpr(depth - 1, inside);
  const overQueues = fc
    .tuple(fc.constantFrom('all', 'exists'), boolExpr(depth - 1, true))
    .map(([op, body]): Expr => ({ op, in: named('state', 'queues'), name: 'q', body }));
  const overInts = fc
    .tuple(fc.constantFrom('all', 'exists'), fc.constantFrom('list', 'view', 'wide-view', 'key'), fc.constantFrom('lt', 'ge', 'eq'), int())
    .map(
      ([op, name, compare, right]): Expr => ({
        op,
        in: named('state', name),
        name: 'x',
        body: { op: compare, left: { op: 'var', name: 'x' }, right },
      }),
    );
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    boolLeaf(inside),
    bool().map((of): Expr => ({ op: 'not', of })),
    fc.tuple(fc.constantFrom('and', 'or', 'eq', 'ne'), bool(), bool()).map(([op, left, right]): Expr => ({ op, left, right })),
    fc.tuple(fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), int(), int()).map(([op, left, right]): Expr => ({ op, left, right })),
    fc.tuple(fc.constantFrom('eq', 'ne'), text(), text()).map(([op, left, right]): Expr => ({ op, left, right })),
    fc.tuple(bool(), bool(), bool()).map(([cond, yes, no]): Expr => ({ op: 'if', cond, then: yes, else: no })),
    ...(inside ? [] : [overQueues, overInts]),
  );
}
