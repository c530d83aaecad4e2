import { constant } from '../../../ir/constants.js';
import { sameValue } from '../../../ir/fingerprint.js';
import type { SnapshotParam } from '../../../ir/snapshot.js';

/** Whether a device of which nothing is said has the param at another value than off; so it may where that is computed. */
export function enabledByDefault({ off, default: value }: SnapshotParam): boolean {
  const known = constant(value.expr);
  return off === undefined || known === undefined || !sameValue(off, known);
}
