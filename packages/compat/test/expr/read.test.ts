import { expect, test } from 'vitest';
import { deepestTree } from '../../src/expr/evaluate.js';
import { isTree, largestTree } from '../../src/expr/read.js';

const x = { op: 'state', name: 'x' };
const int = { op: 'int', value: '1' };

const trees: readonly unknown[] = [
  ...['machine', 'host', 'device', 'state', 'self', 'arg', 'var', 'observable'].map((op) => ({ op, name: 'x' })),
  ...['and', 'or', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'add', 'sub', 'mul'].map((op) => ({ op, left: x, right: int })),
  ...['not', 'neg', 'size'].map((op) => ({ op, of: x })),
  ...['all', 'exists'].map((op) => ({ op, in: x, name: 'q', body: x })),
  ...['0', '-1', '9'.repeat(256)].map((value) => ({ op: 'int', value })),
  ...[0, 63].map((bit) => ({ op: 'bit', of: x, bit })),
  ...[0, 1000].map((index) => ({ op: 'index', of: x, index })),
  ...[
    { op: 'bool', value: false },
    { op: 'string', value: '' },
    { op: 'string', value: 'x'.repeat(4096) },
  ],
  ...[{ op: 'param', id: 'x' }, { op: 'version' }, { op: 'field', of: x, name: 'num' }],
  ...[
    { op: 'if', cond: x, then: int, else: int },
    { op: 'call', name: 'min', args: [x, int] },
  ],
  ...[{ op: 'isReset', of: [] }, { op: 'isReset', of: [x] }, { op: 'median', of: 5 }, { op: 'toString' }],
];

const others: readonly unknown[] = [
  ...[null, 5, 'x', {}, { op: 5 }, undefined],
  ...['machine', 'host', 'device', 'state', 'self', 'arg', 'var', 'observable'].map((op) => ({ op })),
  ...['and', 'or', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'add', 'sub', 'mul'].flatMap((op) => [
    { op, left: x },
    { op, right: x },
  ]),
  ...['not', 'neg', 'size'].map((op) => ({ op, of: [x] })),
  ...['all', 'exists'].flatMap((op) => [
    { op, in: x, name: 'q' },
    { op, in: x, body: x },
    { op, name: 'q', body: x },
  ]),
  ...[1, '', 'x', '1x', 'x1', '--1', '1.5', '9'.repeat(257)].map((value) => ({ op: 'int', value })),
  ...[-1, 64, 1.5, '1', undefined].map((bit) => ({ op: 'bit', of: x, bit })),
  ...[-1, 1.5, '1', 2 ** 53].map((index) => ({ op: 'index', of: x, index })),
  ...[
    { op: 'bool', value: 'false' },
    { op: 'string', value: 5 },
    { op: 'string', value: 'x'.repeat(4097) },
  ],
  ...[{ op: 'param' }, { op: 'field', of: x }, { op: 'field', name: 'x' }, { op: 'bit', bit: 1 }, { op: 'index', index: 1 }],
  ...[
    { op: 'if', cond: x, then: int },
    { op: 'if', cond: x, else: int },
    { op: 'if', then: int, else: int },
  ],
  ...[
    { op: 'call', args: [x] },
    { op: 'call', name: 'min' },
    { op: 'call', name: 'min', args: [x, 5] },
    { op: 'isReset', of: x },
  ],
  { op: 'not', of: { op: 'not', of: { op: 'state' } } },
];

test('what is a tree', () => {
  expect(trees.filter((tree) => !isTree(tree))).toEqual([]);
});

test('what is none', () => {
  expect(others.filter((tree) => isTree(tree))).toEqual([]);
});

test('depth and size are bounded', () => {
  const deep = (levels: number): unknown => {
    let tree: unknown = x;
    for (let level = 0; level < levels; level++) tree = { op: 'not', of: tree };
    return tree;
  };
  expect([isTree(deep(deepestTree)), isTree(deep(deepestTree + 1))]).toEqual([true, false]);
  const wide = (nodes: number) => ({ op: 'isReset', of: Array.from({ length: nodes - 1 }, () => x) });
  expect([isTree(wide(largestTree)), isTree(wide(largestTree + 1))]).toEqual([true, false]);
});
