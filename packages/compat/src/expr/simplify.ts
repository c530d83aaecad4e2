/** One step of simplification; every rule keeps the value for all values of the names. */
import type { CallName, Expr } from '@migspec/capabilities';
import { binary, constant, constantInt, constantTree, integer, joined, not, truth } from './build.js';
import { type Comparison, calculate, callFunction, compare } from './integers.js';
import { conjuncts, disjuncts, isConstant, keyOf, mapOperands, sameTree } from './tree.js';

/** The tree, whose operands are simplified already, simplified. */
export function simplify(expr: Expr): Expr {
  switch (expr.op) {
    case 'not':
      return negate(expr.of);
    case 'neg': {
      const of = constantInt(expr.of);
      return of === undefined ? expr : integer(-of);
    }
    case 'and':
    case 'or':
      return connective(expr.op, expr.left, expr.right);
    case 'eq':
    case 'ne':
      return equality(expr.op, expr.left, expr.right);
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return comparison(expr.op, expr.left, expr.right);
    case 'add':
    case 'sub':
    case 'mul':
      return arithmetic(expr.op, expr.left, expr.right);
    case 'if':
      return conditional(expr.cond, expr.then, expr.else);
    case 'call':
      return call(expr.name, expr.args);
    case 'bit': {
      const of = constantInt(expr.of);
      if (of !== undefined) return truth(((of >> BigInt(expr.bit)) & 1n) === 1n);
      return distributed(expr, expr.of, (side) => ({ ...expr, of: side })) ?? expr;
    }
    case 'all':
    case 'exists':
      return expr.body.op === 'bool' && expr.body.value === (expr.op === 'all') ? expr.body : expr;
    default:
      return expr;
  }
}

/** Simplified from the leaves up. */
export const simplifyTree = (expr: Expr): Expr => simplify(mapOperands(expr, simplifyTree));

const opposites = { eq: 'ne', ne: 'eq', lt: 'ge', ge: 'lt', le: 'gt', gt: 'le' } as const;
const mirrored = { eq: 'eq', ne: 'ne', lt: 'gt', gt: 'lt', le: 'ge', ge: 'le' } as const;

export function negate(of: Expr): Expr {
  switch (of.op) {
    case 'bool':
      return truth(!of.value);
    case 'not':
      return of.of;
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return binary(opposites[of.op], of.left, of.right);
    default:
      return not(of);
  }
}

/** Constants, repetitions and a side with its own negation go. */
function connective(op: 'and' | 'or', left: Expr, right: Expr): Expr {
  const neutral = op === 'and';
  const parts: Expr[] = [];
  const seen = new Set<string>();
  for (const part of [left, right].flatMap((side) => (op === 'and' ? conjuncts(side) : disjuncts(side)))) {
    if (part.op === 'bool') {
      if (part.value !== neutral) return part;
      continue;
    }
    const key = keyOf(part);
    if (seen.has(key)) continue;
    if (seen.has(keyOf(negate(part)))) return truth(!neutral);
    seen.add(key);
    parts.push(part);
  }
  return joined(op, parts);
}

function equality(op: 'eq' | 'ne', left: Expr, right: Expr): Expr {
  if (sameTree(left, right)) return truth(op === 'eq');
  const [a, b] = [constant(left), constant(right)];
  // Constants of two kinds have no answer: they stay.
  if (a !== undefined && b !== undefined) return typeof a === typeof b ? truth((a === b) === (op === 'eq')) : binary(op, left, right);
  if (a !== undefined) return equality(op, right, left);
  if (typeof b === 'boolean') return b === (op === 'eq') ? left : negate(left);
  return moved(op, left, right) ?? binary(op, left, right);
}

function comparison(op: Comparison, left: Expr, right: Expr): Expr {
  if (sameTree(left, right)) return truth(op === 'le' || op === 'ge');
  const [a, b] = [constantInt(left), constantInt(right)];
  if (a !== undefined && b !== undefined) return truth(compare(op, a, b));
  if (a !== undefined) return comparison(mirrored[op], right, left);
  return moved(op, left, right) ?? binary(op, left, right);
}

/** `x + 1 <= 5` is `x <= 4`; a choice between constants compared with a constant is the condition. */
function moved(op: Comparison | 'eq' | 'ne', left: Expr, right: Expr): Expr | undefined {
  const constantRight = constantInt(right);
  if (constantRight !== undefined && (left.op === 'add' || left.op === 'sub')) {
    const added = constantInt(left.right);
    if (added !== undefined)
      return simplify(binary(op, left.left, integer(left.op === 'add' ? constantRight - added : constantRight + added)));
  }
  if (!isConstant(right)) return undefined;
  return distributed(binary(op, left, right), left, (side) => binary(op, side, right));
}

/** `f(c ? 1 : 2)` with everything else constant: `c ? f(1) : f(2)`. */
function distributed(whole: Expr, choice: Expr, put: (side: Expr) => Expr): Expr | undefined {
  if (choice.op !== 'if' || !isConstant(choice.then) || !isConstant(choice.else)) return undefined;
  const [yes, no] = [simplify(put(choice.then)), simplify(put(choice.else))];
  return isConstant(yes) && isConstant(no) && whole !== choice ? conditional(choice.cond, yes, no) : undefined;
}

function arithmetic(op: 'add' | 'sub' | 'mul', left: Expr, right: Expr): Expr {
  const [a, b] = [constantInt(left), constantInt(right)];
  if (a !== undefined && b !== undefined) return integer(calculate(op, a, b));
  if (op === 'mul' && (a === 0n || b === 0n)) return integer(0n);
  const neutral = op === 'mul' ? 1n : 0n;
  if (b === neutral) return left;
  if (a === neutral && op !== 'sub') return right;
  if (op === 'sub' && sameTree(left, right)) return integer(0n);
  if (b !== undefined) {
    const inner = left.op === 'add' || left.op === 'sub' ? constantInt(left.right) : undefined;
    if (inner !== undefined && op !== 'mul' && 'left' in left) {
      const sum = (left.op === 'add' ? inner : -inner) + (op === 'add' ? b : -b);
      return sum < 0n ? binary('sub', left.left, integer(-sum)) : arithmetic('add', left.left, integer(sum));
    }
    const spread = distributed(binary(op, left, right), left, (side) => binary(op, side, right));
    if (spread) return spread;
  }
  if (a !== undefined) return distributed(binary(op, left, right), right, (side) => binary(op, left, side)) ?? binary(op, left, right);
  return binary(op, left, right);
}

function conditional(cond: Expr, yes: Expr, no: Expr): Expr {
  if (cond.op === 'bool') return cond.value ? yes : no;
  if (cond.op === 'not') return conditional(cond.of, no, yes);
  if (sameTree(yes, no)) return yes;
  if (yes.op === 'bool') return yes.value ? connective('or', cond, no) : connective('and', negate(cond), no);
  if (no.op === 'bool') return no.value ? connective('or', negate(cond), yes) : connective('and', cond, yes);
  return { op: 'if', cond, then: yes, else: no };
}

/** Functions whose constant operands can be put together. */
const gathering: ReadonlySet<CallName> = new Set<CallName>(['bitAnd', 'bitOr', 'min', 'max']);

function call(name: CallName, args: readonly Expr[]): Expr {
  const values = args.map(constantInt);
  if (values.every((value) => value !== undefined)) return constantTree(callFunction(name, values)) ?? { op: 'call', name, args };
  if (gathering.has(name)) return gather(name, args);
  if ((name === 'shiftLeft' || name === 'shiftRight') && values[1] === 0n && args[0]) return args[0];
  return spread({ op: 'call', name, args });
}

/** One operand is a choice between constants, the others are constant. */
function spread(whole: Expr & { readonly op: 'call' }): Expr {
  const choices = whole.args.filter((arg) => !isConstant(arg));
  const [choice] = choices;
  if (!choice || choices.length !== 1) return whole;
  return distributed(whole, choice, (side) => ({ ...whole, args: whole.args.map((arg) => (arg === choice ? side : arg)) })) ?? whole;
}

/** Nested calls of one function flat, each operand once, constants as one at the end. */
function gather(name: CallName, args: readonly Expr[]): Expr {
  const rest: Expr[] = [];
  const numbers: bigint[] = [];
  const seen = new Set<string>();
  for (const arg of args.flatMap((each) => (each.op === 'call' && each.name === name ? each.args : [each]))) {
    const value = constantInt(arg);
    if (value !== undefined) numbers.push(value);
    else if (!seen.has(keyOf(arg))) {
      seen.add(keyOf(arg));
      rest.push(arg);
    }
  }
  const number = numbers.length > 1 ? callFunction(name, numbers) : numbers[0];
  if (number === 0n && name === 'bitAnd') return integer(0n);
  if (number !== undefined && !(number === 0n && name === 'bitOr') && !(number === -1n && name === 'bitAnd')) rest.push(integer(number));
  const [only] = rest;
  if (only && rest.length === 1) return only;
  return spread({ op: 'call', name, args: rest });
}
