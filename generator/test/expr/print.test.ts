import { expect, test } from 'vitest';
import { fold } from '../../src/expr/fold.js';
import { parseExpression } from '../../src/expr/parse.js';
import { type ExprHelper, isBigint, type PrintContext, printExpression } from '../../src/expr/print-ts.js';
import { substitute } from '../../src/expr/substitute.js';
import type { Expr } from '../../src/expr/tree.js';
import { scope, context as world } from './world.js';

const context: PrintContext = {
  ...world,
  state: (name) => ({ ...world.state(name), code: /^\w+$/.test(name) ? `s.${name}` : world.state(name).code }),
  helper: (name) => name,
};

const parse = (text: string): Expr => {
  const result = parseExpression(text, { ...scope, args: new Map([['size', 'expr']]) });
  if ('errors' in result) throw new Error(`${text}: ${JSON.stringify(result.errors)}`);
  return result.expr;
};

const cases: readonly (readonly [string, string])[] = [
  // Names and types in memory.
  ['params.rx_table_size > 0', 'p["rx-table-size"] > 0'],
  ['params.big > 0', 'p["big"] > 0n'],
  ["state.link == 'auto' && version >= 2", "s.link === 'auto' && version >= 2"],
  ['device.path == device.path && device.instance == 0', 'env.path === env.path && env.instance === 0'],
  ['state.view[19] == 7', 's.view.get(19) === 7'],
  ['state.wide_view[0] == 7', 's["wide-view"].get(0) === 7n'],
  ['state.list[3] + state.key[0]', '(s.list[3] ?? 0) + (s.key[0] ?? 0)'],
  ['state.queues[0].desc == 0 || state.queues[1].on', '(s.queues[0]?.desc ?? 0n) === 0n || (s.queues[1]?.on ?? false)'],
  ['size(state.queues) > 1', 's.queues.length > 1'],
  // Bits.
  ['params.features.seg_max && !params.features.barrier', '(p["features"] & 0x4n) !== 0n && (p["features"] & 0x8000000000000000n) === 0n'],
  ['params.low.top', '(p["low"] & 0x80000000) !== 0'],
  ['bitAnd(state.small, 6) == 2', '(s.small & 6) === 2'],
  ['bitAnd(state.word, 0xf0000000) != 0', '((s.word & 0xf0000000) >>> 0) !== 0'],
  ['bitOr(state.word, 0x80000000)', '(s.word | 0x80000000) >>> 0'],
  ['bitOr(state.negative, state.word)', 'BigInt(s.negative) | BigInt(s.word)'],
  ['bitAnd(state.wide, 0xff) == 0', '(s.wide & 0xffn) === 0n'],
  ['bitNot(state.word, 32)', '~s.word >>> 0'],
  ['bitNot(params.features, 64)', '~p["features"] & 0xffffffffffffffffn'],
  // Shifts: 32-bit operators only where they are exact.
  ['shiftLeft(state.small, 8)', 's.small << 8'],
  ['shiftLeft(state.word, 8)', 's.word * 256'],
  ['shiftLeft(state.word, 40)', 'BigInt(s.word) << 40n'],
  ['shiftLeft(1, min(state.small, 40))', '2 ** Math.min(s.small, 40)'],
  ['shiftRight(state.word, 4)', 's.word >>> 4'],
  ['shiftRight(state.negative, 4)', 's.negative >> 4'],
  ['shiftRight(state.word, 40)', 'Math.floor(s.word / 1099511627776)'],
  ['shiftRight(state.wide, state.small)', 's.wide >> BigInt(Math.min(s.small, 64))'],
  // Widths meet.
  ['state.word * state.word < state.wide', 'BigInt(s.word) * BigInt(s.word) < s.wide'],
  ['state.word + 1', 's.word + 1'],
  ['state.on ? state.wide : state.small', 's.on ? s.wide : BigInt(s.small)'],
  ['state.small < 0xffffffffffffffff', 'BigInt(s.small) < 18446744073709551615n'],
  ['max(state.wide, state.word, 7)', 'maxBigint(s.wide, BigInt(s.word), 7n)'],
  ['min(state.word, 7)', 'Math.min(s.word, 7)'],
  ['align(pow2ceil(state.small * 4), 4096)', 'alignUp(pow2ceil(s.small * 4), 4096)'],
  ['pow2ceil(state.wide)', 'pow2ceilBigint(s.wide)'],
  ['-state.negative', '0 - s.negative'],
  ['state.negative * 2', 's.negative * 2 + 0'],
  // Brackets: those that are needed, and those that help.
  ['state.on || params.rss && state.small > 1', 's.on || (p["rss"] && s.small > 1)'],
  ['(state.on || params.rss) && state.on', '(s.on || p["rss"]) && s.on'],
  ['(state.small > 0) != state.on', '(s.small > 0) !== s.on'],
  ['(state.small + 1) * (2 - state.small)', '(s.small + 1) * (2 - s.small) + 0'],
  ['1 - (2 - state.small)', '1 - (2 - s.small)'],
  // Arrays and resets.
  ['state.queues.all(q, q.num <= 256 && q.desc != 0)', 's.queues.every(($q) => $q.num <= 256 && $q.desc !== 0n)'],
  ['state.view.exists(x, x > 3)', 'someOf(s.view, ($x) => $x > 3)'],
  ['state.key.all(x, x == 0)', 's.key.every(($x) => $x === 0)'],
  ['!isReset(state.key, state.link)', "!(isResetValue(s.key, 0) && isResetValue(s.link, 'off'))"],
  ['isReset(state.queues[0].desc)', 'isResetValue(s.queues[0]?.desc, 0)'],
  // Constants go, so that no two literals are compared.
  ['4 > 1 && state.on', 's.on'],
  ['4 == 5 || state.on', 's.on'],
  ["'on' == 'off'", 'false'],
  ['state.on == true', 's.on'],
  ['state.on == false', '!s.on'],
  ['!(state.small > 5)', 's.small <= 5'],
  ['true ? 0x10 : 3', '16'],
  ['0xffffffffffffffff', '18446744073709551615n'],
  ["'it\\'s\\n\\u2028'", "'it\\'s\\u000a\\u2028'"],
];

test('trees print as the TypeScript that one would write', () => {
  for (const [text, code] of cases) expect(printExpression(parse(text), context), text).toBe(code);
});

test('the place can ask for a number or a bigint', () => {
  expect(printExpression(parse('state.wide'), context, 'number')).toBe('Number(s.wide)');
  expect(printExpression(parse('state.small + 1'), context, 'bigint')).toBe('BigInt(s.small + 1)');
  expect(printExpression(parse('5'), context, 'bigint')).toBe('5n');
  expect(printExpression(parse('-5'), context, 'bigint')).toBe('-5n');
  expect(printExpression(parse('state.on'), context, 'number')).toBe('s.on');
  expect(isBigint(parse('state.wide + 1'), context)).toBe(true);
  expect(isBigint(parse('state.small + 1'), context)).toBe(false);
  expect(isBigint(parse('state.on'), context)).toBe(false);
});

test('the helpers that the code needs are told', () => {
  const used = new Set<ExprHelper>();
  const helper = (name: ExprHelper): string => {
    used.add(name);
    return `runtime.${name}`;
  };
  expect(printExpression(parse('isReset(state.key) && pow2ceil(state.small) > 1'), { ...context, helper })).toBe(
    'runtime.isResetValue(s.key, 0) && runtime.pow2ceil(s.small) > 1',
  );
  expect([...used].sort()).toEqual(['isResetValue', 'pow2ceil']);
});

test('arguments and observables are put in, and what becomes constant goes', () => {
  const rule = parse('args.size > 1 && state.small < args.size || observables.features == 4');
  const args = new Map<string, Expr>([['size', { op: 'int', value: '4' }]]);
  const observables = new Map<string, Expr>([['features', { op: 'int', value: '5' }]]);
  const whole = substitute(rule, { args, observables });
  expect(printExpression(whole, context)).toBe('s.small < 4');
  expect(fold(whole)).toEqual({ op: 'lt', left: { op: 'state', name: 'small' }, right: { op: 'int', value: '4' } });
});
