export type * from './document.js';
export type * from './expr.js';
