import { define } from '../define.js';

/** MS4xxx: revisions, versions, ranges, availability. */
export const revisions = {
  lifeEmpty: define('MS4001', 'LIFE_EMPTY', 'Something is removed before it is added.'),
  notAvailable: define('MS4002', 'NOT_AVAILABLE', 'Something is used at a revision that does not have it.'),
  stepsIncomplete: define('MS4003', 'STEPS_INCOMPLETE', 'A value by revision does not cover the life of what it belongs to.'),
  defaultOutsideRange: define('MS4004', 'DEFAULT_OUTSIDE_RANGE', 'A default lies outside the range.'),
  offOutsideRange: define('MS4005', 'OFF_OUTSIDE_RANGE', 'An off value lies outside the range at every revision.'),
  versionNeedless: define('MS4006', 'VERSION_NEEDLESS', 'Two versions mean the same.'),
  versionIncomplete: define('MS4007', 'VERSION_INCOMPLETE', 'A version leaves a param open that has no off value.'),
  valueWrong: define('MS4008', 'VALUE_WRONG', 'A value is not one of the type it is given to.'),
  frozenMissing: define('MS4009', 'FROZEN_MISSING', 'A removed param does not say what its behaviour was frozen at.'),
  sourcesMissing: define('MS4010', 'SOURCES_MISSING', 'A param or section names no source.'),
  paramUnobserved: define('MS4011', 'PARAM_UNOBSERVED', 'A guest-visible param changes no observable.'),
  revisionOpen: define('MS4012', 'REVISION_OPEN', 'A build does not say which revision of a model it knows.'),
  narrowWider: define('MS4014', 'NARROW_WIDER', 'A build narrows a param to a range that its revision does not accept.'),
  versionUnreachable: define('MS4013', 'VERSION_UNREACHABLE', 'No revision can express a version.'),
};
