import type { BreakingRule } from '../../rule.js';
import { absentChanged } from './absent-changed.js';
import { boundsChanged } from './bounds-changed.js';
import { capacityShrunk } from './capacity-shrunk.js';
import { countChanged } from './count-changed.js';
import { derivedChanged } from './derived-changed.js';
import { elementChanged } from './element-changed.js';
import { enumValues } from './enum-values.js';
import { fieldAdded } from './field-added.js';
import { fieldKind } from './field-kind.js';
import { fieldMoved } from './field-moved.js';
import { fieldReading } from './field-reading.js';
import { fieldRemoved } from './field-removed.js';
import { fieldRenamed } from './field-renamed.js';
import { fieldToPadding } from './field-to-padding.js';
import { fieldWidth } from './field-width.js';
import { fillerChanged } from './filler-changed.js';
import { flagNames } from './flag-names.js';
import { invariantAdded } from './invariant-added.js';
import { ownLoosened } from './own-loosened.js';
import { ownTightened } from './own-tightened.js';
import { paddingToField } from './padding-to-field.js';
import { predicateChanged } from './predicate-changed.js';
import { presenceChanged } from './presence-changed.js';
import { resetChanged } from './reset-changed.js';
import { sectionAdded } from './section-added.js';
import { sectionInstance } from './section-instance.js';
import { sectionMinimum } from './section-minimum.js';
import { sectionOptional } from './section-optional.js';
import { sectionOrder } from './section-order.js';
import { sectionRemoved } from './section-removed.js';
import { sectionRenamed } from './section-renamed.js';
import { sectionVersion } from './section-version.js';
import { stateForgotten } from './state-forgotten.js';
import { structVersion } from './struct-version.js';
import { subsectionAlways } from './subsection-always.js';
import { subsectionRemoved } from './subsection-removed.js';
import { subsectionVersion } from './subsection-version.js';

/** In the order of their codes. */
export const stateRules: readonly BreakingRule[] = [
  fieldAdded,
  fieldRemoved,
  fieldRenamed,
  fieldToPadding,
  paddingToField,
  fieldMoved,
  fieldWidth,
  fieldReading,
  fieldKind,
  enumValues,
  flagNames,
  countChanged,
  capacityShrunk,
  elementChanged,
  presenceChanged,
  resetChanged,
  absentChanged,
  boundsChanged,
  ownLoosened,
  ownTightened,
  fillerChanged,
  derivedChanged,
  stateForgotten,
  sectionAdded,
  sectionRemoved,
  sectionRenamed,
  sectionInstance,
  sectionVersion,
  sectionMinimum,
  sectionOptional,
  sectionOrder,
  subsectionAlways,
  subsectionRemoved,
  predicateChanged,
  subsectionVersion,
  structVersion,
  invariantAdded,
];
