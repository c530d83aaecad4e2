import type { BreakingRule } from '../../rule.js';
import { addedEnabled } from './added-enabled.js';
import { addedWithoutOff } from './added-without-off.js';
import { compareLoosened } from './compare-loosened.js';
import { defaultChanged } from './default-changed.js';
import { deleted } from './deleted.js';
import { enumChanged } from './enum-changed.js';
import { flagsChanged } from './flags-changed.js';
import { frozenChanged } from './frozen-changed.js';
import { hidden } from './hidden.js';
import { hostFactChanged } from './host-fact-changed.js';
import { identityReused } from './identity-reused.js';
import { meaningChanged } from './meaning-changed.js';
import { offChanged } from './off-changed.js';
import { rangeNarrowed } from './range-narrowed.js';
import { removed } from './removed.js';
import { renamed } from './renamed.js';
import { resolvesChanged } from './resolves-changed.js';
import { settableNarrowed } from './settable-narrowed.js';
import { typeChanged } from './type-changed.js';
import { unitChanged } from './unit-changed.js';

/** In the order of their codes. */
export const paramRules: readonly BreakingRule[] = [
  defaultChanged,
  addedWithoutOff,
  addedEnabled,
  removed,
  deleted,
  renamed,
  typeChanged,
  enumChanged,
  flagsChanged,
  offChanged,
  rangeNarrowed,
  compareLoosened,
  resolvesChanged,
  settableNarrowed,
  hidden,
  hostFactChanged,
  unitChanged,
  identityReused,
  meaningChanged,
  frozenChanged,
];
