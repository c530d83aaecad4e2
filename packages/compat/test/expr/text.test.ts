import type { Expr } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { expressionText } from '../../src/expr/text.js';

const state = (name: string): Expr => ({ op: 'state', name });
const param = (id: string): Expr => ({ op: 'param', id });
const int = (value: string): Expr => ({ op: 'int', value });
const two = (op: 'and' | 'or' | 'eq' | 'lt' | 'add' | 'sub' | 'mul', left: Expr, right: Expr): Expr => ({ op, left, right });

test('trees read as their author would have written them', () => {
  const features: Expr = { op: 'bit', of: param('guest-features'), bit: 33 };
  const cases: readonly (readonly [Expr, string])[] = [
    [
      two('and', { op: 'not', of: param('rx-table-size') }, { op: 'isReset', of: [state('key'), state('on')] }),
      '!params.rx_table_size && isReset(state.key, state.on)',
    ],
    [two('or', two('and', state('a'), state('b')), state('c')), '(state.a && state.b) || state.c'],
    [two('and', two('or', state('a'), state('b')), two('and', state('c'), state('d'))), '(state.a || state.b) && (state.c && state.d)'],
    [two('sub', state('a'), two('sub', state('b'), int('-1'))), 'state.a - (state.b - -1)'],
    [two('mul', two('add', state('a'), int('1')), int('2')), '(state.a + 1) * 2'],
    [two('eq', two('lt', state('a'), int('1')), state('b')), '(state.a < 1) == state.b'],
    [{ op: 'neg', of: two('add', state('a'), int('1')) }, '-(state.a + 1)'],
    [two('add', { op: 'if', cond: state('a'), then: int('1'), else: int('2') }, int('3')), '(state.a ? 1 : 2) + 3'],
    [{ op: 'call', name: 'bitAnd', args: [state('a'), int('65280')] }, 'bitAnd(state.a, 0xff00)'],
    [
      {
        op: 'all',
        in: state('queues'),
        name: 'q',
        body: two('lt', { op: 'field', of: { op: 'var', name: 'q' }, name: 'vring-num' }, int('257')),
      },
      'state.queues.all(q, q.vring_num < 257)',
    ],
    [features, 'bitAnd(params.guest_features, 0x200000000) != 0'],
    [{ op: 'not', of: features }, 'bitAnd(params.guest_features, 0x200000000) == 0'],
    [two('eq', state('link'), { op: 'string', value: "it's\n" }), "state.link == 'it\\'s\\u000a'"],
    [two('eq', { op: 'version' }, { op: 'size', of: { op: 'index', of: state('a'), index: 2 } }), 'version == size(state.a[2])'],
    [JSON.parse('{"op":"median","of":[]}') as Expr, 'median(…)'],
  ];
  for (const [expr, text] of cases) expect(expressionText(expr)).toBe(text);
  const named = { bit: (_: Expr, bit: number) => (bit === 33 ? 'packed-ring' : undefined), param: (id: string) => `${id}-new` };
  expect(expressionText({ op: 'not', of: features }, named)).toBe('!params.guest_features_new.packed_ring');
});
