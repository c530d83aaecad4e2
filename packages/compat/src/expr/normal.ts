/** Negation normal form: `!` only before what cannot be taken apart; `? :` between bools as `&&` and `||`. */
import type { Expr } from '@migspec/capabilities';
import { binary, not } from './build.js';
import { negate } from './simplify.js';

/** The expression, or its negation when `positive` is false. */
export function normal(expr: Expr, positive = true): Expr {
  switch (expr.op) {
    case 'not':
      return normal(expr.of, !positive);
    case 'and':
    case 'or':
      return binary((expr.op === 'and') === positive ? 'and' : 'or', normal(expr.left, positive), normal(expr.right, positive));
    case 'if':
      return binary(
        'or',
        binary('and', normal(expr.cond), normal(expr.then, positive)),
        binary('and', normal(expr.cond, false), normal(expr.else, positive)),
      );
    case 'eq':
    case 'ne':
      if (isCondition(expr.left) || isCondition(expr.right)) return sameTruth(expr.left, expr.right, (expr.op === 'eq') === positive);
      return positive ? expr : negate(expr);
    case 'all':
    case 'exists':
      return positive
        ? { ...expr, body: normal(expr.body) }
        : { ...expr, op: expr.op === 'all' ? 'exists' : 'all', body: normal(expr.body, false) };
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

const sameTruth = (left: Expr, right: Expr, same: boolean): Expr =>
  binary('or', binary('and', normal(left), normal(right, same)), binary('and', normal(left, false), normal(right, !same)));
