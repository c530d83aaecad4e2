/**
 * Expression tree → one TypeScript expression. Straight-line: no helper where an operator does, no intermediate values.
 *
 * Values in memory: integers and flags up to 32 bits `number`, 64 bits `bigint`, bool `boolean`, enum its name, bytes and
 * arrays of unsigned bytes `Uint8Array`, arrays of up to 16 integers plain arrays, longer ones views (`get(i)`, `length`),
 * arrays of anything else plain arrays, structs objects. The result has the same shape; an integer is a `number` where
 * every operand is one and every value in between fits in 53 bits, else a `bigint`; `want` fixes it.
 *
 * An element that does not exist (`state.queues[3]` of two) reads as zero, false or the empty string; the walking
 * evaluator says "unknown" there.
 */
import type { FieldType } from '../ir/layout.js';
import type { ParamType } from '../ir/values.js';
import { binds, type Code, type IntCode, infix, primary, quote, wrap } from './code.js';
import { fold } from './fold.js';
import { asBigint, asNumber, literal, printArithmetic, printCall, printComparison, unify } from './print-int.js';
import { elementZero, join, printReference, type Reference } from './print-reference.js';
import { union } from './range.js';
import type { Expr } from './tree.js';
import { type ExprType, isViewArray } from './types.js';

/** Functions of the runtime that printed expressions call. */
export type ExprHelper =
  | 'isResetValue'
  | 'everyOf'
  | 'someOf'
  | 'pow2ceil'
  | 'pow2ceilBigint'
  | 'alignUp'
  | 'alignUpBigint'
  | 'minBigint'
  | 'maxBigint';

/** How a name is written in the surrounding code, and its static type. `code` binds as strongly as a member access. */
export interface PrintedRoot {
  readonly code: string;
  readonly type: ParamType | FieldType;
}

export interface PrintContext {
  /** By identity: `{ code: "p['rx-table-size']", type }`. */
  readonly param: (id: string) => PrintedRoot;
  /** `{ code: 'env.machine.cpus', type }`. */
  readonly machine: (name: string) => PrintedRoot;
  readonly host: (name: string) => PrintedRoot;
  /** `{ code: 's.entries', type }`. */
  readonly state: (name: string) => PrintedRoot;
  /** `{ code: 'o.num', type }`. */
  readonly self: (name: string) => PrintedRoot;
  /** Code of the version in force, a `number`. */
  readonly version: string;
  /** Code of the device's address, a `string`, and of its instance id, a `number`. */
  readonly device: { readonly path: string; readonly instance: string };
  /** Fields of a struct type. */
  readonly structs: (id: string) => ReadonlyMap<string, FieldType>;
  /**
   * Code of the reset value of a state variable or a part of one (`isReset`). A scalar stands for every element of an
   * array; a struct needs an object.
   */
  readonly reset: (of: Expr) => string;
  /** Called for each helper that the code needs; returns the name it has there. Default: the helper's own name. */
  readonly helper?: (name: ExprHelper) => string;
}

/** What the place needs: a `number` (counts, fields up to 32 bits), a `bigint` (64-bit fields). Nothing for other types. */
export type Want = 'number' | 'bigint';

/**
 * Prints a resolved expression: no arguments of structs, no observables. To `number` a value beyond 53 bits is rounded
 * (it stays beyond every capacity).
 */
export function printExpression(expr: Expr, context: PrintContext, want?: Want): string {
  return printOperand(expr, context, want).text;
}

/** As `printExpression`, with what is needed to put the text into a larger expression (see `wrap` in code.ts). */
export function printOperand(expr: Expr, context: PrintContext, want?: Want): Code {
  const printer = new Printer(context);
  const value = printer.value(fold(expr));
  if (!('range' in value)) return value;
  if (want === 'number') return asNumber(value);
  if (want === 'bigint') return asBigint(value);
  return value.literal === undefined ? value : literalInMemory(value.literal);
}

/** Whether the printed integer is a `bigint`. */
export function isBigint(expr: Expr, context: PrintContext): boolean {
  const value = new Printer(context).value(fold(expr));
  return 'range' in value && value.big;
}

const literalInMemory = (value: bigint): Code => {
  const code = literal(value);
  return code.big ? asBigint(code) : asNumber(code);
};

/** Bools, strings and everything that is not an integer carry no range. */
type Value = Code | IntCode;

export class Printer {
  readonly context: PrintContext;
  private readonly variables = new Map<string, ExprType>();

  constructor(context: PrintContext) {
    this.context = context;
  }

  helper(name: ExprHelper): string {
    return this.context.helper?.(name) ?? name;
  }

  variable(name: string): ExprType | undefined {
    return this.variables.get(name);
  }

  int(expr: Expr): IntCode {
    const value = this.value(expr);
    if ('range' in value) return value;
    throw new Error(`not an integer: ${expr.op}`);
  }

  value(expr: Expr): Value {
    switch (expr.op) {
      case 'int':
        return literal(BigInt(expr.value));
      case 'bool':
        return primary(String(expr.value));
      case 'string':
        return primary(quote(expr.value));
      case 'not':
        return this.not(expr.of);
      case 'neg':
        return printArithmetic('sub', literal(0n), this.int(expr.of));
      case 'and':
        return infix(this.value(expr.left), '&&', this.value(expr.right), binds.and);
      case 'or':
        return this.or(expr.left, expr.right);
      case 'eq':
      case 'ne':
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge':
        return printComparison(expr.op, this.value(expr.left), this.value(expr.right));
      case 'add':
      case 'sub':
      case 'mul':
        return printArithmetic(expr.op, this.int(expr.left), this.int(expr.right));
      case 'if':
        return this.conditional(this.value(expr.cond), this.value(expr.then), this.value(expr.else));
      case 'call':
        return printCall(
          this,
          expr.name,
          expr.args.map((arg) => this.int(arg)),
        );
      case 'bit':
        return this.bit(expr.of, expr.bit, true);
      case 'isReset':
        return this.isReset(expr.of);
      case 'size':
        return this.size(expr.of);
      case 'all':
      case 'exists':
        return this.quantified(expr.op, expr.in, expr.name, expr.body);
      default:
        return this.read(printReference(this, expr));
    }
  }

  /** The value of a reference; an element that may be missing gets the zero of its type. */
  private read(reference: Reference): Value {
    const { type } = reference;
    const code = reference.missing ? primary(`(${reference.code} ?? ${elementZero(type)})`) : primary(reference.code);
    return type.kind === 'int' ? { ...code, range: { min: type.min, max: type.max }, big: type.bits === 64 } : code;
  }

  private not(of: Expr): Code {
    if (of.op === 'bit') return this.bit(of.of, of.bit, false);
    return { text: `!${wrap(this.value(of), binds.unary)}`, binds: binds.unary };
  }

  private or(left: Expr, right: Expr): Code {
    // `a && b || c` needs no brackets, readers do.
    const [a, b] = [left, right].map((side) => {
      const code = this.value(side);
      return side.op === 'and' ? primary(`(${code.text})`) : code;
    });
    if (!a || !b) throw new Error('an or has two sides');
    return infix(a, '||', b, binds.or);
  }

  private conditional(cond: Code, yes: Value, no: Value): Value {
    const print = (a: Code, b: Code): Code => ({
      text: `${wrap(cond, binds.conditional + 1)} ? ${wrap(a, binds.conditional)} : ${wrap(b, binds.conditional)}`,
      binds: binds.conditional,
    });
    if (!('range' in yes) || !('range' in no)) return print(yes, no);
    const sides = unify([yes, no]);
    const [a, b] = sides.codes;
    if (!a || !b) throw new Error('a conditional has two sides');
    return { ...print(a, b), range: union(yes.range, no.range), big: sides.big };
  }

  private bit(of: Expr, bit: number, set: boolean): Code {
    const value = this.int(of);
    const mask = 1n << BigInt(bit);
    const { big } = value;
    const code = big ? asBigint(value) : asNumber(value);
    const masked = infix(code, '&', primary(`0x${mask.toString(16)}${big ? 'n' : ''}`), binds.bitAnd);
    return { text: `(${masked.text}) ${set ? '!==' : '==='} ${big ? '0n' : '0'}`, binds: binds.equality };
  }

  private isReset(of: readonly Expr[]): Code {
    const calls = of.map((operand) => {
      const { code } = printReference(this, operand);
      return primary(`${this.helper('isResetValue')}(${code}, ${this.context.reset(operand)})`);
    });
    const [first = primary('true'), ...rest] = calls;
    return rest.reduce((all, call) => infix(all, '&&', call, binds.and), first);
  }

  private size(of: Expr): IntCode {
    const reference = printReference(this, of);
    const { type } = reference;
    const capacity = type.kind === 'array' || type.kind === 'bytes' ? BigInt(type.size.capacity) : 0n;
    const { code, missing } = join(reference, '.length');
    const text = missing ? `(${code} ?? 0)` : code;
    return { ...primary(text), range: { min: 0n, max: capacity }, big: false };
  }

  private quantified(op: 'all' | 'exists', of: Expr, name: string, body: Expr): Code {
    const { code, missing, type } = printReference(this, of);
    const outer = this.variables.get(name);
    if (type.kind === 'array') this.variables.set(name, type.element);
    else this.variables.set(name, { kind: 'int', bits: 8, min: 0n, max: 255n });
    const test = `($${name}) => ${this.value(body).text}`;
    if (outer) this.variables.set(name, outer);
    else this.variables.delete(name);
    if (isViewArray(type) || missing) {
      return primary(`${this.helper(op === 'all' ? 'everyOf' : 'someOf')}(${missing ? `${code} ?? []` : code}, ${test})`);
    }
    return primary(`${code}.${op === 'all' ? 'every' : 'some'}(${test})`);
  }
}
