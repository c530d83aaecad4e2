import { define } from '../../define.js';

/** MS61xx: changes of params. */
export const params = {
  defaultChanged: define('MS6101', 'PARAM_DEFAULT_CHANGED', 'The default of a param changed.'),
  addedWithoutOff: define('MS6102', 'PARAM_ADDED_WITHOUT_OFF', 'A new param cannot be turned off.'),
  addedEnabled: define('MS6103', 'PARAM_ADDED_ENABLED', 'A new param is on where older machine types should turn it off.'),
  removed: define(
    'MS6104',
    'PARAM_REMOVED',
    'A param is gone, and guests that have it at another value than it was frozen at stay behind.',
  ),
  deleted: define('MS6105', 'PARAM_DELETED', 'A param was taken out of the model as if it had never been.'),
  renamed: define('MS6106', 'PARAM_RENAMED_WITHOUT_ID', 'A param has another name and lost its identity with the old one.'),
  typeChanged: define('MS6107', 'PARAM_TYPE_CHANGED', 'A param has another type.'),
  enumChanged: define('MS6108', 'PARAM_ENUM_SHRUNK', 'An enum param lost a value.'),
  flagsChanged: define('MS6109', 'PARAM_FLAGS_CHANGED', 'A flags param lost a bit, or has it at another place.'),
  offChanged: define('MS6110', 'PARAM_OFF_CHANGED', 'A param has another off value.'),
  rangeNarrowed: define('MS6111', 'PARAM_RANGE_NARROWED', 'A param no longer accepts what it accepted.'),
  compareLoosened: define('MS6112', 'PARAM_COMPARE_LOOSENED', 'Two ends may differ in a param in which they had to be alike.'),
  resolvesChanged: define('MS6114', 'PARAM_RESOLVES_CHANGED', 'The value of a param is worked out at another time.'),
  settableNarrowed: define('MS6115', 'PARAM_SETTABLE_NARROWED', 'A param can no longer be set when it could be.'),
  hidden: define('MS6116', 'PARAM_HIDDEN', 'A param that the guest sees is said to be invisible.'),
  hostFactChanged: define('MS6117', 'PARAM_HOST_FACT_CHANGED', 'A param depends on another fact of the host.'),
  unitChanged: define('MS6118', 'PARAM_UNIT_CHANGED', 'A param is counted in another unit.'),
  identityReused: define('MS6119', 'PARAM_IDENTITY_REUSED', 'A new param has the name or identity of a removed one.'),
  meaningChanged: define('MS6120', 'PARAM_MEANING_CHANGED', 'A param decides something else than it did.'),
  frozenChanged: define('MS6121', 'PARAM_FROZEN_CHANGED', 'A removed param is frozen at another value.'),
};
