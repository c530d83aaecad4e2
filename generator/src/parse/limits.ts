/** Bounds on what a spec file may be; far above what a person writes, far below what would hang a tool. */
export const limits = {
  fileBytes: 1024 * 1024,
  keysPerMap: 5000,
  depth: 64,
};

/** Keys that every object inherits, and `prototype`: a spec must never be able to reach them. */
export const forbiddenKeys: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);
