import { define } from '../define.js';

/** MS6xxx: changes that break migrations. */
export const breaking = {
  defaultChanged: define(
    'MS6012',
    'DEFAULT_CHANGED_WITHOUT_COMPAT',
    'A default changes between builds and an older machine type does not restore it.',
  ),
};
