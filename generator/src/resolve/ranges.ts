import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { shape } from '../diagnostics/codes/shape.js';
import { hasMember } from '../ir/ranges.js';
import type { ParamType, Range } from '../ir/values.js';
import type { RangeData } from '../schema/model.js';
import type { Context } from './context.js';
import { asValue, describeParamType, intLimits } from './values.js';

type Item = Range['items'][number];
type RangeMap = Exclude<RangeData, string | bigint | readonly unknown[]>;

const rangeKeys = ['values', 'multiple-of', 'power-of-two', 'mask'];

/** A map that is a range itself, and not a map from revisions to ranges. */
export function isRangeMap(value: object): value is RangeMap {
  return rangeKeys.some((key) => key in value);
}

/** A range of a param: an interval, a value, a list of both, or a map with modifiers. */
export function range(context: Context, type: ParamType, data: object, key: string, value: RangeData): Range | undefined {
  if (typeof value === 'string' || typeof value === 'bigint') {
    const found = item(context, type, data, key, value);
    return found === undefined ? undefined : { items: [found] };
  }
  if (isList(value)) return rangeList(context, type, data, key, value);
  const { values, mask } = value;
  const inner = values === undefined ? { items: [] } : range(context, type, value, 'values', values);
  const multiple = value['multiple-of'];
  const wrongKind = (name: string, needed: string): void =>
    context.reporter.report(
      codes.valueWrong,
      context.places.key(value, name),
      `"${name}" is for ${needed}, and this is ${describeParamType(type)}`,
    );
  if (multiple !== undefined && type.kind !== 'int') wrongKind('multiple-of', 'integers');
  if (value['power-of-two'] === true && type.kind !== 'int') wrongKind('power-of-two', 'integers');
  if (mask !== undefined && type.kind !== 'flags') wrongKind('mask', 'flags');
  if (mask !== undefined && type.kind === 'flags') checkMask(context, type, value, mask);
  const whole = {
    items: inner?.items ?? [],
    ...(multiple === undefined ? {} : { multipleOf: String(multiple) }),
    ...(value['power-of-two'] === true ? { powerOfTwo: true } : {}),
    ...(mask === undefined ? {} : { mask: String(mask) }),
  };
  if (inner !== undefined && type.kind === 'int' && !hasMember(whole, intLimits(type.bits, type.signed))) {
    const needed = [multiple === undefined ? '' : `a multiple of ${multiple}`, whole.powerOfTwo === true ? 'a power of two' : ''];
    context.reporter.report(
      codes.rangeEmpty,
      context.places.value(data, key),
      `no value is in the range: none of its values is ${needed.filter((each) => each !== '').join(' and ')}`,
      { help: 'widen the values, or drop the condition that none of them satisfies' },
    );
  }
  return whole;
}

function rangeList(context: Context, type: ParamType, data: object, key: string, value: (bigint | boolean | string)[]): Range {
  if (value.length === 0) {
    context.reporter.report(codes.rangeEmpty, context.places.value(data, key), 'no value is in the range: the list is empty', {
      help: 'leave the range out when every value of the type is accepted',
    });
  }
  const items = value.map((each, i) => item(context, type, value, i, each));
  for (const [i, each] of items.entries()) {
    const other = items.findIndex((before, j) => j < i && each !== undefined && before !== undefined && overlap(before, each));
    if (other < 0) continue;
    context.reporter.report(codes.rangeOverlaps, context.places.value(value, i), `${String(value[i])} overlaps ${String(value[other])}`, {
      related: [{ message: 'the other', span: context.places.value(value, other) }],
    });
  }
  return { items: items.filter((each) => each !== undefined) };
}

function overlap(a: Item, b: Item): boolean {
  if ('value' in a || 'value' in b) return 'value' in a && 'value' in b && a.value === b.value;
  return BigInt(a.min) <= BigInt(b.max) && BigInt(b.min) <= BigInt(a.max);
}

function checkMask(context: Context, type: Extract<ParamType, { kind: 'flags' }>, data: RangeMap, mask: bigint): void {
  const named = type.names.reduce((bits, { bit }) => bits | (1n << BigInt(bit)), 0n);
  const unnamed = mask & ~named;
  if (unnamed === 0n) return;
  const { reporter, places } = context;
  reporter.report(codes.maskUnnamed, places.value(data, 'mask'), `the mask allows 0x${unnamed.toString(16)}, which has no name in "bits"`, {
    help: `name these bits, or write mask: 0x${(mask & named).toString(16)}`,
  });
}

function isList(value: RangeData): value is (bigint | boolean | string)[] {
  return Array.isArray(value);
}

const interval = /^(-?(?:0x[0-9a-fA-F]+|\d+))\s*\.\.\s*(-?(?:0x[0-9a-fA-F]+|\d+))$/;

function item(context: Context, type: ParamType, data: object, key: string | number, value: bigint | boolean | string): Item | undefined {
  const span = context.places.value(data, key);
  if (typeof value === 'string' && (type.kind === 'int' || type.kind === 'flags')) {
    const match = interval.exec(value);
    const min = toBigInt(match?.[1]);
    const max = toBigInt(match?.[2]);
    if (min === undefined || max === undefined) {
      context.reporter.report(shape.textInvalid, span, `"${value}" is not a range`, {
        help: 'an interval is written 0..32, both ends included',
      });
      return undefined;
    }
    if (min > max) {
      context.reporter.report(codes.rangeInverted, span, `the range ${value} is empty: its first end is the greater one`, {
        help: `write ${max}..${min}`,
      });
      return undefined;
    }
    return valid(context, type, min, span) && valid(context, type, max, span) ? { min: String(min), max: String(max) } : undefined;
  }
  if (!valid(context, type, value, span)) return undefined;
  if (typeof value === 'bigint') return { min: String(value), max: String(value) };
  return { value: String(value) };
}

function valid(context: Context, type: ParamType, value: bigint | boolean | string, span: ReturnType<Context['places']['value']>): boolean {
  if (asValue(type, value) !== undefined) return true;
  context.reporter.report(codes.valueWrong, span, `${String(value)} is no value of the param: ${describeParamType(type)} is needed`);
  return false;
}

export function toBigInt(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  const negative = text.startsWith('-');
  const magnitude = BigInt(negative ? text.slice(1) : text);
  return negative ? -magnitude : magnitude;
}
