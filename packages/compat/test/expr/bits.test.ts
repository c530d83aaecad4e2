import type { Expr } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { deriveBits, type KnownBits, learnBits, noBits } from '../../src/expr/bits.js';
import { expressionText } from '../../src/expr/text.js';
import { call, int, state, two } from './trees.js';

const [x, y, z] = [state('x'), state('y'), state('z')];

/** The lowest eight bits, `?` for one that is not known. */
function pattern({ zero, one }: KnownBits): string {
  return [7n, 6n, 5n, 4n, 3n, 2n, 1n, 0n].map((at) => ((one >> at) & 1n ? '1' : (zero >> at) & 1n ? '0' : '?')).join('');
}

/** `x` is ????1100, `y` is 0000????. */
const given = (part: Expr): KnownBits =>
  part === x ? { zero: 0b0011n, one: 0b1100n } : part === y ? { zero: ~0b1111n, one: 0n } : deriveBits(part, given);

const rows: readonly (readonly [Expr, string])[] = [
  [int(0x5a), '01011010'],
  [int(-1), '11111111'],
  [z, '????????'],
  [two(x, 'add', int(1)), '????????'],
  [call('bitAnd', x, int(0x0f)), '00001100'],
  [call('bitAnd', x, y), '0000??00'],
  [call('bitOr', x, int(0x0f)), '????1111'],
  [call('bitOr', x, y), '????11??'],
  [call('bitNot', x, int(8)), '????0011'],
  [call('bitNot', y, int(6)), '0011????'],
  [call('bitNot', x, z), '????????'],
  [call('shiftLeft', x, int(2)), '??110000'],
  [call('shiftLeft', x, z), '????????'],
  [call('shiftRight', x, int(2)), '??????11'],
  [call('shiftRight', y, int(2)), '000000??'],
  [call('shiftRight', x, z), '????????'],
  [call('shiftLeft', x, int(-3)), '????1100'],
  [call('min', x, y), '????????'],
  [{ op: 'call', name: 'bitAnd', args: [] }, '????????'],
];

test.each(rows.map(([expr, bits]) => [expressionText(expr), expr, bits] as const))('bits of %s', (_, expr, bits) => {
  expect(pattern(deriveBits(expr, given))).toBe(bits);
});

test('beyond the width of a negation all bits are zero, below a shift, too', () => {
  expect(deriveBits(call('bitNot', int(0), int(4)), given)).toEqual({ zero: ~15n, one: 15n });
  expect(deriveBits(call('shiftLeft', int(1), int(100)), given).one).toBe(1n << 64n);
  expect(noBits).toEqual({ zero: 0n, one: 0n });
});

test.each([
  ['an and of two', call('bitAnd', x, y), { zero: 3n, one: 4n }, { 'state.x': [0n, 4n], 'state.y': [0n, 4n] }],
  ['an and with a mask', call('bitAnd', x, int(6)), { zero: 3n, one: 4n }, { 'state.x': [2n, 4n] }],
  ['an and with a mask in front', call('bitAnd', int(6), x), { zero: 3n, one: 4n }, { 'state.x': [2n, 4n] }],
  ['an and of three', call('bitAnd', x, y, int(6)), { zero: 3n, one: 4n }, { 'state.x': [0n, 4n], 'state.y': [0n, 4n] }],
  ['an or of two', call('bitOr', x, y), { zero: 3n, one: 4n }, { 'state.x': [3n, 0n], 'state.y': [3n, 0n] }],
  ['an or with a mask', call('bitOr', x, int(4)), { zero: 3n, one: 12n }, { 'state.x': [3n, 8n] }],
  ['another function', call('min', x, int(4)), { zero: 3n, one: 4n }, {}],
  ['a variable', x, { zero: 3n, one: 4n }, { 'state.x': [3n, 4n] }],
  ['inside of each other', call('bitAnd', call('bitOr', x, int(8)), int(12)), { zero: 4n, one: 8n }, { 'state.x': [4n, 0n] }],
] as const)('what bits say of parts: %s', (_, expr, bits, expected: Readonly<Record<string, readonly [bigint, bigint]>>) => {
  const found: Record<string, readonly [bigint, bigint]> = {};
  learnBits(expr, bits, (part, { zero, one }) => {
    if (part.op === 'state') found[expressionText(part)] = [zero, one];
  });
  expect(found).toEqual(expected);
});
