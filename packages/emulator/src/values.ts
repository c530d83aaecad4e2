/** Comparing and writing values of state variables without knowing what made them. */
import { IntView } from '@migspec/runtime';

type Plain = { readonly [key: string]: unknown };

/** Arrays, typed arrays and lazy views (an object with `length` and `get`) read alike. */
interface Sequence {
  readonly length: number;
  at(index: number): unknown;
}

export function sequenceOf(value: unknown): Sequence | undefined {
  if (Array.isArray(value)) return { length: value.length, at: (index) => value[index] };
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const typed = value as Uint8Array;
    return { length: typed.length, at: (index) => typed[index] };
  }
  if (isLazy(value)) return { length: value.length, at: (index) => value.get(index) };
  return undefined;
}

function isLazy(value: unknown): value is { readonly length: number; get(index: number): unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'get' in value &&
    typeof value.get === 'function' &&
    'length' in value &&
    typeof value.length === 'number'
  );
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && sequenceOf(value) === undefined;
}

/** Arrays of one width and byte order are equal exactly when their bytes are. Undefined when bytes say nothing. */
function sameBytes(left: unknown, right: unknown): boolean | undefined {
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right) === 0;
  if (!(left instanceof IntView && right instanceof IntView)) return undefined;
  if (left.width !== right.width || left.littleEndian !== right.littleEndian || left.constructor !== right.constructor) return undefined;
  return Buffer.compare(left.bytes(), right.bytes()) === 0;
}

/** Same meaning: a `number` and a `bigint` of the same amount are equal, sequences element by element. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (isNumeric(left) && isNumeric(right)) return BigInt(left) === BigInt(right);
  const bytes = sameBytes(left, right);
  if (bytes !== undefined) return bytes;
  const leftItems = sequenceOf(left);
  const rightItems = sequenceOf(right);
  if (leftItems !== undefined && rightItems !== undefined) {
    if (leftItems.length !== rightItems.length) return false;
    for (let index = 0; index < leftItems.length; index++) if (!sameValue(leftItems.at(index), rightItems.at(index))) return false;
    return true;
  }
  if (!isPlain(left) || !isPlain(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && sameValue(left[key], right[key]));
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/**
 * Where `have` has no place for, or another value than, what `want` holds. `initial` is `want`'s value after reset: what
 * never left it and has no place is no loss. Paths are dotted, elements in brackets.
 */
export function losses(want: unknown, initial: unknown, have: unknown, path: string): string[] {
  if (have === undefined) return sameValue(want, initial) ? [] : [path];
  if (sameValue(want, have)) return [];
  const wantItems = sequenceOf(want);
  const haveItems = sequenceOf(have);
  if (wantItems !== undefined && haveItems !== undefined) {
    const initialItems = sequenceOf(initial);
    const found: string[] = [];
    const length = Math.max(wantItems.length, haveItems.length);
    for (let index = 0; index < length; index++) {
      if (index >= wantItems.length) found.push(`${path}[${index}]`);
      else
        found.push(
          ...losses(
            wantItems.at(index),
            initialItems?.at(index),
            index < haveItems.length ? haveItems.at(index) : undefined,
            `${path}[${index}]`,
          ),
        );
      if (found.length >= 8) break;
    }
    return found;
  }
  if (isPlain(want) && isPlain(have)) {
    return Object.keys(want).flatMap((key) => losses(want[key], isPlain(initial) ? initial[key] : undefined, have[key], `${path}.${key}`));
  }
  return [path];
}

/**
 * A copy with one place changed; `path` is what lies below a variable (`['config', 'command']`, `['queues', '0', 'num']`).
 * `element` is a new element of the container, for one that has none yet.
 */
export function withValue(container: unknown, path: readonly string[], value: unknown, element?: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return shapedLike(container, value, element);
  const items = sequenceOf(container);
  if (items !== undefined) {
    const copy = Array.from({ length: items.length }, (_, index) => items.at(index));
    const index = Number(key);
    if (Number.isInteger(index) && index >= 0 && index < copy.length) copy[index] = withValue(copy[index], rest, value);
    return shapedLike(container, copy);
  }
  if (!isPlain(container)) return container;
  return key in container ? { ...container, [key]: withValue(container[key], rest, value) } : container;
}

/**
 * The value in the container that the device uses for it: typed arrays and lazy views stay what they are, integers keep
 * their type, structs their fields. `element` stands for those of an empty array.
 */
export function shapedLike(template: unknown, value: unknown, element?: unknown): unknown {
  if (template === value || alike(template, value)) return value;
  if (typeof template === 'bigint' && isNumeric(value)) return BigInt(value);
  if (typeof template === 'number' && isNumeric(value)) return Number(value);
  const items = sequenceOf(value);
  if (items !== undefined) {
    const plain = Array.from({ length: items.length }, (_, index) => items.at(index));
    if (template instanceof Uint8Array) return Uint8Array.from(plain, Number);
    if (makesAlike(template)) return template.like(plain);
    const old = sequenceOf(template);
    const known = (index: number): unknown =>
      old === undefined || old.length === 0 ? element : (element ?? old.at(Math.min(index, old.length - 1)));
    return plain.map((item, index) => (known(index) === undefined ? item : shapedLike(known(index), item)));
  }
  if (isPlain(template) && isPlain(value)) {
    const merged: Record<string, unknown> = { ...template };
    for (const [key, inner] of Object.entries(value)) if (key in template) merged[key] = shapedLike(template[key], inner);
    return merged;
  }
  return value;
}

/** Already in the container that the device uses. */
function alike(template: unknown, value: unknown): boolean {
  if (template instanceof Uint8Array) return value instanceof Uint8Array;
  return (
    template instanceof IntView &&
    value instanceof IntView &&
    template.constructor === value.constructor &&
    template.littleEndian === value.littleEndian
  );
}

function makesAlike(template: unknown): template is { like(values: Iterable<unknown>): unknown } {
  return typeof template === 'object' && template !== null && 'like' in template && typeof template.like === 'function';
}

export function showValue(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  const items = sequenceOf(value);
  if (items !== undefined) {
    const shown = Array.from({ length: Math.min(items.length, 8) }, (_, index) => showValue(items.at(index))).join(' ');
    return `[${items.length > 8 ? `${shown} … ${items.length}` : shown}]`;
  }
  if (isPlain(value))
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}: ${showValue(inner)}`)
      .join(', ')}}`;
  return String(value);
}
