/** What is known of single bits of an integer, as masks in two's complement without end. */
import type { Expr } from '@migspec/capabilities';
import { constantInt } from './build.js';
import { clampShift } from './integers.js';

/** Disjoint unless what is known contradicts itself. */
export interface KnownBits {
  readonly zero: bigint;
  readonly one: bigint;
}

export const noBits: KnownBits = { zero: 0n, one: 0n };

export const allBits = (value: bigint): KnownBits => ({ zero: ~value, one: value });

export const both = (a: KnownBits, b: KnownBits): KnownBits => ({ zero: a.zero | b.zero, one: a.one | b.one });

/** Bits of an expression out of those of its parts; `of` knows what facts say of a part. */
export function deriveBits(expr: Expr, of: (part: Expr) => KnownBits): KnownBits {
  const value = constantInt(expr);
  if (value !== undefined) return allBits(value);
  if (expr.op !== 'call') return noBits;
  const [first, second] = expr.args;
  if (!first) return noBits;
  const bits = of(first);
  const count = second && constantInt(second);
  switch (expr.name) {
    case 'bitAnd':
      return expr.args.map(of).reduce((a, b) => ({ zero: a.zero | b.zero, one: a.one & b.one }));
    case 'bitOr':
      return expr.args.map(of).reduce((a, b) => ({ zero: a.zero & b.zero, one: a.one | b.one }));
    case 'bitNot': {
      if (count === undefined) return noBits;
      const width = (1n << clampShift(count)) - 1n;
      return { zero: (bits.one & width) | ~width, one: bits.zero & width };
    }
    case 'shiftLeft': {
      if (count === undefined) return noBits;
      const by = clampShift(count);
      return { zero: (bits.zero << by) | ((1n << by) - 1n), one: bits.one << by };
    }
    case 'shiftRight': {
      if (count === undefined) return noBits;
      const by = clampShift(count);
      return { zero: bits.zero >> by, one: bits.one >> by };
    }
    default:
      return noBits;
  }
}

/** What bits of an expression say of its parts. */
export function learnBits(expr: Expr, bits: KnownBits, learn: (part: Expr, bits: KnownBits) => void): void {
  learn(expr, bits);
  if (expr.op !== 'call' || (expr.name !== 'bitAnd' && expr.name !== 'bitOr')) return;
  const and = expr.name === 'bitAnd';
  const mask = expr.args.map(constantInt).find((value) => value !== undefined);
  const parts = expr.args.filter((arg) => constantInt(arg) === undefined);
  const [only] = parts;
  const whole = parts.length === 1 && only && mask !== undefined ? only : undefined;
  for (const part of parts) {
    // Ones of an `and` are ones of every operand; its zeros are those of the one operand that a constant does not explain.
    const zero = and ? (part === whole && mask !== undefined ? bits.zero & mask : 0n) : bits.zero;
    const one = and ? bits.one : part === whole && mask !== undefined ? bits.one & ~mask : 0n;
    learnBits(part, { zero, one }, learn);
  }
}
