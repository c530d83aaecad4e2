import { define } from '../../define.js';

/** MS64xx and MS65xx: changes of what travels. */
export const state = {
  fieldAdded: define('MS6401', 'FIELD_ADDED', 'A section or struct has a new field.'),
};
