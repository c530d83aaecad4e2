import type { Expr } from '@migspec/capabilities';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/expr/evaluate.js';
import { constant, partial } from '../../src/expr/partial.js';
import { expressionText } from '../../src/expr/text.js';
import { type ExprEnv, lookup } from '../../src/expr/value.js';
import { boolExpr, envOf, intExpr, values } from './arbitrary.js';

const param = (id: string): Expr => ({ op: 'param', id });
const state = (name: string): Expr => ({ op: 'state', name });
const int = (value: number): Expr => ({ op: 'int', value: String(value) });
const text = (expr: Expr, env: ExprEnv): string => expressionText(partial(expr, env));

test('partially evaluated and then evaluated is evaluated, whatever is known first', () => {
  const expressions = fc.oneof(boolExpr(4), intExpr(4));
  const known = fc.record({
    params: fc.boolean(),
    machine: fc.boolean(),
    state: fc.boolean(),
    self: fc.boolean(),
    version: fc.boolean(),
    hidden: fc.integer({ min: 0, max: 15 }),
  });
  fc.assert(
    fc.property(expressions, values, known, (expr, all, { hidden, ...parts }) => {
      const env = envOf(all);
      const { params, machine, state: variables, self, version, reset } = env;
      const first: ExprEnv = {
        ...(parts.params && params && { params: (id) => (id.length === hidden ? undefined : params(id)) }),
        ...(parts.machine && machine && { machine }),
        ...(parts.state && variables && { state: (name) => (name.length === hidden ? undefined : variables(name)) }),
        ...(parts.self && self && { self }),
        ...(parts.version && version !== undefined && { version }),
        ...(reset && { reset }),
      };
      const rest = partial(expr, first);
      expect(evaluate(rest, env)).toBe(evaluate(expr, env));
      const decided = evaluate(expr, first);
      if (decided !== undefined) expect(constant(rest)).toBe(decided);
      const all1 = partial(expr, env);
      expect(constant(all1)).toBe(evaluate(expr, env));
    }),
    { numRuns: 1500, seed: 4 },
  );
});

test('what is known goes, what the state decides stays', () => {
  const rule: Expr = {
    op: 'and',
    left: { op: 'not', of: { op: 'not', of: param('rss') } },
    right: { op: 'gt', left: state('entries'), right: param('rx-table-size') },
  };
  const env: ExprEnv = { params: lookup({ rss: true, 'rx-table-size': 32 }) };
  expect(text(rule, env)).toBe('state.entries > 32');
  expect(text(rule, { params: lookup({ rss: false }) })).toBe('false');
  expect(text({ op: 'eq', left: { op: 'if', cond: param('barrier'), then: int(5), else: int(4) }, right: int(5) }, {})).toBe(
    'params.barrier',
  );
  expect(text({ op: 'le', left: { op: 'add', left: state('entries'), right: int(1) }, right: int(5) }, {})).toBe('state.entries <= 4');
  expect(text({ op: 'ge', left: state('entries'), right: state('entries') }, {})).toBe('true');
  expect(text({ op: 'if', cond: param('a'), then: state('on'), else: { op: 'bool', value: false } }, {})).toBe('params.a && state.on');
  expect(text({ op: 'or', left: state('on'), right: { op: 'not', of: state('on') } }, {})).toBe('true');
  expect(
    text({ op: 'call', name: 'bitAnd', args: [int(0xf0), { op: 'call', name: 'bitAnd', args: [state('features'), int(0x3c)] }] }, {}),
  ).toBe('bitAnd(state.features, 0x30)');
});

test('a received state takes `all` and `isReset` apart', () => {
  const queues: ExprEnv = { state: lookup({ queues: [{ num: 128 }, { num: 1024 }] }) };
  const rule: Expr = {
    op: 'all',
    in: state('queues'),
    name: 'q',
    body: { op: 'le', left: { op: 'field', of: { op: 'var', name: 'q' }, name: 'num' }, right: param('queue-size') },
  };
  expect(text(rule, queues)).toBe('params.queue_size >= 128 && params.queue_size >= 1024');
  expect(text({ ...rule, op: 'exists' }, { state: lookup({ queues: [] }) })).toBe('false');
  expect(text(rule, { params: lookup({ 'queue-size': 256 }) })).toBe('state.queues.all(q, q.num <= 256)');
  const reset: Expr = { op: 'isReset', of: [state('key'), state('on')] };
  expect(text(reset, { state: lookup({ key: new Uint8Array(4) }), reset: () => 0n })).toBe('isReset(state.on)');
  expect(text(reset, { state: lookup({ key: new Uint8Array([0, 1]) }), reset: () => 0n })).toBe('false');
});

test('a bound variable hides what is known under its name outside', () => {
  const body: Expr = { op: 'gt', left: { op: 'var', name: 'x' }, right: int(1) };
  const rule: Expr = { op: 'all', in: state('list'), name: 'x', body };
  expect(text(rule, { variables: lookup({ x: 5 }) })).toBe('state.list.all(x, x > 1)');
});
