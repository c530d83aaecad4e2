/** Integer expressions as sums of terms with constant factors: `2 * a - b + 5`. */
import type { Expr } from '@migspec/capabilities';
import { constantInt } from './build.js';
import { keyOf } from './tree.js';

export interface Linear {
  /** By `keyOf` of the term; no factor is 0. */
  readonly terms: ReadonlyMap<string, Term>;
  readonly constant: bigint;
}

export interface Term {
  readonly expr: Expr;
  readonly factor: bigint;
}

export function linear(expr: Expr): Linear {
  switch (expr.op) {
    case 'int':
      return { terms: new Map(), constant: constantInt(expr) ?? 0n };
    case 'neg':
      return scale(linear(expr.of), -1n);
    case 'add':
      return plus(linear(expr.left), linear(expr.right));
    case 'sub':
      return minus(linear(expr.left), linear(expr.right));
    case 'mul': {
      const [a, b] = [linear(expr.left), linear(expr.right)];
      if (a.terms.size === 0) return scale(b, a.constant);
      if (b.terms.size === 0) return scale(a, b.constant);
      return opaque(expr);
    }
    default:
      return opaque(expr);
  }
}

const opaque = (expr: Expr): Linear => ({ terms: new Map([[keyOf(expr), { expr, factor: 1n }]]), constant: 0n });

export function scale(a: Linear, by: bigint): Linear {
  const terms = by === 0n ? [] : [...a.terms].map(([key, term]) => [key, { expr: term.expr, factor: term.factor * by }] as const);
  return { terms: new Map(terms), constant: a.constant * by };
}

export function plus(a: Linear, b: Linear): Linear {
  const terms = new Map(a.terms);
  for (const [key, term] of b.terms) {
    const factor = (terms.get(key)?.factor ?? 0n) + term.factor;
    if (factor === 0n) terms.delete(key);
    else terms.set(key, { expr: term.expr, factor });
  }
  return { terms, constant: a.constant + b.constant };
}

export const minus = (a: Linear, b: Linear): Linear => plus(a, scale(b, -1n));

export const shifted = (a: Linear, by: bigint): Linear => ({ terms: a.terms, constant: a.constant + by });

/** Equal for sums that differ at most in sign. */
export function unsignedKey(a: Linear): string {
  const write = (sum: Linear): string =>
    `${[...sum.terms]
      .map(([key, term]) => `${term.factor}*${key}`)
      .sort()
      .join(' + ')} + ${sum.constant}`;
  return [write(a), write(scale(a, -1n))].sort().join(' | ');
}
