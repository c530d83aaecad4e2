import { define } from '../../define.js';

/** MS63xx: changes of what a guest sees and of its memory. */
export const guest = {
  observableChanged: define('MS6301', 'OBSERVABLE_CHANGED', 'The guest reads another value.'),
  sizeCrossed: define('MS6302', 'DERIVED_SIZE_CHANGED', 'A size that is rounded up changed.'),
  observableRemoved: define('MS6304', 'OBSERVABLE_REMOVED', 'An observable is gone, and with it the comparison.'),
  observableVolatile: define(
    'MS6305',
    'OBSERVABLE_VOLATILE_CHANGED',
    'An observable is compared that was volatile, or the other way round.',
  ),
  constraintAdded: define('MS6306', 'CONSTRAINT_ADDED', 'Configurations that could be started are refused.'),
  noLongerMigratable: define('MS6307', 'NO_LONGER_MIGRATABLE', 'A device can be migrated less often.'),
  ramRenamed: define('MS6308', 'RAM_RENAMED', 'A RAM block has another name.'),
  ramSizeChanged: define('MS6309', 'RAM_SIZE_CHANGED', 'A RAM block has another size.'),
  ramAdded: define('MS6310', 'RAM_ADDED', 'There is a new RAM block.'),
  ramRemoved: define('MS6311', 'RAM_REMOVED', 'A RAM block is gone.'),
  observableAdded: define('MS6312', 'OBSERVABLE_ADDED', 'Something more is compared, and it differs.'),
};
