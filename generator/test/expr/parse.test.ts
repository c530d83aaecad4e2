import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExpression } from '../../src/expr/parse.js';
import type { ExprError, ExprScope } from '../../src/expr/scope.js';
import type { Expr } from '../../src/expr/tree.js';
import { scope } from './world.js';

const parse = (text: string, more: Partial<ExprScope> = {}): Expr => {
  const result = parseExpression(text, { ...scope, ...more });
  if ('errors' in result) throw new Error(`${text}: ${JSON.stringify(result.errors)}`);
  return result.expr;
};

const errors = (text: string, more: Partial<ExprScope> = {}): readonly ExprError[] => {
  const result = parseExpression(text, { ...scope, ...more });
  return 'errors' in result ? result.errors : [];
};

test('names become what they mean, by their real names', () => {
  const cases: readonly (readonly [string, Expr])[] = [
    ['params.rx_table_size', { op: 'param', id: 'rx-table-size' }],
    ['machine.cpus', { op: 'machine', name: 'cpus' }],
    ['host.uso', { op: 'host', name: 'uso' }],
    ['state.wide_view[0]', { op: 'index', of: { op: 'state', name: 'wide-view' }, index: 0 }],
    ['self.num', { op: 'self', name: 'num' }],
    ['version', { op: 'version' }],
    ['device.path', { op: 'device', name: 'path' }],
    ['device.instance', { op: 'device', name: 'instance' }],
    ['observables.features', { op: 'observable', name: 'features' }],
    ['state.queues[3].desc', { op: 'field', of: { op: 'index', of: { op: 'state', name: 'queues' }, index: 3 }, name: 'desc' }],
    ['params.features.seg_max', { op: 'bit', of: { op: 'param', id: 'features' }, bit: 2 }],
    ['params.features.barrier', { op: 'bit', of: { op: 'param', id: 'features' }, bit: 63 }],
    ["state.link == 'auto'", { op: 'eq', left: { op: 'state', name: 'link' }, right: { op: 'string', value: 'auto' } }],
    ['size(state.queues)', { op: 'size', of: { op: 'state', name: 'queues' } }],
  ];
  for (const [text, expr] of cases) expect(parse(text), text).toEqual(expr);
  expect(parse('args.size', { args: new Map([['size', 'expr']]) })).toEqual({ op: 'arg', name: 'size' });
  expect(parse('args.config_size + 1', { args: new Map([['config-size', 'expr']]) })).toEqual({
    op: 'add',
    left: { op: 'arg', name: 'config-size' },
    right: { op: 'int', value: '1' },
  });
});

test('literals keep all 64 bits, and sizes of fixed things are constants', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['0xffffffffffffffff', '18446744073709551615'],
    ['18446744073709551615', '18446744073709551615'],
    ['9007199254740993', '9007199254740993'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['size(state.view)', '20'],
    ['size(state.key)', '8'],
    ['sizeof(state.view)', '80'],
    ['sizeof(state.wide_view)', '160'],
    ['sizeof(state.on)', '1'],
    ['sizeof(state.link)', '1'],
    ['sizeof(state.queues[0])', '13'],
    ['sizeof(state.queues[0].desc)', '8'],
  ];
  for (const [text, value] of cases) expect(parse(text), text).toEqual({ op: 'int', value });
});

test('operators nest by precedence', () => {
  expect(parse('!params.rss || state.small + 2 * 3 > 4 && state.on')).toEqual({
    op: 'or',
    left: { op: 'not', of: { op: 'param', id: 'rss' } },
    right: {
      op: 'and',
      left: {
        op: 'gt',
        left: {
          op: 'add',
          left: { op: 'state', name: 'small' },
          right: { op: 'mul', left: { op: 'int', value: '2' }, right: { op: 'int', value: '3' } },
        },
        right: { op: 'int', value: '4' },
      },
      right: { op: 'state', name: 'on' },
    },
  });
  expect(parse('state.queues.all(q, q.num <= 256)')).toEqual({
    op: 'all',
    in: { op: 'state', name: 'queues' },
    name: 'q',
    body: { op: 'le', left: { op: 'field', of: { op: 'var', name: 'q' }, name: 'num' }, right: { op: 'int', value: '256' } },
  });
  expect(parse('isReset(state.key, state.queues[0].num)')).toMatchObject({ op: 'isReset', of: [{ op: 'state' }, { op: 'field' }] });
});

/** Each text, the id of its one error, the part of the text it points at, and a piece of the message or hint. */
const mistakes: readonly (readonly [string, ExprError['id'], string, string])[] = [
  ['', 'EXPRESSION_SYNTAX', '', 'empty'],
  ['state.small =', 'EXPRESSION_SYNTAX', '=', 'equality is `==`'],
  ['state.on & state.on', 'EXPRESSION_SYNTAX', '&', 'bitAnd'],
  ['(1 + 2', 'EXPRESSION_SYNTAX', '', 'expected `)`, got the end'],
  ["'abc", 'EXPRESSION_SYNTAX', "'abc", 'unterminated'],
  ['1 +', 'EXPRESSION_SYNTAX', '', 'the end'],
  [`1${' + 1'.repeat(1100)}`, 'EXPRESSION_LIMIT', `1${' + 1'.repeat(1100)}`, '4096'],
  [`${'('.repeat(90)}1${')'.repeat(90)}`, 'EXPRESSION_LIMIT', '', 'nested at most 64'],
  [`${'!'.repeat(90)}true`, 'EXPRESSION_LIMIT', `${'!'.repeat(26)}true`, 'nested at most 64'],
  ['state.small / 2', 'EXPRESSION_UNSUPPORTED', 'state.small / 2', 'no division'],
  ['state.small % 2', 'EXPRESSION_UNSUPPORTED', 'state.small % 2', 'remainder'],
  ['state.small in [1, 2]', 'EXPRESSION_UNSUPPORTED', 'state.small in [1, 2]', 'x == 1 || x == 2'],
  ['1.5', 'EXPRESSION_UNSUPPORTED', '1.5', 'integers only'],
  ['5u', 'EXPRESSION_UNSUPPORTED', '5u', 'one integer type'],
  ['null', 'EXPRESSION_UNSUPPORTED', 'null', 'null'],
  ["b'x'", 'EXPRESSION_UNSUPPORTED', "b'x'", 'byte strings'],
  ['[1]', 'EXPRESSION_UNSUPPORTED', '[1]', 'lists'],
  ['{1: 2}', 'EXPRESSION_UNSUPPORTED', '{1: 2}', 'maps'],
  ['state.queues.map(q, q.num)', 'EXPRESSION_UNSUPPORTED', 'state.queues.map(q, q.num)', '.exists'],
  ['state.key.size()', 'EXPRESSION_UNSUPPORTED', 'state.key.size()', 'write `size(…)`'],
  ['state.queues.all(q, state.list.all(x, x > 1))', 'EXPRESSION_UNSUPPORTED', 'state.list.all(x, x > 1)', 'inside another'],
  ['state.queues.all(state, true)', 'EXPRESSION_UNSUPPORTED', 'state', 'already has a meaning'],
  ['state.list[state.small]', 'EXPRESSION_UNSUPPORTED', 'state.small', 'constant'],
  ['state.list[4]', 'EXPRESSION_RANGE', '4', 'at most 4'],
  ['18446744073709551616', 'EXPRESSION_RANGE', '18446744073709551616', '64 bits'],
  ['-9223372036854775809', 'EXPRESSION_RANGE', '-9223372036854775809', '64 bits'],
  ['bitNot(1, 65)', 'EXPRESSION_RANGE', '65', '1 to 64'],
  ['bitNot(1, state.small)', 'EXPRESSION_RANGE', 'state.small', 'constant'],
  ['shiftLeft(1, 65)', 'EXPRESSION_RANGE', '65', 'between 0 and 64'],
  ['align(1, 0)', 'EXPRESSION_RANGE', '0', 'at least 1'],
  ['params.rx-table-size > 0', 'EXPRESSION_NAME_DASHED', 'rx-table-size', '`rx_table_size`'],
  ['1 + params.rx-table-size', 'EXPRESSION_NAME_DASHED', 'rx-table-size', '`rx_table_size`'],
  ['params.features.seg-max', 'EXPRESSION_NAME_DASHED', 'seg-max', '`seg_max`'],
  ['size(state.wide-view)', 'EXPRESSION_NAME_DASHED', 'wide-view', '`wide_view`'],
  ['params.rx_tabel_size', 'EXPRESSION_NAME_UNKNOWN', 'rx_tabel_size', 'no param'],
  ['state.queues[0].nmu > 1', 'EXPRESSION_NAME_UNKNOWN', 'nmu', 'field of Queue'],
  ['params.features.segmax', 'EXPRESSION_NAME_UNKNOWN', 'segmax', 'no bit'],
  ['rss', 'EXPRESSION_NAME_BARE', 'rss', '`params.rss`'],
  ['state.link == auto', 'EXPRESSION_NAME_BARE', 'auto', "'auto' with quotes"],
  ['maximum(1, 2)', 'EXPRESSION_FUNCTION_UNKNOWN', 'maximum', 'no function'],
  ['args.x', 'EXPRESSION_NAME_UNKNOWN', 'args', 'not inside one that takes arguments'],
  ["state.link == 'fast'", 'EXPRESSION_NEVER_EQUAL', "'fast'", 'not one of its values'],
  ['params', 'EXPRESSION_TYPE', 'params', 'and a name'],
  ['state.small && state.on', 'EXPRESSION_TYPE', 'state.small', 'x != 0'],
  ['state.on + 1', 'EXPRESSION_TYPE', 'state.on', '`+` takes integers, this is a bool'],
  ["'a' + 'b'", 'EXPRESSION_TYPE', "'a' + 'b'", 'does not join'],
  ['state.on == 1', 'EXPRESSION_TYPE', 'state.on == 1', 'a bool with an integer'],
  ['state.key == state.key', 'EXPRESSION_TYPE', 'state.key == state.key', 'does not compare bytes'],
  ['state.on ? 1 : true', 'EXPRESSION_TYPE', 'state.on ? 1 : true', 'sides'],
  ['state.small.x', 'EXPRESSION_TYPE', 'state.small.x', 'an integer has no'],
  ['state.list.length', 'EXPRESSION_TYPE', 'state.list.length', 'size(x)'],
  ['min(1)', 'EXPRESSION_ARGUMENTS', 'min(1)', '2 to 8 arguments, here are 1'],
  ['isReset(params.rss)', 'EXPRESSION_TYPE', 'params.rss', 'state variables'],
  ['size(state.small)', 'EXPRESSION_TYPE', 'state.small', 'an array or bytes'],
  ['sizeof(state.queues)', 'EXPRESSION_TYPE', 'state.queues', 'varies'],
  ['sizeof(params.rss)', 'EXPRESSION_TYPE', 'params.rss', 'a field of the state'],
];

test('a mistake is told where it is and what to do', () => {
  for (const [text, id, at, says] of mistakes) {
    const found = errors(text);
    expect(found, text).toHaveLength(1);
    for (const error of found) {
      expect(error.id, text).toBe(id);
      expect(text.slice(error.start, error.end), text).toBe(at);
      expect(`${error.message}; ${error.hint ?? ''}`).toContain(says);
    }
  }
});

test('independent mistakes are told together, and unknown names come with the known ones', () => {
  const text = 'params.rsss && state.smal > 1 && state.on + 1 == 2';
  expect(errors(text).map((each) => text.slice(each.start, each.end))).toEqual(['rsss', 'smal', 'state.on']);
  const [first] = errors(text);
  expect(first?.name).toBe('rsss');
  expect(first?.known).toContain('rss');
  expect(first?.known).toContain('rx_table_size');
});

test('names that some places have and this one has not', () => {
  const { self: _, ...outside } = scope;
  const found = parseExpression('self.num', outside);
  expect('errors' in found && found.errors[0]?.message).toContain('not inside a struct');
  expect(errors('version', { version: false })[0]?.id).toBe('EXPRESSION_NAME_UNKNOWN');
  expect(errors('device.path', { device: false })[0]?.id).toBe('EXPRESSION_NAME_UNKNOWN');
});

test('the place decides what the whole must be', () => {
  expect(errors('state.small', { expected: 'bool' })[0]?.message).toBe('this must be a bool, but is an integer');
  expect(errors('state.link', { expected: 'int' })[0]?.message).toBe('this must be an integer, but is a string');
  expect(errors('params.features', { expected: 'int' })).toEqual([]);
  expect(errors('state.link', { expected: 'string' })).toEqual([]);
  expect(errors('args.x', { expected: 'bool', args: new Map([['x', 'expr']]) })).toEqual([]);
  expect(errors('observables.later + 1', { observables: new Map([['later', undefined]]) })).toEqual([]);
});

test('the type of an integer says in which range it lies', () => {
  const range = (text: string): string => {
    const result = parseExpression(text, scope);
    return 'type' in result && result.type.kind === 'int' ? `${result.type.min}..${result.type.max}` : 'none';
  };
  expect(range('state.small')).toBe('0..255');
  expect(range('state.negative * 2 - 1')).toBe(`${-(1 << 30) * 4 - 1}..${(2 ** 31 - 1) * 2 - 1}`);
  expect(range('bitAnd(state.wide, 0xff)')).toBe('0..255');
  expect(range('min(state.wide, 64) + size(state.queues)')).toBe('0..68');
  expect(range('state.on ? 3 : -3')).toBe('-3..3');
  expect(range('pow2ceil(state.small)')).toBe('1..256');
  expect(range('align(state.small, 4096)')).toBe('0..4350');
  expect(range('shiftLeft(1, min(state.small, 5))')).toBe('1..32');
});

test('no text makes it throw', () => {
  const pieces = [
    'params',
    '.',
    'rss',
    'state',
    'queues',
    '[0]',
    '(',
    ')',
    ' && ',
    ' - ',
    '-',
    '1',
    '0x',
    "'",
    ',',
    '?',
    ':',
    'all(',
    'q',
    '!',
    '*',
    'size',
    'has(',
    '\\',
    '\u0000',
    'é',
    '🙂',
    '{',
    '}',
    '//',
    '.?',
    '"""',
    '1e9',
    'cel.bind(',
    '__proto__',
    'constructor',
  ];
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const result = parseExpression(text, scope);
      if (!('errors' in result)) return;
      expect(result.errors.length).toBeGreaterThan(0);
      for (const { start, end } of result.errors) expect(0 <= start && start <= end && end <= text.length, JSON.stringify(text)).toBe(true);
    }),
    { numRuns: 5000, seed: 1 },
  );
  expect(errors('!'.repeat(4096))[0]?.id).toMatch(/LIMIT|SYNTAX/);
  expect(errors(`state${'.x'.repeat(2000)}`)[0]?.id).toBe('EXPRESSION_LIMIT');
});
