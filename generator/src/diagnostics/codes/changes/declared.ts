import { define } from '../../define.js';

/** MS69xx: what was declared about changes. */
export const declared = {
  unused: define('MS6904', 'BREAK_UNUSED', 'A declared break is of something that does not break.'),
};
