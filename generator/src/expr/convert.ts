/** The library's syntax tree → ours, with types. Every node kind that is not listed here is refused. */
import { type ASTNode, asInt, type Builder, type Built, isBool, type Place, type Variable } from './builder.js';
import { buildCall, buildIndex, buildMethod } from './calls.js';
import { buildAccess, buildName } from './names.js';
import { arithmeticInterval, type Interval, negateInterval, union, within } from './range.js';
import { deepestExpression, type ExprError, type ExprScope } from './scope.js';
import type { BinaryOp } from './tree.js';
import { anyType, boolType, describeType, type ExprType, intType } from './types.js';

export function convert(
  ast: ASTNode,
  text: string,
  scope: ExprScope,
): { readonly built: Built | undefined; readonly errors: readonly ExprError[] } {
  const errors: ExprError[] = [];
  const builder: Builder = {
    text,
    scope,
    build: (node, depth, variable) => {
      if (depth <= deepestExpression) return buildNode(builder, node, depth, variable);
      return builder.report('EXPRESSION_LIMIT', `an expression is nested at most ${deepestExpression} deep`, node);
    },
    report: (id, message, at, more) => {
      const inside = errors.some((each) => each.id === 'EXPRESSION_NAME_DASHED' && at.start >= each.start && at.start < each.end);
      const limit = id === 'EXPRESSION_LIMIT' && errors.some((each) => each.id === id);
      if (!inside && !limit) errors.push({ id, message, start: at.start, end: at.end, ...more });
      return undefined;
    },
  };
  const built = builder.build(ast, 1, undefined);
  return { built, errors };
}

const comparisons: Readonly<Record<string, BinaryOp>> = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };
const arithmetic: Readonly<Record<string, 'add' | 'sub' | 'mul'>> = { '+': 'add', '-': 'sub', '*': 'mul' };

const unsupported: Readonly<Record<string, string>> = {
  '/': 'there is no division: shift right, or multiply the other side',
  '%': 'there is no remainder: `align` and `bitAnd` cover powers of two',
  in: 'write the comparisons out: `x == 1 || x == 2`',
};

function buildNode(builder: Builder, node: ASTNode, depth: number, variable: Variable | undefined): Built | undefined {
  const below = depth + 1;
  switch (node.op) {
    case 'value':
      return buildLiteral(builder, node.args, node, false);
    case 'id':
      return buildName(builder, node.args, node, variable);
    case '.':
      return buildAccess(builder, node.args[0], node.args[1], node, below, variable);
    case '[]':
      return buildIndex(builder, node.args[0], node.args[1], below, variable);
    case 'call':
      return buildCall(builder, node.args[0], node.args[1], node, below, variable);
    case 'rcall':
      return buildMethod(builder, node.args[0], node.args[1], node.args[2], node, below, variable);
    case '!_': {
      const of = builder.build(node.args, below, variable);
      return of && isBool(builder, of, node.args, '`!`') ? { expr: { op: 'not', of: of.expr }, type: boolType } : undefined;
    }
    case '-_':
      return buildNegative(builder, node.args, node, below, variable);
    case '&&':
    case '||': {
      const [left, right] = both(builder, node.args, below, variable);
      if (!left || !right) return undefined;
      const what = `\`${node.op}\``;
      const fine = [isBool(builder, left, node.args[0], what), isBool(builder, right, node.args[1], what)];
      return fine.every(Boolean)
        ? { expr: { op: node.op === '&&' ? 'and' : 'or', left: left.expr, right: right.expr }, type: boolType }
        : undefined;
    }
    case '==':
    case '!=':
      return buildEquality(builder, node.op, node.args, node, below, variable);
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '+':
    case '-':
    case '*':
      return buildInteger(builder, node.op, node.args, below, variable);
    case '?:':
      return buildIf(builder, node.args, node, below, variable);
    default: {
      const hint = unsupported[node.op];
      const what = node.op === 'list' || node.op === 'map' ? `${node.op}s` : `\`${node.op}\``;
      return builder.report('EXPRESSION_UNSUPPORTED', `expressions have no ${what}`, node, hint ? { hint } : {});
    }
  }
}

const literalRange = { min: -(1n << 63n), max: (1n << 64n) - 1n };

function buildLiteral(builder: Builder, value: unknown, at: Place, negative: boolean): Built | undefined {
  switch (typeof value) {
    case 'boolean':
      return { expr: { op: 'bool', value }, type: boolType };
    case 'string':
      return { expr: { op: 'string', value }, type: { kind: 'string', values: [value] } };
    case 'bigint': {
      const signed = negative ? -value : value;
      const range = { min: signed, max: signed };
      if (!within(range, literalRange)) return builder.report('EXPRESSION_RANGE', `${signed} does not fit in 64 bits`, at);
      return { expr: { op: 'int', value: String(signed) }, type: intType(range) };
    }
    case 'number':
      return builder.report('EXPRESSION_UNSUPPORTED', 'there are integers only, no fractions or exponents', at);
    default: {
      const what = value === null ? '`null`' : value instanceof Uint8Array ? 'byte strings' : 'suffix `u`, there is one integer type';
      return builder.report('EXPRESSION_UNSUPPORTED', `expressions have no ${what}`, at);
    }
  }
}

function buildNegative(builder: Builder, of: ASTNode, at: Place, depth: number, variable: Variable | undefined): Built | undefined {
  if (of.op === 'value' && typeof of.args === 'bigint') return buildLiteral(builder, of.args, at, true);
  const operand = builder.build(of, depth, variable);
  const type = operand && asInt(builder, operand, of, '`-`');
  return operand && type && { expr: { op: 'neg', of: operand.expr }, type: intType(negateInterval(type)) };
}

type Pair = readonly [ASTNode, ASTNode];

const both = (
  builder: Builder,
  args: Pair,
  depth: number,
  variable: Variable | undefined,
): readonly [Built | undefined, Built | undefined] => [builder.build(args[0], depth, variable), builder.build(args[1], depth, variable)];

function buildInteger(builder: Builder, op: string, args: Pair, depth: number, variable: Variable | undefined): Built | undefined {
  const [left, right] = both(builder, args, depth, variable);
  if (!left || !right) return undefined;
  if (op === '+' && left.type.kind === 'string' && right.type.kind === 'string') {
    return builder.report('EXPRESSION_TYPE', '`+` adds integers, it does not join strings', { start: args[0].start, end: args[1].end });
  }
  const a = asInt(builder, left, args[0], `\`${op}\``);
  const b = asInt(builder, right, args[1], `\`${op}\``);
  if (!a || !b) return undefined;
  const sum = arithmetic[op];
  if (sum) return { expr: { op: sum, left: left.expr, right: right.expr }, type: intType(arithmeticInterval(sum, a, b)) };
  const comparison = comparisons[op];
  if (comparison && decided(builder, comparison, left, right, a, b, args)) return undefined;
  return comparison && { expr: { op: comparison, left: left.expr, right: right.expr }, type: boolType };
}

function buildEquality(
  builder: Builder,
  op: '==' | '!=',
  args: Pair,
  at: Place,
  depth: number,
  variable: Variable | undefined,
): Built | undefined {
  const [left, right] = equalitySides(builder, args, depth, variable);
  if (!left || !right) return undefined;
  const mismatch = incomparable(op, left.type, right.type);
  if (mismatch) return builder.report('EXPRESSION_TYPE', mismatch, at);
  const stranger = strangeName(left, right);
  if (stranger) {
    const place = left.expr.op === 'string' ? args[0] : right.expr.op === 'string' ? args[1] : at;
    return builder.report('EXPRESSION_NEVER_EQUAL', `${JSON.stringify(stranger.name)} is not one of its values`, place, {
      ...stranger,
      hint: `its values are ${stranger.known.join(', ')}`,
    });
  }
  if (
    left.type.kind === 'int' &&
    right.type.kind === 'int' &&
    decided(builder, op === '==' ? 'eq' : 'ne', left, right, left.type, right.type, args)
  )
    return undefined;
  return { expr: { op: op === '==' ? 'eq' : 'ne', left: left.expr, right: right.expr }, type: boolType };
}

/** Reports a comparison that has one outcome for all values of its sides, as `x >= 0` of an unsigned `x`. */
function decided(builder: Builder, op: BinaryOp, left: Built, right: Built, a: Interval, b: Interval, args: Pair): boolean {
  if (builder.scope.judge !== true || (left.expr.op === 'int' && right.expr.op === 'int')) return false;
  const outcome = outcomeOf(op, a, b);
  if (outcome === undefined) return false;
  const [start, end] = [args[0].start, args[1].end];
  const of = left.expr.op === 'int' ? b : a;
  builder.report(
    'EXPRESSION_DECIDED',
    `this is always ${outcome}: the values lie between ${of.min} and ${of.max}`,
    { start, end },
    {
      hint: 'correct the constant or the operator, or leave the comparison out',
    },
  );
  return true;
}

function outcomeOf(op: BinaryOp, a: Interval, b: Interval): boolean | undefined {
  switch (op) {
    case 'lt':
      return a.max < b.min ? true : a.min >= b.max ? false : undefined;
    case 'le':
      return a.max <= b.min ? true : a.min > b.max ? false : undefined;
    case 'gt':
      return outcomeOf('lt', b, a);
    case 'ge':
      return outcomeOf('le', b, a);
    default:
      return a.max < b.min || b.max < a.min ? op === 'ne' : undefined;
  }
}

function incomparable(op: string, a: ExprType, b: ExprType): string | undefined {
  for (const type of [a, b]) {
    if (type.kind === 'array' || type.kind === 'bytes' || type.kind === 'struct') return `\`${op}\` does not compare ${describeType(type)}`;
  }
  if (a.kind === 'any' || b.kind === 'any' || a.kind === b.kind) return undefined;
  return `\`${op}\` compares ${describeType(a)} with ${describeType(b)}`;
}

/** Both sides; a bare identifier last, because it may be the name of a value of the other side without its quotes. */
function equalitySides(
  builder: Builder,
  args: Pair,
  depth: number,
  variable: Variable | undefined,
): readonly [Built | undefined, Built | undefined] {
  const [first, second] = args;
  if (first.op === 'id' && second.op !== 'id') {
    const right = builder.build(second, depth, variable);
    return [valueOrName(builder, first, right, depth, variable), right];
  }
  const left = builder.build(first, depth, variable);
  return [left, valueOrName(builder, second, left, depth, variable)];
}

function valueOrName(
  builder: Builder,
  node: ASTNode,
  other: Built | undefined,
  depth: number,
  variable: Variable | undefined,
): Built | undefined {
  const values = other?.type.kind === 'string' ? other.type.values : undefined;
  if (node.op !== 'id' || node.args === variable?.name || !values?.includes(node.args)) return builder.build(node, depth, variable);
  return builder.report('EXPRESSION_NAME_BARE', `\`${node.args}\` is not known here`, node, {
    name: node.args,
    hint: `write '${node.args}' with quotes`,
  });
}

/** A name on one side that the other side can never be. */
function strangeName(left: Built, right: Built): { readonly name: string; readonly known: readonly string[] } | undefined {
  if (left.type.kind !== 'string' || right.type.kind !== 'string') return undefined;
  if (left.expr.op === 'string' && right.expr.op === 'string') return undefined;
  const [mine, others] = left.expr.op === 'string' ? [left.type.values, right.type.values] : [right.type.values, left.type.values];
  const [name] = mine ?? [];
  if (!mine || !others || name === undefined || mine.some((each) => others.includes(each))) return undefined;
  return { name, known: others };
}

function buildIf(
  builder: Builder,
  args: readonly [ASTNode, ASTNode, ASTNode],
  at: Place,
  depth: number,
  variable: Variable | undefined,
): Built | undefined {
  const cond = builder.build(args[0], depth, variable);
  const fine = cond !== undefined && isBool(builder, cond, args[0], '`? :`');
  const [yes, no] = both(builder, [args[1], args[2]], depth, variable);
  if (!cond || !fine || !yes || !no) return undefined;
  const type = join(yes.type, no.type);
  if (!type) {
    return builder.report('EXPRESSION_TYPE', `the sides of \`? :\` differ: ${describeType(yes.type)} and ${describeType(no.type)}`, at);
  }
  return { expr: { op: 'if', cond: cond.expr, then: yes.expr, else: no.expr }, type };
}

function join(a: ExprType, b: ExprType): ExprType | undefined {
  if (a.kind === 'any') return b.kind === 'bool' || b.kind === 'any' ? b : anyType;
  if (b.kind === 'any') return a.kind === 'bool' ? a : anyType;
  if (a.kind === 'int' && b.kind === 'int') return intType(union(a, b));
  if (a.kind === 'bool' && b.kind === 'bool') return boolType;
  if (a.kind === 'string' && b.kind === 'string') {
    return a.values && b.values ? { kind: 'string', values: [...new Set([...a.values, ...b.values])] } : { kind: 'string' };
  }
  return undefined;
}
