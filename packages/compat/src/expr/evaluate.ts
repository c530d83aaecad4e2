/**
 * The walking evaluator: the value of an expression of a document under what is known. Total: whatever the tree holds, it
 * neither throws nor runs away; documents come from strangers.
 */
import type { Expr } from '@migspec/capabilities';
import { calculate, callFunction, compare } from './integers.js';
import { type ExprEnv, elementsOf, every, fieldOf, isReset, range, toValue, type Value } from './value.js';

/** Deeper trees are unknown. Authors may nest 64 deep; inlined observables add to that. */
export const deepestTree = 512;

/** Nodes visited, elements counted each, after which the value is unknown. */
const mostSteps = 2_000_000;

/**
 * The value, or `undefined` when an operand that decides is unknown: a name that `env` does not know, an element out of
 * range, an operator that this checker does not know, operands of the wrong type. `unknownOperator` tells whether it is
 * the operator. What is known may still decide: `false && x` is false whatever `x` is.
 */
export function evaluate(expr: Expr, env: ExprEnv): Value | undefined {
  return new Walk(env).value(expr, 0);
}

/** `evaluate` for predicates; `undefined` also when the value is no bool. */
export function holds(expr: Expr, env: ExprEnv): boolean | undefined {
  const value = evaluate(expr, env);
  return typeof value === 'boolean' ? value : undefined;
}

class Walk {
  private readonly env: ExprEnv;
  private steps = 0;
  private readonly variables = new Map<string, Value | undefined>();

  constructor(env: ExprEnv) {
    this.env = env;
  }

  value(expr: Expr, depth: number): Value | undefined {
    if (depth > deepestTree || ++this.steps > mostSteps || typeof expr !== 'object' || expr === null) return undefined;
    const { env } = this;
    const below = depth + 1;
    switch (expr.op) {
      case 'int':
        return literal(expr.value);
      case 'bool':
      case 'string':
        return expr.value;
      case 'param':
        return toValue(env.params?.(expr.id));
      case 'machine':
        return toValue(env.machine?.(expr.name));
      case 'host':
        return toValue(env.host?.(expr.name));
      case 'state':
        return toValue(env.state?.(expr.name));
      case 'self':
        return toValue(env.self?.(expr.name));
      case 'observable':
        return toValue(env.observables?.(expr.name));
      case 'device':
        return toValue(expr.name === 'path' ? env.device?.path : env.device?.instance);
      case 'version':
        return toValue(env.version);
      case 'var':
        return this.variables.has(expr.name) ? this.variables.get(expr.name) : toValue(env.variables?.(expr.name));
      case 'arg':
        return undefined;
      case 'field':
        return toValue(fieldOf(this.value(expr.of, below), expr.name));
      case 'index': {
        const elements = elementsOf(this.value(expr.of, below));
        return elements && expr.index >= 0 && expr.index < elements.length ? toValue(elements.get(expr.index)) : undefined;
      }
      case 'bit': {
        const of = this.value(expr.of, below);
        return typeof of === 'bigint' && Number.isInteger(expr.bit) && expr.bit >= 0 && expr.bit < 64
          ? ((of >> BigInt(expr.bit)) & 1n) === 1n
          : undefined;
      }
      case 'not': {
        const of = this.bool(expr.of, below);
        return of === undefined ? undefined : !of;
      }
      case 'neg': {
        const of = this.value(expr.of, below);
        return typeof of === 'bigint' ? -of : undefined;
      }
      case 'and':
      case 'or':
        return this.connective(expr.op === 'and', expr.left, expr.right, below);
      case 'eq':
      case 'ne': {
        const same = equal(this.value(expr.left, below), this.value(expr.right, below));
        return same === undefined ? undefined : same === (expr.op === 'eq');
      }
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge': {
        const [a, b] = [this.value(expr.left, below), this.value(expr.right, below)];
        return typeof a === 'bigint' && typeof b === 'bigint' ? compare(expr.op, a, b) : undefined;
      }
      case 'add':
      case 'sub':
      case 'mul': {
        const [a, b] = [this.value(expr.left, below), this.value(expr.right, below)];
        return typeof a === 'bigint' && typeof b === 'bigint' ? calculate(expr.op, a, b) : undefined;
      }
      case 'if':
        return this.conditional(expr.cond, expr.then, expr.else, below);
      case 'call': {
        if (!Array.isArray(expr.args)) return undefined;
        const args = expr.args.flatMap((arg: Expr) => {
          const value = this.value(arg, below);
          return typeof value === 'bigint' ? [value] : [];
        });
        return args.length === expr.args.length ? callFunction(expr.name, args) : undefined;
      }
      case 'isReset':
        return Array.isArray(expr.of)
          ? every(expr.of, (operand: Expr) => isReset(this.value(operand, below), env.reset?.(operand)))
          : undefined;
      case 'size': {
        const of = this.value(expr.of, below);
        // A text is as long as it is on the wire.
        return typeof of === 'string' ? BigInt(Buffer.byteLength(of)) : sizeOf(of);
      }
      case 'all':
      case 'exists':
        return this.quantified(expr.op === 'all', this.value(expr.in, below), expr.name, expr.body, below);
      default:
        return undefined;
    }
  }

  private bool(expr: Expr, depth: number): boolean | undefined {
    const value = this.value(expr, depth);
    return typeof value === 'boolean' ? value : undefined;
  }

  /** Either side may decide alone. */
  private connective(neutral: boolean, left: Expr, right: Expr, depth: number): boolean | undefined {
    const a = this.bool(left, depth);
    if (a === !neutral) return a;
    const b = this.bool(right, depth);
    if (b === !neutral) return b;
    return a === undefined ? undefined : b;
  }

  /** Without the condition both sides may still agree. */
  private conditional(cond: Expr, yes: Expr, no: Expr, depth: number): Value | undefined {
    const decided = this.bool(cond, depth);
    if (decided !== undefined) return this.value(decided ? yes : no, depth);
    const a = this.value(yes, depth);
    return equal(a, this.value(no, depth)) === true ? a : undefined;
  }

  private quantified(all: boolean, list: Value | undefined, name: string, body: Expr, depth: number): boolean | undefined {
    const elements = elementsOf(list);
    if (!elements) return undefined;
    const { variables } = this;
    const shadowed = variables.has(name);
    const outer = variables.get(name);
    const result = every(range(elements.length), (index) => {
      variables.set(name, toValue(elements.get(index)));
      const value = this.bool(body, depth);
      return value === undefined ? undefined : value === all;
    });
    if (shadowed) variables.set(name, outer);
    else variables.delete(name);
    return result === undefined ? undefined : result === all;
  }
}

function sizeOf(value: Value | undefined): bigint | undefined {
  const elements = elementsOf(value);
  return elements && BigInt(elements.length);
}

function literal(text: string): bigint | undefined {
  return /^-?\d{1,256}$/.test(text) ? BigInt(text) : undefined;
}

/** Bools, integers and strings compare with their kind; everything else is unknown. */
function equal(a: Value | undefined, b: Value | undefined): boolean | undefined {
  if (a === undefined || b === undefined || typeof a !== typeof b || typeof a === 'object') return undefined;
  return a === b;
}
