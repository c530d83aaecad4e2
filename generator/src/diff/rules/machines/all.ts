import type { BreakingRule } from '../../rule.js';
import { aliasRemoved } from './alias-removed.js';
import { classLeftOut } from './class-left-out.js';
import { classModel } from './class-model.js';
import { classReach } from './class-reach.js';
import { classRemoved } from './class-removed.js';
import { entryAdded } from './entry-added.js';
import { entryChanged } from './entry-changed.js';
import { entryMisplaced } from './entry-misplaced.js';
import { entryNotInherited } from './entry-not-inherited.js';
import { entryRemoved } from './entry-removed.js';
import { typeAdded } from './type-added.js';
import { typeRedefined } from './type-redefined.js';
import { typeRemoved } from './type-removed.js';

/** In the order of their codes. */
export const machineRules: readonly BreakingRule[] = [
  typeRedefined,
  typeRemoved,
  entryMisplaced,
  entryRemoved,
  entryChanged,
  entryAdded,
  classLeftOut,
  classRemoved,
  aliasRemoved,
  classModel,
  classReach,
  entryNotInherited,
  typeAdded,
];
