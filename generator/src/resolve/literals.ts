import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { shape } from '../diagnostics/codes/shape.js';
import { state } from '../diagnostics/codes/state.js';
import type { ExprScope } from '../expr/scope.js';
import type { Expr, Expression } from '../expr/tree.js';
import type { FieldType } from '../ir/layout.js';
import type { Life } from '../ir/spec.js';
import type { ParamType } from '../ir/values.js';
import { inQuotes } from '../text/quotes.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import type { Context } from './context.js';
import type { At } from './expressions.js';
import { flagBits, intLimits, type Literal } from './values.js';

/** Compiles the text of an expression at a place. */
export type Compile = (text: string, at: At, life: Life, expected: ExprScope['expected']) => Expression | undefined;

/** What can be written bare in the place of a value: the scalar inside arrays, with its names and width. */
export type Scalar =
  | { readonly kind: 'bool' }
  | { readonly kind: 'int'; readonly min: bigint; readonly max: bigint }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'bits'; readonly names: readonly { readonly name: string; readonly bit: number }[]; readonly max: bigint }
  | { readonly kind: 'text'; readonly capacity?: number }
  | { readonly kind: 'bytes'; readonly capacity: number }
  | { readonly kind: 'other' };

export function scalarOfParam(type: ParamType): Scalar {
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool' };
    case 'int':
      return { kind: 'int', ...intLimits(type.bits, type.signed) };
    case 'enum':
      return { kind: 'names', names: type.values };
    case 'string':
      return { kind: 'text' };
    case 'flags':
      return { kind: 'bits', names: type.names, max: intLimits(type.bits, false).max };
  }
}

export function scalarOfField(type: FieldType): Scalar {
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool' };
    case 'int':
      return { kind: 'int', ...intLimits(type.bits, type.signed) };
    case 'enum':
      return { kind: 'names', names: type.values.map((each) => each.name) };
    case 'flags':
      return { kind: 'bits', names: type.names, max: intLimits(type.base.bits, type.base.signed).max };
    case 'string':
      return { kind: 'text', capacity: type.capacity };
    case 'bytes':
      return { kind: 'bytes', capacity: type.length.kind === 'fixed' ? type.length.value : type.length.capacity };
    case 'array':
      return scalarOfField(type.element);
    default:
      return { kind: 'other' };
  }
}

/** The value at a place: a literal of the type, a bare name of it, or a quoted expression. */
export function valueExpression(
  context: Context,
  scalar: Scalar,
  value: Literal,
  at: At,
  life: Life,
  compile: Compile,
): Expression | undefined {
  const { places, reporter } = context;
  const span = places.value(at.data, at.key);
  if (typeof value === 'string') return textExpression(context, scalar, value, at, life, compile);
  if (typeof value === 'boolean') {
    if (scalar.kind === 'bool' || scalar.kind === 'other') return { text: String(value), expr: { op: 'bool', value } };
    reporter.report(codes.valueWrong, span, `${value} is no value here: ${describeScalar(scalar)} is needed`);
    return undefined;
  }
  if (typeof value === 'bigint') {
    if (scalar.kind === 'int' || scalar.kind === 'bits') {
      const min = scalar.kind === 'int' ? scalar.min : 0n;
      if (value >= min && value <= scalar.max) return integer(value, places.written(at.data, at.key));
      reporter.report(state.valueDoesNotFit, span, `${value} does not fit: the type holds ${min} to ${scalar.max}`);
      return undefined;
    }
    if (scalar.kind === 'other') return integer(value, places.written(at.data, at.key));
    reporter.report(codes.valueWrong, span, `${value} is no value here: ${describeScalar(scalar)} is needed`);
    return undefined;
  }
  if (scalar.kind === 'bytes') return bytesExpression(context, scalar.capacity, value, at);
  const bits = scalar.kind === 'bits' ? flagBits(scalar.names, value) : undefined;
  if (scalar.kind === 'bits' && bits === undefined) {
    const known = scalar.names.map(({ name }) => name);
    const wrong = value.findIndex((each) => typeof each !== 'string' || !known.includes(each));
    const name = String(value[wrong]);
    reporter.report(codes.valueWrong, places.value(value, wrong), `there is no bit "${name}"${didYouMean(name, known)}`, knownHere(known));
    return undefined;
  }
  if (bits !== undefined) return { text: `[${value.join(', ')}]`, expr: { op: 'int', value: String(bits) } };
  reporter.report(codes.valueWrong, span, `[${value.join(', ')}] is no value here: ${describeScalar(scalar)} is needed`);
  return undefined;
}

function textExpression(context: Context, scalar: Scalar, value: string, at: At, life: Life, compile: Compile): Expression | undefined {
  if (scalar.kind === 'names' && scalar.names.includes(value)) return { text: value, expr: { op: 'string', value } };
  if (scalar.kind === 'text') {
    const bytes = Buffer.byteLength(value);
    if (scalar.capacity === undefined || bytes <= scalar.capacity) return { text: JSON.stringify(value), expr: { op: 'string', value } };
    const place = context.places.value(at.data, at.key);
    context.reporter.report(state.valueDoesNotFit, place, `the text has ${bytes} bytes: the field has ${scalar.capacity}`);
    return undefined;
  }
  if (context.places.quoted(at.data, at.key)) return compile(value, at, life, expectedOf(scalar));
  const span = context.places.value(at.data, at.key);
  if (scalar.kind === 'names' && /^[\w-]+$/.test(value)) {
    context.reporter.report(
      codes.valueWrong,
      span,
      `"${value}" is none of ${scalar.names.join(', ')}${didYouMean(value, scalar.names)}`,
      knownHere(scalar.names),
    );
  } else context.reporter.report(shape.expressionNotQuoted, span, 'an expression is a quoted string', { help: inQuotes(value) });
  return undefined;
}

function bytesExpression(context: Context, capacity: number, value: readonly (string | bigint)[], at: At): Expression | undefined {
  const { places, reporter } = context;
  let hex = '';
  for (const [i, byte] of value.entries()) {
    if (typeof byte !== 'bigint' || byte < 0n || byte > 255n) {
      reporter.report(state.valueDoesNotFit, places.value(value, i), `${byte} is no byte`);
      return undefined;
    }
    hex += byte.toString(16).padStart(2, '0');
  }
  if (value.length > capacity) {
    reporter.report(state.valueDoesNotFit, places.value(at.data, at.key), `${value.length} bytes do not fit: the field has ${capacity}`);
    return undefined;
  }
  return { text: `[${value.join(', ')}]`, expr: { op: 'string', value: hex } };
}

export function integer(value: bigint, written?: string): Expression {
  return { text: written === undefined || written === '' ? String(value) : written, expr: intExpr(value) };
}

export function intExpr(value: bigint): Expr {
  return { op: 'int', value: String(value) };
}

export function expectedOf(scalar: Scalar): ExprScope['expected'] {
  if (scalar.kind === 'bool') return 'bool';
  if (scalar.kind === 'int' || scalar.kind === 'bits') return 'int';
  return scalar.kind === 'names' || scalar.kind === 'text' ? 'string' : undefined;
}

export function describeScalar(scalar: Scalar): string {
  switch (scalar.kind) {
    case 'bool':
      return 'true or false';
    case 'int':
      return 'an integer';
    case 'names':
      return scalar.names.length === 1 ? String(scalar.names[0]) : `one of ${scalar.names.join(', ')}`;
    case 'bits':
      return 'an integer, or a list of bits';
    case 'text':
      return 'a text';
    case 'bytes':
      return 'a list of bytes';
    case 'other':
      return 'a value';
  }
}

/** What a type has when nothing is said. */
export function zeroOf(type: FieldType): Expression {
  switch (type.kind) {
    case 'bool':
      return { text: 'false', expr: { op: 'bool', value: false } };
    case 'enum': {
      const zero = type.values.find((each) => each.value === '0') ?? type.values[0];
      return { text: zero?.name ?? '', expr: { op: 'string', value: zero?.name ?? '' } };
    }
    case 'bytes':
    case 'string':
      return { text: "''", expr: { op: 'string', value: '' } };
    case 'array':
      return zeroOf(type.element);
    default:
      return integer(0n);
  }
}
