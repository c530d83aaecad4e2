/** Lengths on the wire as sums over the source's state: `4 * state.n + 8`. */
import type { DocumentFieldType } from '@migspec/capabilities';
import { type Linear, linear, minus, scale, shifted } from '../../expr/linear.js';
import { foldDestination, foldSource, type Scope } from './scope.js';
import { wireWidth } from './width.js';

export const nothing: Linear = { terms: new Map(), constant: 0n };

/** Bytes of a value of the type; undefined for strings and structs whose length varies. */
export function wireSum(scope: Scope, side: 'source' | 'destination', type: DocumentFieldType): Linear | undefined {
  const fixed = wireWidth(scope.walk.asker.pair[side].model, type);
  if (fixed !== undefined) return shifted(nothing, BigInt(fixed));
  const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
  if (count === undefined || count.kind !== 'counted') return undefined;
  const element = type.kind === 'array' ? wireWidth(scope.walk.asker.pair[side].model, type.element) : 1;
  if (element === undefined) return undefined;
  return scale(linear(side === 'source' ? foldSource(scope, count.by) : foldDestination(scope, count.by)), BigInt(element));
}

/**
 * Which of two stretches is longer. Where that varies, the one without a variable: padding is as long as everything that
 * may lie in it, and what is left over shows in the end.
 */
export function compareSums(
  source: Linear,
  destination: Linear,
  sourceSilent: boolean,
  destinationSilent: boolean,
): 'source' | 'destination' | 'neither' | undefined {
  const difference = minus(source, destination);
  if (difference.terms.size === 0) {
    return difference.constant === 0n ? 'neither' : difference.constant > 0n ? 'source' : 'destination';
  }
  if (sourceSilent === destinationSilent) return undefined;
  return sourceSilent ? 'source' : 'destination';
}
