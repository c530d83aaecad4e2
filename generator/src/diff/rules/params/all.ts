import type { BreakingRule } from '../../rule.js';
import { defaultChanged } from './default-changed.js';

/** In the order of their codes. */
export const paramRules: readonly BreakingRule[] = [defaultChanged];
