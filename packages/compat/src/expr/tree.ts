/** Going through trees, and telling them apart. */
import type { Expr } from '@migspec/capabilities';

/** The tree with each direct operand mapped; the tree itself when none changes. */
export function mapOperands(expr: Expr, map: (operand: Expr) => Expr): Expr {
  switch (expr.op) {
    case 'field':
    case 'index':
    case 'bit':
    case 'not':
    case 'neg':
    case 'size': {
      const of = map(expr.of);
      return of === expr.of ? expr : { ...expr, of };
    }
    case 'and':
    case 'or':
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
    case 'add':
    case 'sub':
    case 'mul': {
      const left = map(expr.left);
      const right = map(expr.right);
      return left === expr.left && right === expr.right ? expr : { ...expr, left, right };
    }
    case 'if': {
      const [cond, yes, no] = [map(expr.cond), map(expr.then), map(expr.else)];
      return cond === expr.cond && yes === expr.then && no === expr.else ? expr : { op: 'if', cond, then: yes, else: no };
    }
    case 'call': {
      const args = expr.args.map(map);
      return args.every((arg, index) => arg === expr.args[index]) ? expr : { ...expr, args };
    }
    case 'isReset':
      return { op: 'isReset', of: expr.of.map(map) };
    case 'all':
    case 'exists':
      return { ...expr, in: map(expr.in), body: map(expr.body) };
    default:
      return expr;
  }
}

const keys = new WeakMap<object, string>();

/** A text that two trees share exactly when they are the same; the name of a bound variable does not matter. */
export function keyOf(expr: Expr): string {
  const known = keys.get(expr);
  if (known !== undefined) return known;
  const key = write(expr);
  keys.set(expr, key);
  return key;
}

function write(expr: Expr): string {
  switch (expr.op) {
    case 'all':
    case 'exists':
      return `${expr.op}(${keyOf(expr.in)}, ${write(rename(expr.body, expr.name, `#${quantifiers(expr.body)}`))})`;
    case 'field':
      return `field(${keyOf(expr.of)}, ${JSON.stringify(expr.name)})`;
    case 'index':
    case 'bit':
      return `${expr.op}(${keyOf(expr.of)}, ${expr.op === 'index' ? expr.index : expr.bit})`;
    case 'not':
    case 'neg':
    case 'size':
      return `${expr.op}(${keyOf(expr.of)})`;
    case 'and':
    case 'or':
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
    case 'add':
    case 'sub':
    case 'mul':
      return `${expr.op}(${keyOf(expr.left)}, ${keyOf(expr.right)})`;
    case 'if':
      return `if(${keyOf(expr.cond)}, ${keyOf(expr.then)}, ${keyOf(expr.else)})`;
    case 'call':
      return `${expr.name}(${expr.args.map(keyOf).join(', ')})`;
    case 'isReset':
      return `isReset(${expr.of.map(keyOf).join(', ')})`;
    case 'param':
      return `param(${JSON.stringify(expr.id)})`;
    case 'int':
    case 'bool':
    case 'string':
      return `${expr.op}(${JSON.stringify(expr.value)})`;
    case 'machine':
    case 'host':
    case 'device':
    case 'state':
    case 'self':
    case 'arg':
    case 'var':
    case 'observable':
      return `${expr.op}(${JSON.stringify(expr.name)})`;
    default:
      return JSON.stringify(expr);
  }
}

/** How deep `all` and `exists` nest; names the bound variables of keys, so that an inner one never has an outer's name. */
const quantifiers = (expr: Expr): number =>
  operandsOf(expr).reduce((most, operand) => Math.max(most, quantifiers(operand)), 0) + (expr.op === 'all' || expr.op === 'exists' ? 1 : 0);

export const sameTree = (a: Expr, b: Expr): boolean => a === b || keyOf(a) === keyOf(b);

/** The body with its variable called otherwise. */
export function rename(expr: Expr, from: string, to: string): Expr {
  if (expr.op === 'var') return expr.name === from ? { op: 'var', name: to } : expr;
  if ((expr.op === 'all' || expr.op === 'exists') && expr.name === from) return { ...expr, in: rename(expr.in, from, to) };
  return mapOperands(expr, (operand) => rename(operand, from, to));
}

/** Whether the tree has a variable that nothing in it binds. */
export function hasFreeVariable(expr: Expr, bound: ReadonlySet<string> = new Set()): boolean {
  if (expr.op === 'var') return !bound.has(expr.name);
  if (expr.op === 'all' || expr.op === 'exists') {
    return hasFreeVariable(expr.in, bound) || hasFreeVariable(expr.body, new Set(bound).add(expr.name));
  }
  return operandsOf(expr).some((operand) => hasFreeVariable(operand, bound));
}

export function operandsOf(expr: Expr): readonly Expr[] {
  const operands: Expr[] = [];
  mapOperands(expr, (operand) => {
    operands.push(operand);
    return operand;
  });
  return operands;
}

/** The sides of a conjunction, however it nests. */
export function conjuncts(expr: Expr): readonly Expr[] {
  return expr.op === 'and' ? [...conjuncts(expr.left), ...conjuncts(expr.right)] : [expr];
}

export function disjuncts(expr: Expr): readonly Expr[] {
  return expr.op === 'or' ? [...disjuncts(expr.left), ...disjuncts(expr.right)] : [expr];
}

export const isConstant = (expr: Expr): expr is Expr & { readonly op: 'int' | 'bool' | 'string' } =>
  expr.op === 'int' || expr.op === 'bool' || expr.op === 'string';
