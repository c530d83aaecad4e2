import { define } from '../../define.js';

export const unexplainedCode = define('MS6099', 'BREAK_UNEXPLAINED', 'Migrations break and no rule says which change did it.');
