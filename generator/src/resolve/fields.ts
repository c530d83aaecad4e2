import { state } from '../diagnostics/codes/state.js';
import { fold } from '../expr/fold.js';
import { parseExpression } from '../expr/parse.js';
import type { ExprScope } from '../expr/scope.js';
import type { Expression } from '../expr/tree.js';
import type { Bounds, ByteOrder, Field, FieldType } from '../ir/layout.js';
import type { Life } from '../ir/spec.js';
import type { LongFieldData } from '../schema/types.js';
import { type Env, substituteArguments } from './arguments.js';
import type { Context } from './context.js';
import type { At } from './expressions.js';
import { checkField } from './field-checks.js';
import { fieldType } from './field-type.js';
import { type Compile, intExpr, integer, scalarOfField, valueExpression, zeroOf } from './literals.js';
import { compileIn, type ModelContext } from './model-state.js';

/** Where a layout stands, and what its expressions can use. */
export interface Surroundings {
  readonly env: Env;
  readonly order: ByteOrder;
  readonly scope: ExprScope;
}

/**
 * Compiles with the arguments of the struct in their places, so that the types of the whole are known. A fault in the text as
 * written is reported at its place; one that only the arguments bring is reported at the whole expression.
 */
export function compiler(model: ModelContext, around: Surroundings): Compile {
  const names = new Map([...around.env.args].filter(([, arg]) => arg.kind === 'expr').map(([name]) => [name, 'expr'] as const));
  return (text, at, life, expected) => {
    const substituted = substituteArguments(text, around.env.args);
    const compiled = compileGiven(text, substituted, at, life, expected);
    // With arguments in their places a predicate may be constant; in the text as written it may not.
    if (compiled !== undefined && substituted === text && predicateKeys.has(at.key)) checkConstant(model.context, compiled, at);
    return compiled;
  };
  function compileGiven(text: string, substituted: string, at: At, life: Life, expected: ExprScope['expected']): Expression | undefined {
    const scope = { ...around.scope, ...(expected === undefined ? {} : { expected }) };
    if (substituted !== text && 'errors' in parseExpression(substituted, scope)) {
      if ('errors' in parseExpression(text, { ...scope, args: names }))
        return compileIn(model, { ...scope, args: names, judge: false }, text, at, life);
    }
    return compileIn(model, { ...scope, judge: substituted === text }, substituted, at, life);
  }
}

const predicateKeys: ReadonlySet<string | number> = new Set(['when', 'needed', 'optional']);

/** `true` and `false` alone are meant; a condition that is always one of them is a slip. */
export function checkConstant(context: Context, { text, expr }: Expression, at: At): void {
  const folded = fold(expr);
  if (folded.op !== 'bool' || expr.op === 'bool') return;
  context.reporter.report(state.predicateConstant, context.places.value(at.data, at.key), `${text} is always ${folded.value}`, {
    help: `correct it, or write "${folded.value}" when that is meant`,
  });
}

export function resolveField(
  model: ModelContext,
  around: Surroundings,
  name: string,
  data: LongFieldData,
  parent: Life,
): Field | undefined {
  const { context, revisions, structs } = model;
  const life = revisions.life(data, parent);
  const compile = compiler(model, around);
  const count = (text: string, at: At): Expression | undefined => compile(text, at, life, 'int');
  const type = fieldType({ context, structs, env: around.env, order: around.order, life, count }, name, data);
  if (type === undefined) return undefined;
  checkKeys(context, data, type);
  const value = (key: 'reset' | 'absent' | 'filler'): Expression | undefined => {
    if (data[key] === undefined) return undefined;
    const at = { data, key };
    return constantBytes(context, type, valueExpression(context, scalarOfField(type), data[key], at, life, compile), at);
  };
  const when = data.when === undefined ? undefined : compile(data.when, { data, key: 'when' }, life, 'bool');
  const reset = value('reset');
  const absent = value('absent');
  const filler = value('filler');
  const field: Field = {
    name: type.kind === 'padding' ? '' : name,
    ...life,
    ...(data.doc === undefined ? {} : { doc: data.doc.trim() }),
    ...(data.unit === undefined ? {} : { unit: data.unit }),
    type,
    ...(when === undefined ? {} : { when }),
    ...(reset === undefined ? {} : { reset }),
    ...(absent === undefined ? {} : { absent }),
    bounds: bounds(context, data, type, reset ?? zeroOf(type), life, compile),
    ...(filler === undefined ? {} : { filler }),
  };
  checkField(context, data, field);
  return field;
}

function bounds(context: Context, data: LongFieldData, type: FieldType, reset: Expression, life: Life, compile: Compile): Bounds {
  const number = (key: 'min' | 'max' | 'below'): Expression | undefined => {
    const value = data[key];
    if (value === undefined) return undefined;
    return typeof value === 'bigint' ? integer(value, context.places.written(data, key)) : compile(value, { data, key }, life, 'int');
  };
  const min = number('min');
  const below = number('below');
  const max = number('max') ?? (below === undefined ? undefined : oneLess(below));
  const negotiated = data.negotiated === undefined ? undefined : compile(data.negotiated, { data, key: 'negotiated' }, life, 'int');
  const own = ownBound(context, data, type, reset, life, compile);
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(own === undefined ? {} : { own }),
    ...(negotiated === undefined ? {} : { negotiated }),
    ...(data.reserved === undefined ? {} : { reserved: String(data.reserved) }),
  };
}

/** Bytes are compared and filled as a constant; an expression over params would silently be zeros. */
function constantBytes(context: Context, type: FieldType, value: Expression | undefined, at: At): Expression | undefined {
  if (type.kind !== 'bytes' || value === undefined || value.expr.op === 'string') return value;
  context.reporter.report(state.bytesNotConstant, context.places.value(at.data, at.key), `${value.text} is no constant of bytes`);
  return undefined;
}

/** `below` is what authors write, an inclusive maximum what everything downstream reads. */
function oneLess(bound: Expression): Expression {
  if (bound.expr.op === 'int') return integer(BigInt(bound.expr.value) - 1n);
  return { text: `(${bound.text}) - 1`, expr: { op: 'sub', left: bound.expr, right: intExpr(1n) } };
}

/** Integers alone have an order; a mask lies within the type. */
function checkOwn(context: Context, data: LongFieldData, type: FieldType): void {
  const { own } = data;
  const element = type.kind === 'array' ? type.element : type;
  const base = element.kind === 'int' ? element : element.kind === 'flags' || element.kind === 'enum' ? element.base : undefined;
  const { places, reporter } = context;
  const compare = typeof own === 'string' ? own : own?.compare;
  if (compare === 'at-most' && (element.kind !== 'int' || (typeof own === 'object' && own.mask !== undefined))) {
    reporter.report(state.ownMisplaced, places.value(data, 'own'), `"at-most" compares integers, and this is ${data.type}`, {
      help: 'write own: equal, or own: { masked: … } with the bits that are compared',
    });
  }
  const mask = typeof own === 'object' ? (own.masked ?? own.mask) : undefined;
  if (typeof own !== 'object' || typeof mask !== 'bigint' || base === undefined || mask < 1n << BigInt(base.bits)) return;
  const at = places.value(own, own.masked === undefined ? 'mask' : 'masked');
  reporter.report(state.valueDoesNotFit, at, `the mask 0x${mask.toString(16)} does not fit ${base.bits} bits`, {
    help: `write 0x${(mask & ((1n << BigInt(base.bits)) - 1n)).toString(16)}, or take a wider type`,
  });
}

function ownBound(context: Context, data: LongFieldData, type: FieldType, reset: Expression, life: Life, compile: Compile): Bounds['own'] {
  const { own } = data;
  if (own === undefined) return undefined;
  checkOwn(context, data, type);
  if (typeof own === 'string') return { compare: own, value: reset };
  const written = own.masked ?? own.mask;
  const key = own.masked === undefined ? 'mask' : 'masked';
  const valueAt = { data: own, key: 'value' };
  const value =
    own.value === undefined
      ? reset
      : constantBytes(context, type, valueExpression(context, scalarOfField(type), own.value, valueAt, life, compile), valueAt);
  const maskAt = { data: own, key };
  const given =
    written === undefined
      ? undefined
      : typeof written === 'bigint'
        ? integer(written, context.places.written(own, key))
        : compile(written, maskAt, life, type.kind === 'bytes' ? undefined : 'int');
  const mask = constantBytes(context, type, given, maskAt);
  const compare = own.compare ?? (written === undefined ? 'equal' : 'masked');
  if (compare === 'masked' && written === undefined) {
    context.reporter.report(state.typeKeyMissing, context.places.value(data, 'own'), 'a masked comparison needs "mask"', {
      help: 'write own: { mask: 0xff } with the bits that are compared',
    });
    return undefined;
  }
  if (value === undefined || (written !== undefined && mask === undefined)) return undefined;
  return mask === undefined ? { compare, value } : { compare, value, mask };
}

/** `derived` is a hidden variable's; its shape takes no other field. */
const always = ['type', 'doc', 'when', 'derived', 'added', 'removed'];
const valued = ['unit', 'reset', 'absent', 'filler', 'own'];
const numeric = [...valued, 'below', 'min', 'max', 'byte-order'];

/** Keys that mean something for a field of the type. */
function keysFor(type: FieldType, data: LongFieldData): readonly string[] {
  switch (type.kind) {
    case 'bool':
      return valued;
    case 'int':
      return [...numeric, 'negotiated', 'reserved'];
    case 'enum':
      return [...valued, 'of', 'values', 'byte-order'];
    case 'flags':
      return [...numeric, 'of', 'bits', 'negotiated', 'reserved'];
    case 'bytes':
      return [
        ...valued,
        'opaque',
        ...(data.type === 'bytes' ? ['length'] : ['count']),
        ...(type.length.kind === 'counted' ? ['capacity'] : []),
      ];
    case 'string':
      return [...valued, 'of', 'capacity'];
    case 'array':
      if (type.count.kind === 'marked') return [...keysFor(type.element, data), 'list', 'capacity'];
      return [...keysFor(type.element, data), 'count', ...(type.count.kind === 'counted' ? ['capacity'] : [])];
    case 'struct':
      return ['with'];
    case 'padding':
      return ['length', 'read'];
  }
}

function checkKeys(context: Context, data: LongFieldData, type: FieldType): void {
  const known = new Set([...always, ...keysFor(type, data)]);
  for (const [key] of context.places.entries(data as { readonly [key: string]: unknown })) {
    if (known.has(key)) continue;
    context.reporter.report(state.keyMisplaced, context.places.key(data, key), `"${key}" means nothing for ${describeType(type, data)}`);
  }
}

function describeType(type: FieldType, data: LongFieldData): string {
  if (type.kind === 'array') return `an array of ${data.type}`;
  if (type.kind === 'bytes') return 'bytes';
  return type.kind === 'struct' ? `the struct ${data.type}` : data.type;
}
