/** Intervals of integer expressions: exact enough to tell which operations fit in 53 bits, never too narrow. */
import type { CallName } from './tree.js';

/** Inclusive. */
export interface Interval {
  readonly min: bigint;
  readonly max: bigint;
}

/** For values of which nothing is known; wide enough that printed code always takes `bigint`. */
export const unlimited: Interval = { min: -(1n << 128n), max: 1n << 128n };

export const widthInterval = (bits: number, signed: boolean): Interval =>
  signed ? { min: -(1n << BigInt(bits - 1)), max: (1n << BigInt(bits - 1)) - 1n } : { min: 0n, max: (1n << BigInt(bits)) - 1n };

const safe = BigInt(Number.MAX_SAFE_INTEGER);

/** Every value is exact as a `number`. */
export const fitsNumber = (range: Interval): boolean => range.min >= -safe && range.max <= safe;

export const within = (range: Interval, outer: Interval): boolean => range.min >= outer.min && range.max <= outer.max;

export const union = (a: Interval, b: Interval): Interval => ({ min: least(a.min, b.min), max: greatest(a.max, b.max) });

export function arithmeticInterval(op: 'add' | 'sub' | 'mul', a: Interval, b: Interval): Interval {
  if (op === 'add') return { min: a.min + b.min, max: a.max + b.max };
  if (op === 'sub') return { min: a.min - b.max, max: a.max - b.min };
  return around([a.min * b.min, a.min * b.max, a.max * b.min, a.max * b.max]);
}

export const negateInterval = (a: Interval): Interval => ({ min: -a.max, max: -a.min });

/** Shift counts are clamped to 0 … 64, so every shift is total. */
export const longestShift = 64n;

export function callInterval(name: CallName, args: readonly Interval[]): Interval {
  const [a, b] = args;
  if (!a) return unlimited;
  if (name === 'pow2ceil') return { min: pow2ceil(a.min), max: pow2ceil(a.max) };
  if (!b) return unlimited;
  switch (name) {
    case 'bitAnd':
      return args.slice(1).reduce(andInterval, a);
    case 'bitOr':
      return args.slice(1).reduce(orInterval, a);
    case 'bitNot':
      return { min: 0n, max: (1n << clampShift(b.max)) - 1n };
    case 'shiftLeft':
      return around([a.min, a.max].flatMap((x) => [x << clampShift(b.min), x << clampShift(b.max)]));
    case 'shiftRight':
      return around([a.min, a.max].flatMap((x) => [x >> clampShift(b.min), x >> clampShift(b.max)]));
    case 'min':
      return args.slice(1).reduce((x, y) => ({ min: least(x.min, y.min), max: least(x.max, y.max) }), a);
    case 'max':
      return args.slice(1).reduce((x, y) => ({ min: greatest(x.min, y.min), max: greatest(x.max, y.max) }), a);
    case 'align':
      return { min: a.min, max: b.max > 1n ? a.max + b.max - 1n : a.max };
  }
}

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
export const clampShift = (n: bigint): bigint => greatest(0n, least(longestShift, n));
const around = (values: readonly bigint[]): Interval => ({ min: values.reduce(least), max: values.reduce(greatest) });

/** The least power of two that is at least `x`; 1 for everything up to 1. */
export function pow2ceil(x: bigint): bigint {
  return x <= 1n ? 1n : 1n << BigInt((x - 1n).toString(2).length);
}

/** All bits below the highest one that either bound needs, as two's complement. */
function covering(a: Interval, b: Interval): bigint {
  const highest = greatest(greatest(a.max, ~a.min), greatest(b.max, ~b.min));
  return highest <= 0n ? 0n : (1n << BigInt(highest.toString(2).length)) - 1n;
}

function andInterval(a: Interval, b: Interval): Interval {
  if (a.min >= 0n && b.min >= 0n) return { min: 0n, max: least(a.max, b.max) };
  if (a.min >= 0n) return { min: 0n, max: a.max };
  if (b.min >= 0n) return { min: 0n, max: b.max };
  const bits = covering(a, b);
  return { min: -bits - 1n, max: bits };
}

function orInterval(a: Interval, b: Interval): Interval {
  const bits = covering(a, b);
  if (a.min >= 0n && b.min >= 0n) return { min: greatest(a.min, b.min), max: bits };
  return { min: -bits - 1n, max: bits };
}
