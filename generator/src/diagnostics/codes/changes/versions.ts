import { define } from '../../define.js';

/** MS62xx: changes of versions and state versions. */
export const versions = {
  versionRemoved: define('MS6201', 'VERSION_REMOVED', 'A version is gone from the model.'),
  versionChanged: define('MS6202', 'VERSION_CHANGED', 'A version of a released build says something else.'),
  versionDropped: define('MS6203', 'VERSION_DROPPED', 'A build no longer lists a version that the build before it has.'),
  orderChanged: define('MS6204', 'VERSION_ORDER_CHANGED', 'A released build prefers its versions in another order.'),
  latestChanged: define('MS6205', 'VERSION_LATEST_CHANGED', 'The latest version of a released build is another.'),
  stateVersionDropped: define('MS6206', 'STATE_VERSION_DROPPED', 'A build no longer loads a state version.'),
  stateVersionOrder: define('MS6207', 'STATE_VERSION_ORDER_CHANGED', 'State versions are preferred in another order.'),
  minimumRaised: define('MS6208', 'STATE_MINIMUM_RAISED', 'A build loads fewer of the older state versions.'),
};
