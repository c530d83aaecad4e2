import type { BreakingRule } from '../rule.js';
import { buildRules } from './builds/all.js';
import { guestRules } from './guest/all.js';
import { machineRules } from './machines/all.js';
import { paramRules } from './params/all.js';
import { sourceRules } from './source/all.js';
import { stateRules } from './state/all.js';
import { versionRules } from './versions/all.js';

/** In the order of their codes. */
export const rules: readonly BreakingRule[] = [
  ...paramRules,
  ...versionRules,
  ...guestRules,
  ...stateRules,
  ...machineRules,
  ...buildRules,
  ...sourceRules,
];
