import { expect, test } from 'vitest';
import { truth } from '../../src/expr/c-code.js';
import { parseExpression } from '../../src/expr/parse.js';
import { type CContext, printC } from '../../src/expr/print-c.js';
import type { Expr } from '../../src/expr/tree.js';
import { scope, context as world } from './world.js';

const lines: string[] = [];
const statements = {
  line: (text: string) => void lines.push(text),
  block: (head: string, body: () => void, tail = '') => {
    lines.push(`${head} {`);
    body();
    lines.push(`}${tail}`);
  },
};

const context = (): CContext => {
  const names = new Map<string, number>();
  const root = (space: 'state' | 'self' | 'machine' | 'host' | 'param') => (name: string) => ({
    code: `${space}->${name.replaceAll('-', '_')}`,
    type: world[space](name).type,
  });
  return {
    param: root('param'),
    machine: root('machine'),
    host: root('host'),
    state: root('state'),
    self: root('self'),
    version: 'version',
    structs: (id) => new Map([...world.structs(id)].map(([name, type]) => [name, { member: name.replaceAll('-', '_'), type }])),
    inline: (type) => type.kind === 'bytes' && type.length.kind === 'fixed',
    enumNames: (type) =>
      type.kind !== 'enum'
        ? new Map()
        : new Map(type.values.map((value) => (typeof value === 'string' ? value : value.name)).map((name) => [name, name.toUpperCase()])),
    isReset: (_of, reference) => truth(`is_reset(${reference.code})`),
    local: (wanted) => {
      names.set(wanted, (names.get(wanted) ?? 0) + 1);
      return `${wanted}${names.get(wanted)}`;
    },
  };
};

const parse = (text: string): Expr => {
  const result = parseExpression(text, scope);
  if ('errors' in result) throw new Error(`${text}: ${JSON.stringify(result.errors)}`);
  return result.expr;
};

const print = (text: string): string => {
  lines.length = 0;
  const value = printC(parse(text), context(), statements);
  if (value.kind !== 'int' && value.kind !== 'bool') throw new Error(`${text} is text`);
  return [...lines, value.text].join('\n');
};

const cases: readonly (readonly [string, string])[] = [
  // A variable and a literal as they stand, what the widths decide as a constant.
  ['params.rx_table_size > 0', 'param->rx_table_size > 0u'],
  ['state.negative < -5', 'state->negative < -5'],
  ['state.wide == 0xffffffffffffffff', 'state->wide == UINT64_C(18446744073709551615)'],
  ['state.small >= 0', 'true'],
  ['state.small > 70000', 'false'],
  // 64 bits where everything fits, 128 where it does not.
  ['state.small + 1 > state.word', '((int64_t)state->small + INT64_C(1)) > (int64_t)state->word'],
  ['state.word * state.word', '(uint64_t)state->word * (uint64_t)state->word'],
  [
    'state.wide + state.wide > 9',
    'migspec_wide_compare(migspec_wide_add(migspec_wide_u64(state->wide), migspec_wide_u64(state->wide)), migspec_wide_of(UINT64_C(0), UINT64_C(9))) > 0',
  ],
  ['-state.negative', 'INT64_C(0) - (int64_t)state->negative'],
  // Bits and shifts.
  ['params.features.seg_max', '(param->features & UINT64_C(0x4)) != 0u'],
  ['bitAnd(state.small, 6) == 2', '((int64_t)state->small & INT64_C(6)) == INT64_C(2)'],
  ['bitNot(state.word, 32)', '(int64_t)(~((uint64_t)state->word) & UINT64_C(4294967295))'],
  ['shiftLeft(state.word, 8)', 'migspec_shl_i64((int64_t)state->word, 8u)'],
  ['shiftRight(state.wide, state.small)', 'migspec_shr_u64(state->wide, migspec_shift_count((int64_t)state->small))'],
  ['max(state.small, 7)', 'migspec_max_i64((int64_t)state->small, INT64_C(7))'],
  // Elements that may not exist.
  ['state.queues[1].on', 'state->queues.count > 1u && state->queues.data[1].on'],
  ['size(state.queues) > 1', 'state->queues.count > 1u'],
  // Text.
  ["state.link == 'auto'", 'state->link == AUTO'],
  // Loops go before the expression.
  [
    'params.rx_table_size == 0 || state.queues.all(q, q.desc <= 9)',
    [
      'bool all1 = true;',
      'for (size_t i1 = 0; i1 < state->queues.count && all1; i1++) {',
      'all1 = state->queues.data[i1].desc <= 9u;',
      '}',
      'param->rx_table_size == 0u || all1',
    ].join('\n'),
  ],
  ['isReset(state.queues, state.word)', 'is_reset(state->queues) && is_reset(state->word)'],
];

test('expressions in C', () => {
  for (const [text, printed] of cases) expect([text, print(text)]).toEqual([text, printed]);
});
