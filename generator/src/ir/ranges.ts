import type { Range, Value } from './values.js';

type Item = Range['items'][number];

/** Whether the range holds the value. */
export function inRange(range: Range, value: Value): boolean {
  if (range.items.length > 0 && !range.items.some((each) => holds(each, value))) return false;
  if (value.kind !== 'int') return true;
  const number = BigInt(value.value);
  if (range.multipleOf !== undefined && number % BigInt(range.multipleOf) !== 0n) return false;
  if (range.powerOfTwo === true && (number <= 0n || (number & (number - 1n)) !== 0n)) return false;
  return range.mask === undefined || (number & ~BigInt(range.mask)) === 0n;
}

function holds(item: Item, value: Value): boolean {
  if ('value' in item) return item.value === String(value.value);
  if (value.kind !== 'int') return false;
  const number = BigInt(value.value);
  return BigInt(item.min) <= number && number <= BigInt(item.max);
}

/** Whether a range of integers holds any value of a type with these limits. */
export function hasMember(range: Range, limits: { readonly min: bigint; readonly max: bigint }): boolean {
  const items = range.items.length > 0 ? range.items : [{ min: String(limits.min), max: String(limits.max) }];
  const step = BigInt(range.multipleOf ?? '1');
  return items.some((item) => {
    if ('value' in item) return false;
    const [min, max] = [BigInt(item.min), BigInt(item.max)];
    if (range.powerOfTwo !== true) return min + (((-min % step) + step) % step) <= max;
    for (let power = 1n; power <= max; power <<= 1n) if (power >= min && power % step === 0n) return true;
    return false;
  });
}

/** Every value of a range of integers, smallest first; nothing when there are more than `most`. */
export function members(range: Range, limits: { readonly min: bigint; readonly max: bigint }, most: number): readonly bigint[] | undefined {
  const items = range.items.length > 0 ? range.items : [{ min: String(limits.min), max: String(limits.max) }];
  const step = BigInt(range.multipleOf ?? '1');
  const found = new Set<bigint>();
  for (const item of items) {
    if ('value' in item) return undefined;
    const [min, max] = [BigInt(item.min), BigInt(item.max)];
    if (range.powerOfTwo === true) {
      for (let power = 1n; power <= max; power <<= 1n) if (power >= min && power % step === 0n) found.add(power);
      continue;
    }
    const first = min + (((-min % step) + step) % step);
    if ((max - first) / step >= BigInt(most)) return undefined;
    for (let value = first; value <= max; value += step) found.add(value);
  }
  return found.size > most ? undefined : [...found].sort((a, b) => (a < b ? -1 : 1));
}
