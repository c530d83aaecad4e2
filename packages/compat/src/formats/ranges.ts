/** Ranges as lists: what forms can say that have values and intervals alone. */
import type { DocumentParamType, DocumentRange } from '@migspec/capabilities';
import { inRange } from '../values.js';

type Item = DocumentRange['items'][number];

/** A range in which nothing is. */
export const nothing: DocumentRange = { items: [{ min: '1', max: '0' }] };

export const isNothing = ({ items }: DocumentRange): boolean =>
  items.length > 0 && items.every((item) => 'min' in item && BigInt(item.min) > BigInt(item.max));

/** More values than this are an interval, or nothing that a list could say. */
const mostValues = 256n;

/**
 * The range without steps and masks, where that is the same: intervals stay, steps and powers become single values.
 * Undefined where a list would be too long; a mask is never listed.
 */
export function listedRange(type: DocumentParamType, range: DocumentRange): readonly Item[] | undefined {
  const { multipleOf, powerOfTwo, mask } = range;
  const items = range.items.length > 0 || type.kind === 'string' || type.kind === 'bool' ? range.items : wholeType(type);
  if (mask !== undefined) return undefined;
  if (multipleOf === undefined && powerOfTwo !== true) return items;
  const step = multipleOf === undefined ? 1n : BigInt(multipleOf) < 0n ? -BigInt(multipleOf) : BigInt(multipleOf);
  const values: bigint[] = [];
  for (const item of items) {
    const [min, max] = 'value' in item ? [BigInt(item.value), BigInt(item.value)] : [BigInt(item.min), BigInt(item.max)];
    const candidates = powerOfTwo === true ? powers(min, max) : multiples(min, max, step);
    if (candidates === undefined) return undefined;
    values.push(...candidates.filter((value) => inRange({ range }, value)));
  }
  return values.length === 0 ? nothing.items : [...new Set(values)].map((value) => ({ value: value.toString() }));
}

function powers(min: bigint, max: bigint): readonly bigint[] {
  return Array.from({ length: 64 }, (_, bit) => 1n << BigInt(bit)).filter((value) => min <= value && value <= max);
}

function multiples(min: bigint, max: bigint, step: bigint): readonly bigint[] | undefined {
  if (step === 0n) return undefined;
  const first = min + (((-min % step) + step) % step);
  if (first > max) return [];
  const count = (max - first) / step + 1n;
  return count > mostValues ? undefined : Array.from({ length: Number(count) }, (_, index) => first + BigInt(index) * step);
}

/** All values of the type, as items. */
export function wholeType(type: DocumentParamType): readonly Item[] {
  switch (type.kind) {
    case 'enum':
      return type.values.map((value) => ({ value }));
    case 'int':
    case 'flags': {
      const half = 1n << BigInt(type.bits - 1);
      const signed = type.kind === 'int' && type.signed;
      return [{ min: (signed ? -half : 0n).toString(), max: (signed ? half - 1n : half * 2n - 1n).toString() }];
    }
    default:
      return [];
  }
}

/** The narrowest integer type that holds all of the values; undefined where none does. */
export function narrowestType(values: readonly bigint[]): Extract<DocumentParamType, { kind: 'int' }> | undefined {
  const signed = values.some((value) => value < 0n);
  for (const bits of [8, 16, 32, 64] as const) {
    const half = 1n << BigInt(bits - 1);
    const [min, max] = signed ? [-half, half - 1n] : [0n, half * 2n - 1n];
    if (values.every((value) => min <= value && value <= max)) return { kind: 'int', bits, signed };
  }
  return undefined;
}
