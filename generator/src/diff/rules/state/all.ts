import type { BreakingRule } from '../../rule.js';
import { fieldAdded } from './field-added.js';

/** In the order of their codes. */
export const stateRules: readonly BreakingRule[] = [fieldAdded];
