import { define } from '../define.js';

/** MS69xx: locks, and what is declared about changes; MS6904 needs two states and stands with the rules. */
export const locks = {
  releaseChanged: define('MS6901', 'RELEASE_CHANGED', 'A locked build is another than it was when it was released.'),
  releaseMissing: define('MS6902', 'RELEASE_MISSING', 'A locked build is not in the spec.'),
  lockUnreadable: define(
    'MS6903',
    'LOCK_UNREADABLE',
    'A lock is damaged or was edited by hand.',
    'error',
    'take it from the version control; only `migspec release` writes locks',
  ),
  breakRuleUnknown: define('MS6905', 'BREAK_RULE_UNKNOWN', 'A declared break names a rule that does not exist.'),
  breakBuildUnknown: define('MS6906', 'BREAK_BUILD_UNKNOWN', 'A declared break names a build that does not exist.'),
};
