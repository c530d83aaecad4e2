import { define } from '../define.js';

/** MS60xx: what one spec says of its own builds. */
export const breaking = {
  defaultChanged: define(
    'MS6012',
    'DEFAULT_CHANGED_WITHOUT_COMPAT',
    'A default changes between builds and an older machine type does not restore it.',
  ),
};
