import { define } from '../../define.js';

/** MS62xx: changes of versions and documents. */
export const versions = {
  versionRemoved: define('MS6201', 'VERSION_REMOVED', 'A version is gone.'),
};
