import type { BreakingRule } from '../../rule.js';
import { constraintAdded } from './constraint-added.js';
import { noLongerMigratable } from './no-longer-migratable.js';
import { observableAdded } from './observable-added.js';
import { observableChanged } from './observable-changed.js';
import { observableRemoved } from './observable-removed.js';
import { observableVolatile } from './observable-volatile.js';
import { ramAdded } from './ram-added.js';
import { ramRemoved } from './ram-removed.js';
import { ramRenamed } from './ram-renamed.js';
import { ramSizeChanged } from './ram-size-changed.js';
import { sizeCrossed } from './size-crossed.js';

/** In the order of their codes. */
export const guestRules: readonly BreakingRule[] = [
  observableChanged,
  sizeCrossed,
  observableRemoved,
  observableVolatile,
  constraintAdded,
  noLongerMigratable,
  ramRenamed,
  ramSizeChanged,
  ramAdded,
  ramRemoved,
  observableAdded,
];
