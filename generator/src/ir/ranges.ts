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
