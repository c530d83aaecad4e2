/** How two values of a param may relate, as expressions: so that a value which waits for a fact can be asked about. */
import type { DocumentParam, Expr } from '@migspec/capabilities';
import type { Scalar } from '../values.js';
import { binary, bitAnd, bool, differ, int, never, text } from './build.js';

export function literal(value: Scalar): Expr {
  return typeof value === 'boolean' ? bool(value) : typeof value === 'bigint' ? int(value) : text(value);
}

/** True where the two do not compare. Only integers can be less or a part of another. */
export function unrelated({ compare, type }: Pick<DocumentParam, 'compare' | 'type'>, have: Expr, want: Expr): Expr {
  if (compare === 'ignore') return never;
  if (compare === 'at-most' && type.kind === 'int') return binary('lt', want, have);
  if (compare === 'subset' && (type.kind === 'flags' || type.kind === 'int')) return surplus(have, want, type.bits);
  return differ(have, want);
}

/** True where `have` has a bit that `most` has not. */
export function surplus(have: Expr, most: Expr, bits: number): Expr {
  return binary('ne', bitAnd(have, { op: 'call', name: 'bitNot', args: [most, int(bits)] }), int(0));
}
