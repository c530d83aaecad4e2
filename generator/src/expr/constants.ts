/** What the integer functions mean on constants; exact, total. */
import { clampShift, greatest, least, pow2ceil } from './range.js';
import type { CallName } from './tree.js';

export function compute(name: CallName, args: readonly bigint[]): bigint | undefined {
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
  }
}
