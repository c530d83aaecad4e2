/** What the operators and functions mean on integers: exact and total. */

/** Shift counts are clamped to this, widths too, so that every operation is total. */
export const longestShift = 64n;

/** A function of the language by name; `undefined` when there is none, or with too few operands. */
export function callFunction(name: string, args: readonly bigint[]): bigint | undefined {
  const [a, b] = args;
  if (a === undefined) return undefined;
  if (name === 'pow2ceil') return pow2ceil(a);
  if (b === undefined) return undefined;
  switch (name) {
    case 'bitAnd':
      return args.reduce((x, y) => x & y);
    case 'bitOr':
      return args.reduce((x, y) => x | y);
    case 'bitNot':
      return BigInt.asUintN(Number(clampShift(b)), ~a);
    case 'shiftLeft':
      return a << clampShift(b);
    case 'shiftRight':
      return a >> clampShift(b);
    case 'min':
      return args.reduce(least);
    case 'max':
      return args.reduce(greatest);
    case 'align':
      return b > 0n ? a + ((b - (a % b)) % b) : a;
    default:
      return undefined;
  }
}

export const functionNames: ReadonlySet<string> = new Set([
  'bitAnd',
  'bitOr',
  'bitNot',
  'shiftLeft',
  'shiftRight',
  'min',
  'max',
  'pow2ceil',
  'align',
]);

export type Comparison = 'lt' | 'le' | 'gt' | 'ge';

export function compare(op: Comparison, a: bigint, b: bigint): boolean {
  switch (op) {
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
  }
}

export function calculate(op: 'add' | 'sub' | 'mul', a: bigint, b: bigint): bigint {
  if (op === 'add') return a + b;
  return op === 'sub' ? a - b : a * b;
}

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
export const clampShift = (n: bigint): bigint => greatest(0n, least(longestShift, n));

/** The least power of two that is at least `x`; 1 for everything up to 1. */
export const pow2ceil = (x: bigint): bigint => (x <= 1n ? 1n : 1n << BigInt((x - 1n).toString(2).length));
