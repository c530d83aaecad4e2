/** Expressions in Kaitai's language mean what they mean in ours, in JavaScript too: signs, bit 31, what lies beyond 53 bits. */
import { expect, test } from 'vitest';
import type { Expr } from '../../../src/expr/tree.js';
import type { FieldType } from '../../../src/ir/layout.js';
import type { SnapshotParam } from '../../../src/ir/snapshot.js';
import {
  array,
  binary,
  boolParam,
  counted,
  e,
  field,
  i,
  int,
  intParam,
  layout,
  param,
  section,
  snapshot,
  state,
  struct,
  structType,
  u,
} from '../ts/fixtures.js';
import { Both, descriptions } from './emitted.js';

const mode: FieldType = {
  kind: 'enum',
  base: u(8),
  values: [
    { name: 'off', value: '0' },
    { name: 'on', value: '1' },
    { name: 'none', value: '200' },
  ],
};
const call = (
  name: 'bitAnd' | 'bitOr' | 'bitNot' | 'shiftLeft' | 'shiftRight' | 'min' | 'max' | 'pow2ceil' | 'align',
  ...args: Expr[]
): Expr => ({
  op: 'call',
  name,
  args,
});
const bit = (of: Expr, index: number): Expr => ({ op: 'bit', of, bit: index });
const text = (value: string): Expr => ({ op: 'string', value });
const [a, b, c, w, v, m] = ['a', 'b', 'c', 'w', 'v', 'm'].map(state) as [Expr, Expr, Expr, Expr, Expr, Expr];

const tests: readonly Expr[] = [
  binary('eq', w, int(2n ** 64n - 1n)),
  binary('ne', w, int(0)),
  binary('lt', w, int(2n ** 53n + 1n)),
  binary('le', w, int(2n ** 53n)),
  binary('ge', w, int(2n ** 63n)),
  binary('gt', w, b),
  binary('le', b, w),
  binary('lt', v, int(0)),
  binary('ge', v, int(-5)),
  binary('eq', v, int(-(2n ** 63n))),
  bit(w, 0),
  bit(w, 31),
  bit(w, 32),
  bit(w, 63),
  bit(b, 31),
  bit(b, 30),
  bit(a, 7),
  bit(v, 63),
  { op: 'not', of: bit(w, 40) },
  binary('eq', call('bitAnd', b, int(0x80000001)), int(0x80000000)),
  binary('ne', call('bitAnd', w, int(0xff00000000n)), int(0)),
  binary('eq', call('bitAnd', w, int(0xffffffffn)), int(0xffffffffn)),
  binary('ge', call('bitOr', b, int(0x80000000)), int(0xfffffff0n)),
  binary('gt', call('bitOr', a, b), int(0x7fffffff)),
  binary('gt', call('bitNot', b, int(32)), int(0xf0000000n)),
  binary('eq', call('bitNot', w, int(64)), int(0)),
  binary('gt', call('shiftRight', b, int(4)), int(10)),
  binary('gt', call('shiftRight', w, int(40)), int(3)),
  binary('eq', call('shiftRight', w, int(20)), int(2n ** 33n)),
  binary('eq', call('shiftRight', binary('sub', a, int(6)), int(2)), int(-1)),
  binary('eq', call('shiftRight', c, int(4)), int(-1)),
  binary('eq', call('shiftLeft', a, int(4)), int(0x50)),
  binary('gt', call('shiftLeft', b, int(20)), int(2n ** 40n)),
  binary('gt', call('min', a, b), int(4)),
  binary('gt', call('max', a, b), int(1000)),
  binary('eq', call('pow2ceil', a), int(8)),
  binary('eq', call('pow2ceil', b), int(2n ** 32n)),
  binary('eq', call('align', a, int(8)), int(8)),
  binary('gt', binary('mul', a, b), int(2n ** 35n)),
  binary('lt', binary('sub', a, b), int(0)),
  binary('lt', { op: 'neg', of: a }, int(-3)),
  binary('lt', binary('add', c, a), int(0)),
  binary('gt', { op: 'if', cond: binary('eq', m, text('none')), then: a, else: b }, int(7)),
  binary('gt', { op: 'if', cond: binary('gt', a, int(4)), then: w, else: int(0) }, int(2n ** 60n)),
  binary('ne', m, text('off')),
  binary('and', binary('eq', m, text('on')), binary('or', bit(b, 0), bit(w, 1))),
  bit(param('wide'), 61),
  binary('eq', param('wide'), w),
  binary('eq', param('name'), text('a "quoted" \\ $name')),
  binary('eq', param('flag'), binary('gt', a, int(4))),
  binary('gt', { op: 'device', name: 'instance' }, int(2)),
  binary('eq', { op: 'version' }, int(1)),
];

const texts: SnapshotParam = {
  ...boolParam('name'),
  type: { kind: 'string' },
  off: { kind: 'string', value: '' },
  default: e(text('a "quoted" \\ $name')),
};
const inputs = [field('a', u(8)), field('b', u(32)), field('c', i(32)), field('w', u(64)), field('v', i(64, 'little')), field('m', mode)];
const device = snapshot([section('s', layout([...inputs, ...tests.map((test, at) => field(`o${at}`, u(8), { when: e(test) }))]))], {
  params: [intParam('wide', 64, 0), texts, boolParam('flag')],
});

test('presence is decided alike', async () => {
  const seen = tests.map(() => new Set<boolean>());
  for (const wanted of ['wide=0x4000000000000001', 'wide=0xffffffffffffffff,flag=off']) {
    const both = await Both.of(device, 's', wanted, { instance: wanted.length > 24 ? 1 : 3 });
    const outputs = Object.fromEntries(tests.map((_, at) => [`o${at}`, 100 + at]));
    for (const small of [0, 5, 200, 255])
      for (const [word, wide] of words)
        for (const [name, signed] of names) {
          const given = { ...both.device.state, ...outputs, a: small, b: word, c: -2 * small, w: wide, v: signed, m: name };
          expect(both.faults(given)).toEqual([]);
          const { values } = both.read(both.write(given));
          for (const [at, set] of seen.entries()) set.add(`o${at}` in values);
        }
  }
  const constant = tests.filter((_, at) => seen[at]?.size !== 2).map(({ op }) => op);
  // The name, the version and the wide param beside a variable: the same in every run, or nearly.
  expect(constant).toEqual(['eq', 'eq']);
});

const words: readonly (readonly [number, bigint])[] = [
  [0, 0n],
  [7, 2n ** 53n],
  [9, 3n],
  [0x80000001, 2n ** 53n + 1n],
  [0xffffffff, 2n ** 64n - 1n],
  [0x7fffffff, 0x4000000000000001n],
  [0x80000000, 0x10080000000n],
];
const names: readonly (readonly [string, bigint])[] = [
  ['off', -1n],
  ['on', -(2n ** 63n)],
  ['none', 2n ** 60n],
];

test('what has no words in Kaitai is said in the index, and nothing else is lost', () => {
  const all: Expr = { op: 'all', in: state('list'), name: 'x', body: binary('lt', { op: 'var', name: 'x' }, int(3)) };
  const fields = [field('n', u(8)), field('list', array(u(8), counted(state('n'), 9)))];
  const judged = snapshot([section('s', layout(fields, { invariants: [e(all, 'all small')] }))]);
  expect(descriptions(judged).get('s')?.text).not.toContain('all small');
  const decided = snapshot([
    section('s', layout([...fields, field('x', u(8), { when: e(all) })])),
    section('other', layout([field('y', u(8))])),
  ]);
  expect(() => descriptions(decided)).toThrow('s: all: Kaitai');
});

test('a list with markers: its end, its bound, and what stands in their place', async () => {
  const point = structType('Point', layout([field('x', u(16)), field('more', u(8))]));
  const list: FieldType = { kind: 'array', element: struct('Point'), count: { kind: 'marked', capacity: 3, more: 7, end: 9 } };
  const both = await Both.of(
    snapshot([section('s', layout([field('first', u(8)), field('points', list), field('last', u(8))]))], { structs: [point] }),
    's',
  );
  const points = [1, 2, 3].map((x) => ({ x, more: 9 }));
  for (let count = 0; count <= 3; count++) expect(both.faults({ first: 1, points: points.slice(0, count), last: 2 })).toEqual([]);
  const bytes = both.write({ first: 1, points, last: 2 });
  const longer = new Uint8Array([...bytes.subarray(0, -3), 7, 0, 4, 9, 9, 2, 0]);
  expect(both.verdicts(longer)).toMatchObject({ codec: 'COUNT_TOO_LARGE', reader: 'ValidationExprError' });
  const other = Uint8Array.from(bytes);
  other[1] = 8;
  expect(both.verdicts(other)).toMatchObject({ codec: 'MARKER_INVALID', reader: 'ValidationExprError' });
});
