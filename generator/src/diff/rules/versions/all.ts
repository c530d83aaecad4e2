import type { BreakingRule } from '../../rule.js';
import { latestChanged } from './latest-changed.js';
import { minimumRaised } from './minimum-raised.js';
import { orderChanged } from './order-changed.js';
import { stateVersionDropped } from './state-version-dropped.js';
import { stateVersionOrder } from './state-version-order.js';
import { versionChanged } from './version-changed.js';
import { versionDropped } from './version-dropped.js';
import { versionRemoved } from './version-removed.js';

/** In the order of their codes. */
export const versionRules: readonly BreakingRule[] = [
  versionRemoved,
  versionChanged,
  versionDropped,
  orderChanged,
  latestChanged,
  stateVersionDropped,
  stateVersionOrder,
  minimumRaised,
];
