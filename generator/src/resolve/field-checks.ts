import { state as codes } from '../diagnostics/codes/state.js';
import { fold } from '../expr/fold.js';
import type { Expression } from '../expr/tree.js';
import type { Field, FieldType } from '../ir/layout.js';
import type { LongFieldData } from '../schema/types.js';
import type { Context } from './context.js';
import { zeroOf } from './literals.js';
import { intLimits } from './values.js';

/** What the keys of one field say together, as far as it is constant. */
export function checkField(context: Context, data: LongFieldData, field: Field): void {
  if (data.filler !== undefined) {
    checkFiller(context, data, field.type);
    return;
  }
  const type = element(field.type);
  if (type.kind !== 'int' && type.kind !== 'flags') return;
  const { bits, signed } = type.kind === 'int' ? type : type.base;
  const limits = intLimits(bits, signed);
  checkBounds(context, data, field, limits);
  checkReserved(context, data, type, limits.max);
  checkValue(context, data, field, 'reset', field.reset ?? zeroOf(type));
  if (field.absent !== undefined) checkValue(context, data, field, 'absent', field.absent);
  const reset = integerOf(field.reset);
  if (data.negotiated === undefined || reset === undefined || reset === 0n) return;
  context.reporter.report(
    codes.negotiatedReset,
    context.places.value(data, 'reset'),
    'what the guest acknowledged is 0 after a reset: nobody has acknowledged anything',
    { help: 'remove `reset`' },
  );
}

const valueKeys = ['reset', 'absent', 'own', 'min', 'max', 'below', 'negotiated', 'reserved'] as const;

function checkFiller(context: Context, data: LongFieldData, type: FieldType): void {
  const { places, reporter } = context;
  for (const key of valueKeys) {
    if (data[key] === undefined) continue;
    reporter.report(codes.fillerBounded, places.key(data, key), `"${key}" means nothing for a filler: it is read and ignored`, {
      help: `remove "${key}"; a field whose value counts has no \`filler\``,
    });
  }
  if (type.kind === 'bytes' || element(type).kind === 'int') return;
  reporter.report(
    codes.fillerType,
    places.key(data, 'filler'),
    `a filler is bytes, an integer, or an array of integers, not ${data.type}`,
    {
      help: 'write the integer that carries it, such as u8 for a bool',
    },
  );
}

interface Limits {
  readonly min: bigint;
  readonly max: bigint;
}

function checkBounds(context: Context, data: LongFieldData, field: Field, limits: Limits): void {
  const { places, reporter } = context;
  for (const key of ['min', 'max', 'below'] as const) {
    const value = data[key];
    // Exclusive: one above the greatest value says what the type says.
    const most = key === 'below' ? limits.max + 1n : limits.max;
    if (typeof value !== 'bigint' || (value >= limits.min && value <= most)) continue;
    reporter.report(
      codes.boundOutsideType,
      places.value(data, key),
      `${value} lies outside of ${data.type}, which holds ${limits.min} to ${limits.max}`,
      {
        help: 'write a bound that the type can reach, or take a wider type',
      },
    );
    return;
  }
  const [min, max] = [integerOf(field.bounds.min), integerOf(field.bounds.max)];
  if (min === undefined || max === undefined || min <= max) return;
  const upper = data.max === undefined ? 'below' : 'max';
  reporter.report(codes.boundsInverted, places.value(data, upper), `no value lies between ${min} and ${max}`, {
    related: [{ message: 'the lower bound', span: places.value(data, 'min') }],
    help: `swap "min" and "${upper}", or correct one of them`,
  });
}

function checkReserved(context: Context, data: LongFieldData, type: FieldType, max: bigint): void {
  const { reserved } = data;
  if (reserved === undefined) return;
  const { places, reporter } = context;
  if (reserved > max) {
    reporter.report(
      codes.boundOutsideType,
      places.value(data, 'reserved'),
      `${data.of ?? data.type} has no bits 0x${reserved.toString(16)}`,
      {
        help: `write reserved: 0x${(reserved & max).toString(16)}, or take a wider type`,
      },
    );
    return;
  }
  const named = type.kind === 'flags' ? type.names.find(({ bit }) => ((reserved >> BigInt(bit)) & 1n) === 1n) : undefined;
  if (named === undefined) return;
  const rest = reserved & ~(1n << BigInt(named.bit));
  reporter.report(codes.reservedNamed, places.value(data, 'reserved'), `bit ${named.bit} is "${named.name}" and must be zero`, {
    related: [{ message: 'its name', span: places.key(data.bits ?? {}, named.name) }],
    help: `write reserved: 0x${rest.toString(16)}, or take the name away`,
  });
}

/** Values of the author's own must be ones that a receiver accepts. */
function checkValue(context: Context, data: LongFieldData, field: Field, key: 'reset' | 'absent', expression: Expression): void {
  const value = integerOf(expression);
  if (value === undefined) return;
  const { bounds } = field;
  const [min, max] = [integerOf(bounds.min), integerOf(bounds.max)];
  const bits = BigInt(bounds.reserved ?? '0');
  const broken =
    min !== undefined && value < min
      ? { by: 'min', why: `below the lower bound, ${min}`, fix: String(min) }
      : max !== undefined && value > max
        ? { by: data.max === undefined ? 'below' : 'max', why: `above the upper bound, ${max}`, fix: String(max) }
        : value >= 0n && (value & bits) !== 0n
          ? { by: 'reserved', why: `one with reserved bits, 0x${(value & bits).toString(16)}`, fix: `0x${(value & ~bits).toString(16)}` }
          : undefined;
  if (broken === undefined || (min !== undefined && max !== undefined && min > max)) return;
  const { places, reporter } = context;
  const said = data[key] !== undefined;
  const bound = places.value(data, broken.by);
  reporter.report(codes.valueOutsideBounds, said ? places.value(data, key) : bound, `the ${key} value ${value} is ${broken.why}`, {
    ...(said ? { related: [{ message: 'the bound', span: bound }] } : {}),
    help: said ? `write a value inside the bounds, such as ${key}: ${broken.fix}` : `say the reset value, such as reset: ${broken.fix}`,
  });
}

function element(type: FieldType): FieldType {
  return type.kind === 'array' ? type.element : type;
}

function integerOf(expression: Expression | undefined): bigint | undefined {
  const folded = expression === undefined ? undefined : fold(expression.expr);
  return folded?.op === 'int' ? BigInt(folded.value) : undefined;
}
