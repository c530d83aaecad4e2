/** Operators that a document uses and this checker does not know. */
import type { Expr } from '@migspec/capabilities';
import { functionNames } from './integers.js';

const operators: ReadonlySet<string> = new Set<Expr['op']>([
  'int',
  'bool',
  'string',
  'param',
  'machine',
  'host',
  'device',
  'state',
  'self',
  'arg',
  'var',
  'observable',
  'version',
  'field',
  'index',
  'bit',
  'not',
  'neg',
  'and',
  'or',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'add',
  'sub',
  'mul',
  'if',
  'call',
  'isReset',
  'size',
  'all',
  'exists',
]);

const found = new WeakMap<object, { readonly name: string | undefined }>();

/**
 * The first operator (or function, as `call:name`) in the tree that this checker does not know, or `undefined`. Such a
 * tree may still evaluate when other operands decide; where it does not, the reason is `EXPRESSION_UNKNOWN`. Remembered
 * per tree.
 */
export function unknownOperator(expr: Expr): string | undefined {
  const known = found.get(expr);
  if (known) return known.name;
  const name = search(expr, 0);
  found.set(expr, { name });
  return name;
}

/** Looks at the raw data: a tree of a newer document need not have the shape that the types say. */
function search(node: unknown, depth: number): string | undefined {
  if (depth > 2048 || typeof node !== 'object' || node === null) return undefined;
  if ('op' in node && typeof node.op === 'string') {
    if (!operators.has(node.op)) return node.op;
    if (node.op === 'call' && 'name' in node && typeof node.name === 'string' && !functionNames.has(node.name)) return `call:${node.name}`;
  }
  for (const child of Object.values(node)) {
    const name = search(child, depth + 1);
    if (name !== undefined) return name;
  }
  return undefined;
}
