import { expect, test } from 'vitest';
import { figures, isBoundary, judged } from '../../mutants/verdict.mjs';

const boundary = { file: 'src/bounds.ts', line: 3, mutator: 'EqualityOperator', text: 'return a < b;', replacement: 'a <= b' };
const other = { file: 'src/bounds.ts', line: 4, mutator: 'StringLiteral', text: "return 'x';", replacement: '""' };
const why = {
  file: boundary.file,
  text: boundary.text,
  mutator: boundary.mutator,
  replacement: boundary.replacement,
  reason: 'a is never b',
};

/** So many that are killed, and one that is not. */
const run = (killed: number, survivor: typeof other, status = 'survived') => [
  ...Array.from({ length: killed }, () => ({ ...other, text: 'killed', status: 'killed' })),
  { ...survivor, status },
];

test('nine of ten have to be noticed', () => {
  expect(judged(run(9, other), [], { whole: true })).toEqual([]);
  expect(judged(run(8, other), [], { whole: true })).toEqual([expect.stringContaining('killed 88.9 %')]);
  expect(judged(run(8, other, 'unreached'), [], { whole: true })).toHaveLength(1);
  expect(judged(run(8, other, 'late'), [], { whole: true })).toEqual([]);
  expect(figures(run(3, other, 'unreached'))).toBe('killed 75.0 %: 3 of 4 (0 late, 1 unreached)');
});

test('a boundary that survives is explained', () => {
  expect(judged(run(99, boundary), [], { whole: true })).toEqual([expect.stringContaining('nobody explains why src/bounds.ts:3 survives')]);
  expect(judged(run(99, boundary), [why], { whole: true })).toEqual([]);
  expect(judged(run(99, boundary), [{ ...why, replacement: 'a >= b' }], { whole: false })).toHaveLength(1);
});

test('an explanation is of a survivor', () => {
  const wrong = [expect.stringContaining('what is explained does not survive: src/bounds.ts')];
  expect(judged(run(99, boundary, 'killed'), [why], { whole: false })).toEqual(wrong);
  expect(judged(run(99, other), [why], { whole: true })).toEqual(wrong);
  // A sample need not hold it.
  expect(judged(run(99, other), [why], { whole: false })).toEqual([]);
});

test.each([
  ['a <= b', 'EqualityOperator', true],
  ['a > b', 'EqualityOperator', true],
  ['a !== b', 'EqualityOperator', false],
  ['a === b', 'EqualityOperator', false],
  ['a <= b', 'ConditionalExpression', false],
])('%s by %s: %s', (replacement, mutator, is) => {
  expect(isBoundary({ mutator, text: 'if (a < b)', replacement })).toBe(is);
});
