/**
 * Puts a version into expressions and folds what becomes constant, so that two layouts that read the same bytes at one
 * version have one digest, whatever they say about other versions.
 */
import type { BinaryOp, Expr } from '../../expr/tree.js';
import { mapExpr } from '../../ir/inline.js';

export function atVersion(expr: Expr, version: number | undefined): Expr {
  return mapExpr(expr, (node) => fold(node.op === 'version' && version !== undefined ? { op: 'int', value: String(version) } : node));
}

function fold(node: Expr): Expr {
  switch (node.op) {
    case 'not':
      return node.of.op === 'bool' ? bool(!node.of.value) : node;
    case 'if':
      return node.cond.op === 'bool' ? (node.cond.value ? node.then : node.else) : node;
    case 'and':
      if (node.left.op === 'bool') return node.left.value ? node.right : node.left;
      return node.right.op === 'bool' && node.right.value ? node.left : node;
    case 'or':
      if (node.left.op === 'bool') return node.left.value ? node.left : node.right;
      return node.right.op === 'bool' && !node.right.value ? node.left : node;
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return node.left.op === 'int' && node.right.op === 'int' ? compare(node.op, BigInt(node.left.value), BigInt(node.right.value)) : node;
    default:
      return node;
  }
}

function compare(op: BinaryOp, left: bigint, right: bigint): Expr {
  switch (op) {
    case 'eq':
      return bool(left === right);
    case 'ne':
      return bool(left !== right);
    case 'lt':
      return bool(left < right);
    case 'le':
      return bool(left <= right);
    case 'gt':
      return bool(left > right);
    default:
      return bool(left >= right);
  }
}

function bool(value: boolean): Expr {
  return { op: 'bool', value };
}
