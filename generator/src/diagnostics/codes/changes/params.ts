import { define } from '../../define.js';

/** MS61xx: changes of params. */
export const params = {
  defaultChanged: define('MS6101', 'PARAM_DEFAULT_CHANGED', 'The default of a param changed.'),
};
