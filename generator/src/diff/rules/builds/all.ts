import type { BreakingRule } from '../../rule.js';
import { alias } from './alias.js';
import { destinationChanged } from './destination-changed.js';
import { erratum } from './erratum.js';
import { factDefault } from './fact-default.js';
import { factRemoved } from './fact-removed.js';
import { factType } from './fact-type.js';
import { framingChanged } from './framing-changed.js';
import { identifier } from './identifier.js';
import { implementationRemoved } from './implementation-removed.js';
import { modelDropped } from './model-dropped.js';
import { redefined } from './redefined.js';
import { removed } from './removed.js';
import { revisionLowered } from './revision-lowered.js';

/** In the order of their codes. */
export const buildRules: readonly BreakingRule[] = [
  removed,
  redefined,
  modelDropped,
  revisionLowered,
  framingChanged,
  destinationChanged,
  factRemoved,
  factType,
  factDefault,
  identifier,
  erratum,
  alias,
  implementationRemoved,
];
