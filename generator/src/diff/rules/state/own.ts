import type { Bounds } from '../../../ir/layout.js';

const strictness = { equal: 3, masked: 2, 'at-most': 1 } as const;

/** Whether less is refused than before: nothing is compared any more, or a part, or only one way. */
export function isLooser(before: Bounds['own'], after: Bounds['own']): boolean {
  const of = (own: Bounds['own']): number => (own === undefined ? 0 : strictness[own.compare]);
  return of(after) < of(before);
}
