/** Functions: `bitAnd(a, b)`, `isReset(state.x)`, `size(x)`, `sizeof(x)`, `x.all(v, body)`. */

import type { FieldType } from '../ir/layout.js';
import { type ASTNode, asInt, type Builder, type Built, isBool, literalOf, type Place, type Variable } from './builder.js';
import { callInterval, longestShift } from './range.js';
import type { CallName, Expr } from './tree.js';
import { boolType, describeType, type ExprType, type IntExprType, intType, typeOfField } from './types.js';

/** Fewest and most arguments. */
const integerCalls: Readonly<Record<CallName, readonly [number, number]>> = {
  bitAnd: [2, 8],
  bitOr: [2, 8],
  bitNot: [2, 2],
  shiftLeft: [2, 2],
  shiftRight: [2, 2],
  min: [2, 8],
  max: [2, 8],
  pow2ceil: [1, 1],
  align: [2, 2],
};

const usage: Readonly<Record<string, string>> = {
  bitAnd: 'bitAnd(x, 0xff)',
  bitOr: 'bitOr(x, 1)',
  bitNot: 'bitNot(x, 32)',
  shiftLeft: 'shiftLeft(x, 3)',
  shiftRight: 'shiftRight(x, 3)',
  min: 'min(x, 64)',
  max: 'max(x, 1)',
  pow2ceil: 'pow2ceil(x)',
  align: 'align(x, 8)',
  isReset: 'isReset(state.x)',
  size: 'size(state.x)',
  sizeof: 'sizeof(state.x)',
};

const otherCalls = ['isReset', 'size', 'sizeof'];

export function buildCall(
  builder: Builder,
  name: string,
  args: readonly ASTNode[],
  at: Place,
  depth: number,
  variable: Variable | undefined,
): Built | undefined {
  if (isCallName(name)) return integerCall(builder, name, args, at, depth, variable);
  if (!otherCalls.includes(name)) {
    const known = [...Object.keys(integerCalls), ...otherCalls];
    return builder.report(
      'EXPRESSION_FUNCTION_UNKNOWN',
      `there is no function \`${name}\``,
      { start: at.start, end: at.start + name.length },
      { name, known },
    );
  }
  const most = name === 'isReset' ? 32 : 1;
  if (!counted(builder, name, args.length, 1, most, at)) return undefined;
  const operands = args.map((arg) => builder.build(arg, depth, variable));
  if (name === 'isReset') return isReset(builder, operands, args);
  const [operand] = operands;
  const [place = at] = args;
  if (!operand) return undefined;
  return name === 'size' ? sizeOf(builder, operand, place) : wireSize(builder, operand, place);
}

/** `x.all(v, body)` and `x.exists(v, body)`. */
export function buildMethod(
  builder: Builder,
  name: string,
  receiver: ASTNode,
  args: readonly ASTNode[],
  at: Place,
  depth: number,
  variable: Variable | undefined,
): Built | undefined {
  if (name !== 'all' && name !== 'exists') {
    const hint =
      isCallName(name) || otherCalls.includes(name) ? `write \`${name}(…)\`` : 'on arrays there are `.all(x, …)` and `.exists(x, …)`';
    return builder.report('EXPRESSION_UNSUPPORTED', `there is no \`.${name}(…)\``, at, { hint });
  }
  if (variable) return builder.report('EXPRESSION_UNSUPPORTED', `\`.${name}\` cannot stand inside another \`.all\` or \`.exists\``, at);
  const [binding, body] = args;
  if (!binding || !body || args.length !== 2 || binding.op !== 'id') {
    return builder.report('EXPRESSION_UNSUPPORTED', `\`.${name}\` takes a name and a condition: \`x.${name}(q, q > 0)\``, at);
  }
  const inner = binding.args;
  if (reserved.has(inner))
    return builder.report('EXPRESSION_UNSUPPORTED', `\`${inner}\` already has a meaning, take another name`, binding);
  const list = builder.build(receiver, depth, undefined);
  if (!list) return undefined;
  const element = elementOf(list);
  if (!element)
    return builder.report('EXPRESSION_TYPE', `\`.${name}\` takes an array or bytes, this is ${describeType(list.type)}`, receiver);
  const condition = builder.build(body, depth, { name: inner, ...element });
  if (!condition || !isBool(builder, condition, body, `\`.${name}\``)) return undefined;
  return { expr: { op: name, in: list.expr, name: inner, body: condition.expr }, type: boolType };
}

/** `x[3]`. */
export function buildIndex(
  builder: Builder,
  of: ASTNode,
  index: ASTNode,
  depth: number,
  variable: Variable | undefined,
): Built | undefined {
  const list = builder.build(of, depth, variable);
  if (!list) return undefined;
  const element = elementOf(list);
  if (!element) return builder.report('EXPRESSION_TYPE', `${describeType(list.type)} has no elements`, of);
  const position = index.op === 'value' && typeof index.args === 'bigint' ? index.args : undefined;
  if (position === undefined) {
    return builder.report('EXPRESSION_UNSUPPORTED', 'an index is a constant', index, {
      hint: 'for every element there are `.all(x, …)` and `.exists(x, …)`',
    });
  }
  const capacity = list.type.kind === 'array' || list.type.kind === 'bytes' ? list.type.size.capacity : 0;
  if (position >= BigInt(capacity)) {
    return builder.report('EXPRESSION_RANGE', `the index ${position} is out of range: there are at most ${capacity} elements`, index);
  }
  return { expr: { op: 'index', of: list.expr, index: Number(position) }, ...element };
}

const reserved = new Set(['params', 'machine', 'host', 'state', 'self', 'args', 'observables', 'device', 'version']);

const isCallName = (name: string): name is CallName => Object.hasOwn(integerCalls, name);

const byte: FieldType = { kind: 'int', bits: 8, signed: false, order: 'big' };

function elementOf(list: Built): { readonly type: ExprType; readonly field?: FieldType } | undefined {
  if (list.type.kind === 'bytes') return { type: typeOfField(byte), field: byte };
  if (list.type.kind !== 'array') return undefined;
  return { type: list.type.element, ...(list.field?.kind === 'array' && { field: list.field.element }) };
}

function counted(builder: Builder, name: string, have: number, least: number, most: number, at: Place): boolean {
  if (have >= least && have <= most) return true;
  const wants = least === most ? `${least}` : `${least} to ${most}`;
  builder.report('EXPRESSION_ARGUMENTS', `\`${name}\` takes ${wants} ${wants === '1' ? 'argument' : 'arguments'}, here are ${have}`, at, {
    hint: `write \`${usage[name] ?? `${name}(…)`}\``,
  });
  return false;
}

function integerCall(
  builder: Builder,
  name: CallName,
  args: readonly ASTNode[],
  at: Place,
  depth: number,
  variable: Variable | undefined,
): Built | undefined {
  const [least, most] = integerCalls[name];
  if (!counted(builder, name, args.length, least, most, at)) return undefined;
  const built: Expr[] = [];
  const types: IntExprType[] = [];
  for (const arg of args) {
    const operand = builder.build(arg, depth, variable);
    const type = operand && asInt(builder, operand, arg, `\`${name}\``);
    if (!operand || !type) continue;
    built.push(operand.expr);
    types.push(type);
    if (types.length === 2) checkSecond(builder, name, operand, type, arg);
  }
  if (types.length !== args.length) return undefined;
  return { expr: { op: 'call', name, args: built }, type: intType(callInterval(name, types)) };
}

/** What a width, a shift count or an alignment may be. */
function checkSecond(builder: Builder, name: CallName, operand: Built, type: IntExprType, at: Place): void {
  const value = literalOf(operand);
  if (name === 'bitNot' && (value === undefined || value < 1n || value > 64n)) {
    builder.report('EXPRESSION_RANGE', 'the width of `bitNot(x, width)` is a constant from 1 to 64', at);
  }
  const shifts = name === 'shiftLeft' || name === 'shiftRight';
  if (shifts && value !== undefined && (value < 0n || value > longestShift)) {
    builder.report('EXPRESSION_RANGE', `a shift count lies between 0 and ${longestShift}, this is ${value}`, at);
  }
  if (name === 'align' && type.max < 1n) builder.report('EXPRESSION_RANGE', 'an alignment is at least 1', at);
}

function isReset(builder: Builder, operands: readonly (Built | undefined)[], args: readonly ASTNode[]): Built | undefined {
  const of: Expr[] = [];
  for (const [i, operand] of operands.entries()) {
    const at = args[i];
    if (!operand || !at) continue;
    if (inState(operand.expr)) of.push(operand.expr);
    else builder.report('EXPRESSION_TYPE', '`isReset` takes state variables or parts of them', at);
  }
  return of.length === operands.length ? { expr: { op: 'isReset', of }, type: boolType } : undefined;
}

function inState(expr: Expr): boolean {
  if (expr.op === 'field' || expr.op === 'index') return inState(expr.of);
  return expr.op === 'state' || expr.op === 'self';
}

function sizeOf(builder: Builder, operand: Built, at: Place): Built | undefined {
  const { type } = operand;
  if (type.kind !== 'array' && type.kind !== 'bytes') {
    return builder.report('EXPRESSION_TYPE', `\`size\` takes an array or bytes, this is ${describeType(type)}`, at, {
      hint: '`sizeof(x)` is the number of bytes on the wire',
    });
  }
  const { capacity, fixed } = type.size;
  if (fixed) return constant(BigInt(capacity));
  return { expr: { op: 'size', of: operand.expr }, type: intType({ min: 0n, max: BigInt(capacity) }) };
}

function wireSize(builder: Builder, operand: Built, at: Place): Built | undefined {
  if (!operand.field) return builder.report('EXPRESSION_TYPE', '`sizeof` takes a field of the state', at);
  const bytes = fixedSize(operand.field, builder.scope.structSize);
  if (bytes === undefined)
    return builder.report('EXPRESSION_TYPE', '`sizeof` takes a field whose size on the wire is fixed, this one varies', at);
  return constant(BigInt(bytes));
}

const constant = (value: bigint): Built => ({ expr: { op: 'int', value: String(value) }, type: intType({ min: value, max: value }) });

/** Bytes on the wire of a type whose size never varies. */
export function fixedSize(type: FieldType, structSize: ((id: string) => number | undefined) | undefined): number | undefined {
  switch (type.kind) {
    case 'int':
      return type.bits / 8;
    case 'bool':
      return 1;
    case 'enum':
    case 'flags':
      return type.base.bits / 8;
    case 'bytes':
      return type.length.kind === 'fixed' ? type.length.value : undefined;
    case 'string':
      return undefined;
    case 'array': {
      const element = type.count.kind === 'fixed' ? fixedSize(type.element, structSize) : undefined;
      return element === undefined || type.count.kind !== 'fixed' ? undefined : element * type.count.value;
    }
    case 'struct':
      return structSize?.(type.struct);
    case 'padding':
      return type.length;
  }
}
