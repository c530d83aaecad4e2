/** Partial evaluation: everything that is known folded away, the rest kept as a tree. */
import type { Expr } from '@migspec/capabilities';
import { constantTree, joined } from './build.js';
import { deepestTree, evaluate } from './evaluate.js';
import { simplify } from './simplify.js';
import { mapOperands, operandsOf } from './tree.js';
import { type ExprEnv, elementsOf, isReset, type Lookup, range } from './value.js';

export { constant } from './build.js';

/** `all` and `exists` over at most so many known elements are taken apart when their body is not decided. */
const mostUnrolled = 64;

/**
 * The expression with everything known folded in and simplified. What stays has the same value as `expr` under every
 * completion of `env` under which `expr` has one. `constant` tells whether anything stayed.
 */
export function partial(expr: Expr, env: ExprEnv): Expr {
  return fold(expr, env, 0);
}

function fold(expr: Expr, env: ExprEnv, depth: number): Expr {
  if (depth > deepestTree) return expr;
  const below = depth + 1;
  switch (expr.op) {
    case 'param':
    case 'machine':
    case 'host':
    case 'state':
    case 'self':
    case 'observable':
    case 'device':
    case 'version':
    case 'var':
    case 'size':
      return constantTree(evaluate(expr, env)) ?? expr;
    case 'field':
    case 'index':
      return constantTree(evaluate(expr, env)) ?? expr;
    case 'isReset':
      return resets(expr.of, env);
    case 'all':
    case 'exists':
      return quantified(expr, env, below);
    default:
      return simplify(mapOperands(expr, (operand) => fold(operand, env, below)));
  }
}

/** Operands that are reset go; one that is not decides. */
function resets(of: readonly Expr[], env: ExprEnv): Expr {
  const open: Expr[] = [];
  for (const operand of of) {
    const known = isReset(evaluate(operand, env), env.reset?.(operand));
    if (known === false) return { op: 'bool', value: false };
    if (known === undefined) open.push(operand);
  }
  return open.length === 0 ? { op: 'bool', value: true } : { op: 'isReset', of: open };
}

function quantified(expr: Expr & { readonly op: 'all' | 'exists' }, env: ExprEnv, depth: number): Expr {
  const decided = constantTree(evaluate(expr, env));
  if (decided) return decided;
  const elements = elementsOf(evaluate(expr.in, env));
  if (elements && elements.length <= mostUnrolled && !hasQuantifier(expr.body)) {
    const bodies = [...range(elements.length)].map((index) =>
      fold(
        expr.body,
        bind(env, expr.name, () => elements.get(index)),
        depth,
      ),
    );
    if (bodies.every((body) => !mentions(body, expr.name))) {
      const [first, ...rest] = bodies;
      const op = expr.op === 'all' ? 'and' : 'or';
      return first ? rest.reduce((left, right) => simplify({ op, left, right }), first) : joined(op, []);
    }
  }
  return simplify({
    ...expr,
    body: fold(
      expr.body,
      bind(env, expr.name, () => undefined),
      depth,
    ),
  });
}

function bind(env: ExprEnv, name: string, value: () => ReturnType<Lookup>): ExprEnv {
  return { ...env, variables: (other) => (other === name ? value() : env.variables?.(other)) };
}

const hasQuantifier = (expr: Expr): boolean => expr.op === 'all' || expr.op === 'exists' || operandsOf(expr).some(hasQuantifier);

/** Whether the variable is still there: a struct element that was not used up. */
function mentions(expr: Expr, name: string): boolean {
  return (expr.op === 'var' && expr.name === name) || operandsOf(expr).some((operand) => mentions(operand, name));
}
