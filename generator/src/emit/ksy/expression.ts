/** Expression tree → Kaitai's expression language. Throws Unprintable for what has no words there. */
import { fold } from '../../expr/fold.js';
import { union, widthInterval, within } from '../../expr/range.js';
import type { Expr } from '../../expr/tree.js';
import { arithmetic, bit, type Comparison, call, compare, widen } from './integers.js';
import { quote } from './text.js';
import { bare, bool, type IntValue, literal, Unprintable, type Value } from './values.js';

/** How names are written where the expression stands. */
export interface Names {
  /** A param, a fact, the version in force, the device's address, a variable or a place inside one. */
  reference(expr: Expr): Value;
  /** Elements of an array, bytes of bytes. */
  size(of: Expr): Value;
  /** The same where the test, as printed, is known to hold: what is only there then is there. */
  assuming(test: string): Names;
}

/** A test, without brackets around it. */
export function printTest(expr: Expr, names: Names): string {
  return bare(truth(print(fold(expr), names)));
}

export function printValue(expr: Expr, names: Names): Value {
  return print(fold(expr), names);
}

function print(expr: Expr, names: Names): Value {
  const inner = (each: Expr): Value => print(each, names);
  switch (expr.op) {
    case 'int':
      return literal(BigInt(expr.value));
    case 'bool':
      return bool(String(expr.value));
    case 'string':
      return { kind: 'string', text: quote(expr.value), literal: expr.value };
    case 'not':
      return bool(`(not ${truth(inner(expr.of))})`);
    case 'neg':
      return arithmetic('sub', literal(0n), integer(inner(expr.of)));
    case 'and': {
      const left = truth(inner(expr.left));
      return bool(`(${left} and ${truth(print(expr.right, names.assuming(bare(left))))})`);
    }
    case 'or':
      return bool(`(${truth(inner(expr.left))} or ${truth(inner(expr.right))})`);
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return comparison(expr.op, inner(expr.left), inner(expr.right));
    case 'add':
    case 'sub':
    case 'mul':
      return arithmetic(expr.op, integer(inner(expr.left)), integer(inner(expr.right)));
    case 'if': {
      const test = truth(inner(expr.cond));
      return conditional(test, print(expr.then, names.assuming(bare(test))), inner(expr.else));
    }
    case 'bit':
      return bit(integer(inner(expr.of)), expr.bit);
    case 'call':
      return call(
        expr.name,
        expr.args.map((arg) => integer(inner(arg))),
      );
    case 'size':
      return names.size(expr.of);
    case 'isReset':
    case 'all':
    case 'exists':
      throw new Unprintable(`${expr.op}: Kaitai's expressions cannot walk an array`);
    default:
      return names.reference(expr);
  }
}

/** `cond ? yes : no`, of values of one kind. */
export function conditional(cond: string, yes: Value, no: Value): Value {
  const text = (a: string, b: string): string => `(${bare(cond)} ? ${a} : ${b})`;
  if (yes.kind === 'wide' || no.kind === 'wide') {
    const signed = [yes, no].some((side) => side.kind === 'wide' && side.signed);
    const [a, b] = [widen(integer(yes), signed), widen(integer(no), signed)];
    return { kind: 'wide', hi: text(a.hi, b.hi), lo: text(a.lo, b.lo), signed };
  }
  if (yes.kind === 'int' && no.kind === 'int') {
    const range = union(yes.range, no.range);
    // Go wants both sides of one type, which computed numbers and literals are not by themselves.
    const computed = [yes, no].some((one) => one.text.startsWith('(')) || (yes.literal !== undefined && no.literal !== undefined);
    const side = ({ text: code }: IntValue): string =>
      computed ? `${code.startsWith('(') ? code : `(${code})`}.as<${within(range, widthInterval(32, true)) ? 's4' : 's8'}>` : code;
    return { kind: 'int', text: text(side(yes), side(no)), range };
  }
  if (yes.kind === 'enum' && no.kind === 'string') return conditional(cond, yes, named(yes, no));
  if (yes.kind === 'string' && no.kind === 'enum') return conditional(cond, named(no, yes), no);
  if (yes.kind === 'enum' && no.kind === 'enum' && yes.enum.id === no.enum.id) return { ...yes, text: text(yes.text, no.text) };
  if (yes.kind === 'bool' && no.kind === 'bool') return bool(text(yes.text, no.text));
  if (yes.kind === 'string' && no.kind === 'string') return { kind: 'string', text: text(yes.text, no.text) };
  throw new Unprintable('a choice between values of two kinds');
}

function comparison(op: Comparison, left: Value, right: Value): Value {
  const isInteger = (value: Value): boolean => value.kind === 'int' || value.kind === 'wide';
  if (isInteger(left) && isInteger(right)) return compare(op, integer(left), integer(right));
  const sign = op === 'eq' ? '==' : op === 'ne' ? '!=' : undefined;
  if (sign === undefined) throw new Unprintable('an order of values that are no numbers');
  if (left.kind === 'enum' && right.kind === 'string') return bool(`(${left.text} ${sign} ${textOf(named(left, right))})`);
  if (left.kind === 'string' && right.kind === 'enum') return bool(`(${right.text} ${sign} ${textOf(named(right, left))})`);
  if (left.kind === 'enum' && right.kind === 'enum' && left.enum.id !== right.enum.id) throw new Unprintable('two enums');
  if (left.kind !== right.kind) throw new Unprintable('a comparison of values of two kinds');
  return bool(`(${textOf(left)} ${sign} ${textOf(right)})`);
}

/** The value of the enum that a string names. */
function named(of: Value & { readonly kind: 'enum' }, name: Value & { readonly kind: 'string' }): Value {
  const id = name.literal === undefined ? undefined : of.enum.names.get(name.literal);
  if (id === undefined) throw new Unprintable('a name that its enum does not have');
  return { ...of, text: `${of.enum.id}::${id}` };
}

function truth(value: Value): string {
  if (value.kind !== 'bool') throw new Unprintable(`a ${value.kind} where a bool belongs`);
  return value.text;
}

export function integer(value: Value): Value & { readonly kind: 'int' | 'wide' } {
  if (value.kind !== 'int' && value.kind !== 'wide') throw new Unprintable(`a ${value.kind} where an integer belongs`);
  return value;
}

function textOf(value: Value): string {
  if (value.kind === 'wide') throw new Unprintable('64 bits where one text belongs');
  return value.text;
}
