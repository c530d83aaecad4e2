/** Trees back to text for people: what the parser of specs reads, with one exact form for every tree. */
import type { BinaryOp, Expr } from '@migspec/capabilities';

export interface TextOptions {
  /** Name of a bit of a flags value; without it `params.features.barrier` reads `bitAnd(params.features, 0x1) != 0`. */
  readonly bit?: (of: Expr, bit: number) => string | undefined;
  /** Name of a param by its identity, when it was renamed. */
  readonly param?: (id: string) => string;
}

const level = { conditional: 1, or: 2, and: 3, equality: 4, relation: 5, sum: 6, product: 7, unary: 8, primary: 9 } as const;

const operators: Readonly<Record<BinaryOp, readonly [string, number]>> = {
  or: ['||', level.or],
  and: ['&&', level.and],
  eq: ['==', level.equality],
  ne: ['!=', level.equality],
  lt: ['<', level.relation],
  le: ['<=', level.relation],
  gt: ['>', level.relation],
  ge: ['>=', level.relation],
  add: ['+', level.sum],
  sub: ['-', level.sum],
  mul: ['*', level.product],
};

/** The text of a tree; deterministic. Operators that are not known appear by name. */
export function expressionText(expr: Expr, options: TextOptions = {}): string {
  return print(expr, level.conditional, options);
}

/** `text` in brackets unless it binds as strongly as the place needs. */
const at = (text: string, own: number, least: number): string => (own >= least ? text : `(${text})`);

function print(expr: Expr, least: number, options: TextOptions): string {
  const inner = (part: Expr, needs: number = level.conditional): string => print(part, needs, options);
  const list = (parts: readonly Expr[]): string => parts.map((part) => inner(part)).join(', ');
  switch (expr.op) {
    case 'int':
      return at(expr.value, expr.value.startsWith('-') ? level.unary : level.primary, least);
    case 'bool':
      return String(expr.value);
    case 'string':
      return quoted(expr.value);
    case 'param':
      return `params.${underscored(options.param?.(expr.id) ?? expr.id)}`;
    case 'machine':
    case 'host':
    case 'device':
    case 'state':
    case 'self':
      return `${expr.op}.${underscored(expr.name)}`;
    case 'observable':
      return `observables.${underscored(expr.name)}`;
    case 'arg':
      return `args.${underscored(expr.name)}`;
    case 'var':
      return expr.name;
    case 'version':
      return 'version';
    case 'field':
      return `${inner(expr.of, level.primary)}.${underscored(expr.name)}`;
    case 'index':
      return `${inner(expr.of, level.primary)}[${expr.index}]`;
    case 'bit':
      return bitText(expr.of, expr.bit, true, least, options);
    case 'not':
      if (expr.of.op === 'bit') return bitText(expr.of.of, expr.of.bit, false, least, options);
      return at(`!${inner(expr.of, level.unary)}`, level.unary, least);
    case 'neg':
      return at(`-${inner(expr.of, level.primary)}`, level.unary, least);
    case 'if': {
      const text = `${inner(expr.cond, level.or)} ? ${inner(expr.then)} : ${inner(expr.else)}`;
      return at(text, level.conditional, least);
    }
    case 'call':
      return `${expr.name}(${callArguments(expr.args, expr.name, inner)})`;
    case 'isReset':
      return `isReset(${list(expr.of)})`;
    case 'size':
      return `size(${inner(expr.of)})`;
    case 'all':
    case 'exists':
      return `${inner(expr.in, level.primary)}.${expr.op}(${expr.name}, ${inner(expr.body)})`;
    case 'and':
    case 'or':
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
    case 'add':
    case 'sub':
    case 'mul':
      return binaryText(expr.op, expr.left, expr.right, least, options);
    default:
      return unknownText(expr);
  }
}

function binaryText(op: BinaryOp, left: Expr, right: Expr, least: number, options: TextOptions): string {
  const [sign, own] = operators[op];
  // An `and` inside an `or` and a comparison inside a comparison get brackets, for the reader.
  const stronger = own === level.or ? level.equality : own === level.equality || own === level.relation ? level.sum : own;
  const leftNeeds = left.op === op && own !== level.equality && own !== level.relation ? own : stronger;
  const text = `${print(left, leftNeeds, options)} ${sign} ${print(right, Math.max(stronger, own + 1), options)}`;
  return at(text, own, least);
}

function bitText(of: Expr, bit: number, set: boolean, least: number, options: TextOptions): string {
  const name = options.bit?.(of, bit);
  if (name !== undefined)
    return at(`${set ? '' : '!'}${print(of, level.primary, options)}.${underscored(name)}`, set ? level.primary : level.unary, least);
  const mask = maskText(1n << BigInt(bit));
  return at(`bitAnd(${print(of, level.conditional, options)}, ${mask}) ${set ? '!=' : '=='} 0`, level.equality, least);
}

function callArguments(args: readonly Expr[], name: string, inner: (part: Expr) => string): string {
  const masks = name === 'bitAnd' || name === 'bitOr';
  return args.map((arg) => (masks && arg.op === 'int' && /^\d+$/.test(arg.value) ? maskText(BigInt(arg.value)) : inner(arg))).join(', ');
}

/** Masks read better in hex. */
const maskText = (mask: bigint): string => (mask < 10n ? String(mask) : `0x${mask.toString(16)}`);

function unknownText(expr: unknown): string {
  return typeof expr === 'object' && expr !== null && 'op' in expr && typeof expr.op === 'string' ? `${expr.op}(…)` : '…';
}

const underscored = (name: string): string => name.replaceAll('-', '_');

function quoted(value: string): string {
  const escaped = value.replace(/[\\'\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\\' || character === "'" ? `\\${character}` : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `'${escaped}'`;
}
