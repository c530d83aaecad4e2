import type { BreakingRule } from '../../rule.js';
import { modelRemoved } from './model-removed.js';
import { modelRenamed } from './model-renamed.js';
import { structRenamed } from './struct-renamed.js';
import { valueRenamed } from './value-renamed.js';
import { variableType } from './variable-type.js';

/** In the order of their codes. */
export const sourceRules: readonly BreakingRule[] = [modelRenamed, modelRemoved, variableType, valueRenamed, structRenamed];
