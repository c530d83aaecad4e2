/** How two values of a param may relate, as expressions: so that a value which waits for a fact can be asked about. */
import type { DocumentParam, Expr } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import { partial } from '../expr/partial.js';
import { type Scalar, scalar } from '../values.js';
import { binary, bitAnd, bool, differ, int, isFalse, never, text } from './build.js';

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

/** Whether two values that are known compare. */
export function compares(param: Pick<DocumentParam, 'compare' | 'type'>, have: ParamValue, want: ParamValue): boolean {
  return isFalse(partial(unrelated(param, literal(scalar(have)), literal(scalar(want))), {}));
}

/** True where `have` has a bit that `most` has not. */
export function surplus(have: Expr, most: Expr, bits: number): Expr {
  return binary('ne', bitAnd(have, { op: 'call', name: 'bitNot', args: [most, int(bits)] }), int(0));
}
