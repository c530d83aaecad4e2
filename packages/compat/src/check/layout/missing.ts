/** Fields inside structs that the source does not send: the destination's expressions read their absent values instead. */
import type { DocumentFieldType, DocumentModel, Expr } from '@migspec/capabilities';
import { mapExpr } from '../../expression.js';
import { typeOfPlace } from './type-of.js';

/** `struct` is the struct around the expression, for `self`. `missing` holds `struct.field`. */
export function bindMissing(model: DocumentModel, struct: string | undefined, expr: Expr, missing: ReadonlyMap<string, Expr>): Expr {
  const scope = new Map<string, DocumentFieldType | undefined>();
  return bind(model, struct, expr, missing, scope);
}

function bind(
  model: DocumentModel,
  struct: string | undefined,
  expr: Expr,
  missing: ReadonlyMap<string, Expr>,
  vars: ReadonlyMap<string, DocumentFieldType | undefined>,
): Expr {
  const typeOf = (node: Expr): DocumentFieldType | undefined => typeOfPlace({ model, struct, vars }, node);
  if (expr.op === 'field') {
    const type = typeOf(expr.of);
    const value = type?.kind === 'struct' ? missing.get(`${type.struct}.${expr.name}`) : undefined;
    return value ?? { ...expr, of: bind(model, struct, expr.of, missing, vars) };
  }
  if (expr.op === 'all' || expr.op === 'exists') {
    const type = typeOf(expr.in);
    const inner = new Map(vars).set(expr.name, type?.kind === 'array' ? type.element : undefined);
    return { ...expr, in: bind(model, struct, expr.in, missing, vars), body: bind(model, struct, expr.body, missing, inner) };
  }
  return mapChildren(expr, (child) => bind(model, struct, child, missing, vars));
}

/** One level: `mapExpr` visits leaves first, so each direct child is replaced once and not entered. */
function mapChildren(expr: Expr, replace: (child: Expr) => Expr): Expr {
  switch (expr.op) {
    case 'index':
    case 'bit':
    case 'not':
    case 'neg':
    case 'size':
      return { ...expr, of: replace(expr.of) };
    case 'if':
      return { op: 'if', cond: replace(expr.cond), then: replace(expr.then), else: replace(expr.else) };
    case 'call':
      return { ...expr, args: expr.args.map(replace) };
    case 'isReset':
      return { op: 'isReset', of: expr.of.map(replace) };
    default:
      return 'left' in expr && 'right' in expr
        ? { ...expr, left: replace(expr.left), right: replace(expr.right) }
        : mapExpr(expr, (node) => node);
  }
}
