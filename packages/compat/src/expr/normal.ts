/** Negation normal form: `!` only before what cannot be taken apart; `? :` between bools as `&&` and `||`. */
import type { Expr } from '@migspec/capabilities';
import { binary, not } from './build.js';
import { negate } from './simplify.js';

const negations = new WeakMap<Expr, Expr>();

/** The negation of an expression in normal form; remembered, so that its key is too. */
export function negation(expr: Expr): Expr {
  const known = negations.get(expr);
  if (known) return known;
  const negative = normal(expr, false);
  negations.set(expr, negative);
  return negative;
}

/** `? :` and `==` between bools double their operands; inside so many of them they stay as they are. */
const deepestExpansion = 4;

/** The expression, or its negation when `positive` is false. */
export function normal(expr: Expr, positive = true, expanded = 0): Expr {
  const part = (of: Expr, keeps = true): Expr => normal(of, keeps === positive, expanded);
  const inner = (of: Expr, holds: boolean): Expr => normal(of, holds, expanded + 1);
  switch (expr.op) {
    case 'not':
      return part(expr.of, false);
    case 'and':
    case 'or':
      return binary((expr.op === 'and') === positive ? 'and' : 'or', part(expr.left), part(expr.right));
    case 'if':
      if (expanded >= deepestExpansion) return positive ? expr : negate(expr);
      return either(inner(expr.cond, true), inner(expr.then, positive), inner(expr.cond, false), inner(expr.else, positive));
    case 'eq':
    case 'ne': {
      if (expanded >= deepestExpansion || !(isCondition(expr.left) || isCondition(expr.right))) return positive ? expr : negate(expr);
      const same = (expr.op === 'eq') === positive;
      return either(inner(expr.left, true), inner(expr.right, same), inner(expr.left, false), inner(expr.right, !same));
    }
    case 'all':
    case 'exists':
      return positive ? { ...expr, body: part(expr.body) } : { ...expr, op: expr.op === 'all' ? 'exists' : 'all', body: part(expr.body) };
    case 'isReset': {
      const parts = expr.of.map((of): Expr => (positive ? { op: 'isReset', of: [of] } : not({ op: 'isReset', of: [of] })));
      const [first, ...rest] = parts;
      return first ? rest.reduce((left, right) => binary(positive ? 'and' : 'or', left, right), first) : { op: 'bool', value: positive };
    }
    default:
      return positive ? expr : negate(expr);
  }
}

/** What can only be a bool. */
function isCondition(expr: Expr): boolean {
  switch (expr.op) {
    case 'bool':
    case 'not':
    case 'and':
    case 'or':
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
    case 'bit':
    case 'isReset':
    case 'all':
    case 'exists':
      return true;
    default:
      return false;
  }
}

const either = (a: Expr, b: Expr, c: Expr, d: Expr): Expr => binary('or', binary('and', a, b), binary('and', c, d));
