import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { shape } from '../diagnostics/codes/shape.js';
import type { ParamType, Range } from '../ir/values.js';
import type { RangeData } from '../schema/model.js';
import type { Context } from './context.js';
import { asValue, describeParamType } from './values.js';

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
  if (isList(value)) return { items: value.flatMap((each, i) => item(context, type, value, i, each) ?? []) };
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
  return {
    items: inner?.items ?? [],
    ...(multiple === undefined ? {} : { multipleOf: String(multiple) }),
    ...(value['power-of-two'] === true ? { powerOfTwo: true } : {}),
    ...(mask === undefined ? {} : { mask: String(mask) }),
  };
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
      context.reporter.report(shape.textInvalid, span, `the range ${value} is empty: its first end is the greater one`);
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
