import type { Expression } from '../expr/tree.js';

/** As the author wrote it. */
export function showExpression({ text }: Expression): string {
  return text;
}
