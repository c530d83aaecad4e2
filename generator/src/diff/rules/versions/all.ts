import type { BreakingRule } from '../../rule.js';
import { versionRemoved } from './version-removed.js';

/** In the order of their codes. */
export const versionRules: readonly BreakingRule[] = [versionRemoved];
