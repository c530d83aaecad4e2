/**
 * Expression tree → one C expression, with the statements that must come before it (loops of `all` and `exists`).
 *
 * Values in memory: integers and flags `intN_t` and `uintN_t`, bool `bool`, an enum its number, strings `migspec_text`,
 * bytes and arrays either C arrays or a pointer with a count, structs structs. Integers are exact: 64 bits where the range
 * of every operand and result fits, else 128 bits through helpers of the runtime. Throws CRangeError beyond.
 *
 * An element that does not exist (`state.queues[3]` of two) reads as zero, false or the empty string, as in TypeScript.
 */
import type { FieldType } from '../ir/layout.js';
import { type CBool, type CInt, type CText, type CType, type CValue, type EnumNames, joint, tight, truth } from './c-code.js';
import { binds } from './code.js';
import { fold } from './fold.js';
import { arithmetic, callOn, choose, cLiteral, compareInts, inRep, lowBits } from './print-c-int.js';
import { type CReference, printCReference } from './print-c-reference.js';
import { sameText } from './print-c-text.js';
import { widthInterval } from './range.js';
import type { Expr } from './tree.js';

export interface CRoot {
  readonly code: string;
  readonly type: CType;
}

export interface CContext {
  /** By identity. */
  readonly param: (id: string) => CRoot;
  readonly machine: (name: string) => CRoot;
  readonly host: (name: string) => CRoot;
  readonly state: (name: string) => CRoot;
  readonly self: (name: string) => CRoot;
  /** Code of the version in force, a `uint32_t`. */
  readonly version: string;
  readonly structs: (id: string) => ReadonlyMap<string, { readonly member: string; readonly type: FieldType }>;
  /** Whether an array or bytes lie in the struct itself, without a count. */
  readonly inline: (type: FieldType) => boolean;
  readonly enumNames: (type: CType) => EnumNames;
  /** A test whether a variable or a part of one has its reset value; statements go before it. */
  readonly isReset: (of: Expr, reference: CReference, statements: Statements) => CBool;
  /** A name that nothing else in the function has. */
  readonly local: (wanted: string) => string;
}

/** Where statements go that an expression needs before it. */
export interface Statements {
  line(text: string): void;
  block(head: string, body: () => void, tail?: string): void;
}

export function printC(expr: Expr, context: CContext, statements: Statements): CValue {
  return new CPrinter(context, statements).value(fold(expr));
}

export class CPrinter {
  readonly context: CContext;
  readonly #statements: Statements;
  readonly #variables = new Map<string, CRoot>();

  constructor(context: CContext, statements: Statements) {
    this.context = context;
    this.#statements = statements;
  }

  variable(name: string): CRoot | undefined {
    return this.#variables.get(name);
  }

  bool(expr: Expr): CBool {
    const value = this.value(expr);
    if (value.kind === 'bool') return value;
    throw new Error(`not a bool: ${expr.op}`);
  }

  int(expr: Expr): CInt {
    const value = this.value(expr);
    if (value.kind === 'int') return value;
    throw new Error(`not an integer: ${expr.op}`);
  }

  value(expr: Expr): CValue {
    switch (expr.op) {
      case 'int':
        return cLiteral(BigInt(expr.value));
      case 'bool':
        return truth(String(expr.value));
      case 'string':
        return { kind: 'literal', value: expr.value };
      case 'not':
        return negated(this.bool(expr.of));
      case 'neg':
        return arithmetic('sub', cLiteral(0n), this.int(expr.of));
      case 'and':
      case 'or':
        return connective(expr.op, this.bool(expr.left), this.bool(expr.right));
      case 'eq':
      case 'ne':
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge':
        return compare(expr.op, this.value(expr.left), this.value(expr.right));
      case 'add':
      case 'sub':
      case 'mul':
        return arithmetic(expr.op, this.int(expr.left), this.int(expr.right));
      case 'if':
        return conditional(this.bool(expr.cond), this.value(expr.then), this.value(expr.else));
      case 'call':
        return callOn(
          expr.name,
          expr.args.map((arg) => this.int(arg)),
        );
      case 'bit': {
        const bits = lowBits(this.int(expr.of));
        return truth(`(${bits} & UINT64_C(0x${(1n << BigInt(expr.bit)).toString(16)})) != 0u`, binds.equality);
      }
      case 'isReset':
        return expr.of.map((operand) => this.#isReset(operand)).reduce((all, test) => connective('and', all, test), truth('true'));
      case 'size':
        return this.#size(expr.of);
      case 'all':
      case 'exists':
        return this.#quantified(expr.op, expr.in, expr.name, expr.body);
      default:
        return readC(printCReference(this, expr), this.context);
    }
  }

  #isReset(operand: Expr): CBool {
    const reference = printCReference(this, operand);
    const test = this.context.isReset(operand, reference, this.#statements);
    const guard = reference.guards.join(' && ');
    return guard === '' ? test : truth(`!(${guard}) || ${joint(test, binds.or)}`, binds.or);
  }

  #size(of: Expr): CInt {
    const reference = printCReference(this, of);
    const count = countOf(reference, this.context);
    if (reference.guards.length === 0) return count;
    return choose(reference.guards.join(' && '), count, cLiteral(0n));
  }

  /** A loop before the expression: nothing in an expression has an effect, so it may run although its result is not needed. */
  #quantified(op: 'all' | 'exists', of: Expr, name: string, body: Expr): CBool {
    const reference = printCReference(this, of);
    const result = this.context.local(op === 'all' ? 'all' : 'any');
    const index = this.context.local('i');
    const { type } = reference;
    if (type.kind !== 'array' && type.kind !== 'bytes') throw new Error(`${op} takes an array`);
    const element: CType =
      type.kind === 'array' && 'element' in type ? type.element : { kind: 'int', bits: 8, signed: false, order: 'big' };
    const data = this.context.inline(type) ? reference.code : `${reference.code}.data`;
    const outer = this.#variables.get(name);
    this.#variables.set(name, { code: `${data}[${index}]`, type: element });
    const here = this.#statements;
    here.line(`bool ${result} = ${op === 'all'};`);
    const more = op === 'all' ? result : `!${result}`;
    const loop = (): void =>
      here.block(`for (size_t ${index} = 0; ${index} < ${elementCount(reference, this.context)} && ${more}; ${index}++)`, () =>
        here.line(`${result} = ${this.bool(body).text};`),
      );
    if (reference.guards.length > 0) here.block(`if (${reference.guards.join(' && ')})`, loop);
    else loop();
    if (outer === undefined) this.#variables.delete(name);
    else this.#variables.set(name, outer);
    return truth(result);
  }
}

/** Code of the number of elements, a `size_t`. */
export function elementCount({ code, type }: Pick<CReference, 'code' | 'type'>, context: Pick<CContext, 'inline'>): string {
  const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
  if (count === undefined) throw new Error(`${type.kind} has no elements`);
  return context.inline(type as FieldType) && count.kind === 'fixed' ? `${count.value}u` : `${code}.count`;
}

export function countOf(reference: Pick<CReference, 'code' | 'type'>, context: Pick<CContext, 'inline'>): CInt {
  const { type } = reference;
  const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
  const text = elementCount(reference, context);
  if (count?.kind === 'fixed' && context.inline(type as FieldType)) return cLiteral(BigInt(count.value));
  // Nothing in memory has more elements than this.
  const range = { min: 0n, max: (1n << 63n) - 1n };
  return { kind: 'int', text: `(int64_t)${text}`, binds: binds.unary, range, rep: 'i64', leaf: { text, bits: 64, signed: false } };
}

/** The value of a variable; of an element that does not exist the zero of its type. */
export function readC(reference: CReference, context: Pick<CContext, 'enumNames'>): CValue {
  const { code, type, guards } = reference;
  const guard = guards.join(' && ');
  switch (type.kind) {
    case 'bool':
      return guard === '' ? truth(code) : truth(`${guard} && ${code}`, binds.and);
    case 'enum':
      return { kind: 'enum', code, names: context.enumNames(type), guard };
    case 'string':
      return { kind: 'string', code, guard };
    case 'int':
    case 'flags': {
      const { bits, signed } = intOf(type);
      const leaf = integerLeaf(code, bits, signed);
      return guard === '' ? leaf : choose(guard, leaf, cLiteral(0n));
    }
    default:
      throw new Error(`${type.kind} is no value`);
  }
}

const intOf = (type: CType & { readonly kind: 'int' | 'flags' }): { readonly bits: number; readonly signed: boolean } =>
  type.kind === 'int' ? type : 'base' in type ? type.base : { bits: type.bits, signed: false };

export function integerLeaf(code: string, bits: number, signed: boolean): CInt {
  const rep = bits === 64 && !signed ? 'u64' : 'i64';
  const text = bits === 64 ? code : `(int64_t)${code}`;
  const level = bits === 64 ? binds.primary : binds.unary;
  return { kind: 'int', text, binds: level, range: widthInterval(bits, signed), rep, leaf: { text: code, bits, signed } };
}

export function negated(test: CBool): CBool {
  if (test.text === 'true') return truth('false');
  if (test.text === 'false') return truth('true');
  return truth(`!${tight(test)}`, binds.unary);
}

export function connective(op: 'and' | 'or', left: CBool, right: CBool): CBool {
  const neutral = String(op === 'and');
  const absorbing = String(op === 'or');
  if (left.text === neutral || right.text === absorbing) return right;
  if (right.text === neutral || left.text === absorbing) return left;
  const level = op === 'and' ? binds.and : binds.or;
  return truth(`${joint(left, level)} ${op === 'and' ? '&&' : '||'} ${joint(right, level)}`, level);
}

export function compare(op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge', left: CValue, right: CValue): CBool {
  if (left.kind === 'int' && right.kind === 'int') return compareInts(op, left, right);
  if (op !== 'eq' && op !== 'ne') throw new Error(`${op} takes integers`);
  if (left.kind === 'bool' && right.kind === 'bool')
    return truth(`${tight(left)} ${op === 'eq' ? '==' : '!='} ${tight(right)}`, binds.equality);
  if (left.kind === 'int' || left.kind === 'bool' || right.kind === 'int' || right.kind === 'bool')
    throw new Error('operands differ in type');
  const same = sameText(left, right);
  return op === 'eq' ? same : negated(same);
}

function conditional(cond: CBool, yes: CValue, no: CValue): CValue {
  const test = cond.binds > binds.conditional ? cond.text : `(${cond.text})`;
  if (yes.kind === 'int' && no.kind === 'int') return choose(test, yes, no);
  if (yes.kind === 'bool' && no.kind === 'bool') return truth(`${test} ? ${tight(yes)} : ${tight(no)}`, binds.conditional);
  if (yes.kind === 'int' || yes.kind === 'bool' || no.kind === 'int' || no.kind === 'bool') throw new Error('sides differ in type');
  return { kind: 'choice', cond: test, then: yes, else: no } satisfies CText;
}

export { inRep, lowBits };
