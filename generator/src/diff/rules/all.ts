import type { BreakingRule } from '../rule.js';
import { guestRules } from './guest/all.js';
import { paramRules } from './params/all.js';
import { stateRules } from './state/all.js';
import { versionRules } from './versions/all.js';

/** In the order of their codes. */
export const rules: readonly BreakingRule[] = [...paramRules, ...versionRules, ...guestRules, ...stateRules];
