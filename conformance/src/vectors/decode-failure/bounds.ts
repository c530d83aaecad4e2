/** Values outside their bounds: too small, too large, reserved bits, another value than the device's own, features not offered. */
import type { DocumentFieldType } from '@migspec/capabilities';
import type { RuntimeCode } from '@migspec/runtime';
import type { Success } from '../draft.js';
import { baseOf, integerBytes, intervalOf } from '../integers.js';
import type { Mapped, Place } from '../map.js';
import { placeName } from '../place-name.js';
import { type Attempt, replaced } from './attempt.js';

export function* bounds(base: Success, mapped: Mapped): Generator<Attempt> {
  for (const place of mapped.places) {
    const { type, field, kind } = place;
    if (kind !== 'value' || type === undefined || field === undefined || place.bytes === 0) continue;
    if (type.kind === 'bytes' && field.bounds.own !== undefined) yield* ownBytes(base, place);
    const integer = baseOf(innermost(type));
    if (integer === undefined) continue;
    const [low, high] = intervalOf(integer);
    const width = integer.bits / 8;
    for (const index of new Set([0, place.bytes / width - 1])) {
      const now = read(base.hex, place.at + index * width, integer);
      const element = index === 0 ? placeName(place) : `${placeName(place)}[last]`;
      for (const { value, want, why } of refusals(place, mapped, now)) {
        if (value >= low && value <= high)
          yield { name: `${element}: ${why}`, ...replaced(place, integerBytes(integer, value), index), want };
      }
    }
  }
}

interface Refusal {
  readonly value: bigint;
  readonly want: RuntimeCode;
  readonly why: string;
}

function* refusals({ field, type, self, version }: Place, { scope }: Mapped, now: bigint): Generator<Refusal> {
  const { min, max, reserved, negotiated, own } = field?.bounds ?? {};
  const least = min && scope.integer(min, self, version);
  const most = max && scope.integer(max, self, version);
  if (least !== undefined) yield { value: least - 1n, want: 'OUT_OF_RANGE', why: 'below the least' };
  if (most !== undefined) yield { value: most + 1n, want: 'OUT_OF_RANGE', why: 'above the greatest' };
  if (reserved !== undefined) {
    const bits = bitsOf(BigInt(reserved));
    for (const bit of new Set([bits[0] ?? 0n, bits.at(-1) ?? 0n]))
      yield { value: now | bit, want: 'RESERVED_BITS', why: `reserved bit 0x${bit.toString(16)}` };
  }
  if (negotiated !== undefined && type !== undefined) {
    const width = baseOf(innermost(type))?.bits ?? 0;
    const refused = bitsOf(((1n << BigInt(width)) - 1n) & ~(scope.integer(negotiated, self, version) ?? 0n));
    for (const bit of new Set([...refused.slice(0, 2), ...refused.slice(-2)]))
      yield { value: now | bit, want: 'FEATURES_NOT_OFFERED', why: `feature 0x${bit.toString(16)} that is not offered` };
  }
  if (own === undefined) return;
  const value = scope.integer(own.value, self, version);
  const mask = own.mask && scope.integer(own.mask, self, version);
  if (value === undefined) return;
  const compared = own.compare === 'at-most' ? [value + 1n] : bitsOf(mask ?? 1n).map((bit) => now ^ bit);
  for (const other of new Set([compared[0] ?? now, compared.at(-1) ?? now]))
    if (other !== now)
      yield { value: other, want: 'ECHO_DIFFERS', why: `not the device's own (${own.compare}), but 0x${other.toString(16)}` };
}

/** Bytes that are compared: one bit of the first byte that counts, and of the last. */
function* ownBytes(base: Success, place: Place): Generator<Attempt> {
  for (let at = place.at; at < place.at + place.bytes; at++) yield flipped(base, place, at, 'first');
  for (let at = place.at + place.bytes - 1; at >= place.at; at--) yield flipped(base, place, at, 'last');
}

function flipped({ hex }: Success, place: Place, at: number, which: string): Attempt {
  const byte = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16) ^ 1;
  const insert = byte.toString(16).padStart(2, '0');
  return { name: `${placeName(place)}: another ${which} byte`, at, remove: 1, insert, want: 'ECHO_DIFFERS' };
}

function bitsOf(mask: bigint): readonly bigint[] {
  const bits: bigint[] = [];
  for (let bit = 1n; bit <= mask; bit <<= 1n) if ((mask & bit) !== 0n) bits.push(bit);
  return bits;
}

function read(hex: string, at: number, { bits, signed, order }: NonNullable<ReturnType<typeof baseOf>>): bigint {
  const pairs = hex.slice(2 * at, 2 * at + bits / 4).match(/../g) ?? [];
  const value = BigInt(`0x${(order === 'big' ? pairs : pairs.reverse()).join('')}`);
  return signed ? BigInt.asIntN(bits, value) : value;
}

function innermost(type: DocumentFieldType): DocumentFieldType {
  return type.kind === 'array' ? innermost(type.element) : type;
}
