import { fold } from '../../expr/fold.js';
import { mapExpr } from '../../expr/substitute.js';
import type { Expr } from '../../expr/tree.js';

/**
 * Puts a version into an expression and folds what becomes constant, so that two layouts that read the same bytes at one
 * version have one digest, whatever they say about other versions.
 */
export function atVersion(expr: Expr, version: number | undefined): Expr {
  if (version === undefined) return fold(expr);
  return fold(mapExpr(expr, (node) => (node.op === 'version' ? { op: 'int', value: String(version) } : node)));
}
