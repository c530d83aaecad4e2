/** Rule 4: the destination's constraints hold. */
import type { Asker } from '../ask.js';
import { not } from '../build.js';
import { foldSide } from '../side.js';

export function checkConstraints(asker: Asker): void {
  const { destination } = asker.pair;
  for (const constraint of destination.model.constraints) {
    asker.ask('CONSTRAINT_BROKEN', 'create', not(foldSide(destination, constraint.expr)), { want: constraint.text });
  }
}
