/** Integer operations in printed code: `number` where exact, `bigint` elsewhere, and JavaScript's 32-bit bit operators. */
import { binds, type Code, type IntCode, infix, primary, wrap } from './code.js';
import type { ExprHelper } from './print-ts.js';
import { arithmeticInterval, callInterval, clampShift, fitsNumber, type Interval, longestShift, widthInterval, within } from './range.js';
import type { CallName } from './tree.js';

interface Helpers {
  helper(name: ExprHelper): string;
}

const signed32 = widthInterval(32, true);
const unsigned32 = widthInterval(32, false);
const unsigned31 = widthInterval(31, false);

export function literal(value: bigint): IntCode {
  const range = { min: value, max: value };
  return { ...negatable(value, String(value)), range, big: !fitsNumber(range), literal: value };
}

const negatable = (value: bigint, text: string): Code => ({ text, binds: value < 0n ? binds.unary : binds.primary });

export function asNumber(code: IntCode): Code {
  if (code.literal !== undefined) return negatable(code.literal, String(code.literal));
  return code.big ? primary(`Number(${code.text})`) : code;
}

export function asBigint(code: IntCode): Code {
  if (code.literal !== undefined) return negatable(code.literal, `${code.literal}n`);
  return code.big ? code : primary(`BigInt(${code.text})`);
}

/** All as `number`, or all as `bigint` when one is. */
export function unify(values: readonly IntCode[]): { readonly codes: readonly Code[]; readonly big: boolean } {
  const big = values.some((value) => value.big);
  return { codes: values.map(big ? asBigint : asNumber), big };
}

const comparisons = { eq: '===', ne: '!==', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

/** Operands that bind weaker than a sum get brackets, for the reader. */
export function printComparison(op: keyof typeof comparisons, left: Code | IntCode, right: Code | IntCode): Code {
  const level = op === 'eq' || op === 'ne' ? binds.equality : binds.relation;
  const [a, b] = 'range' in left && 'range' in right ? pair(unify([left, right]).codes) : [left, right];
  return { text: `${wrap(a, binds.plus)} ${comparisons[op]} ${wrap(b, binds.plus)}`, binds: level };
}

export function printArithmetic(op: 'add' | 'sub' | 'mul', left: IntCode, right: IntCode): IntCode {
  const range = arithmeticInterval(op, left.range, right.range);
  const big = left.big || right.big || !fitsNumber(range);
  const [a, b] = big ? [asBigint(left), asBigint(right)] : [asNumber(left), asNumber(right)];
  if (op === 'sub') return { ...infix(a, '-', b, binds.plus), range, big };
  if (op === 'add') return { ...infix(a, '+', b, binds.plus), range, big };
  const product = infix(a, '*', b, binds.times);
  // 0 * -5 is -0 as a number; adding 0 makes it 0.
  const signed = !big && (left.range.min < 0n || right.range.min < 0n);
  return { ...(signed ? infix(product, '+', primary('0'), binds.plus) : product), range, big };
}

export function printCall(helpers: Helpers, name: CallName, args: readonly IntCode[]): IntCode {
  const range = callInterval(
    name,
    args.map((arg) => arg.range),
  );
  const [first, second] = args;
  if (!first) throw new Error(`${name} takes arguments`);
  switch (name) {
    case 'bitAnd':
      return args.slice(1).reduce(printAnd, first);
    case 'bitOr':
      return args.slice(1).reduce(printOr, first);
    case 'bitNot':
      return printNot(first, Number(clampShift(second?.literal ?? longestShift)), range);
    case 'shiftLeft':
    case 'shiftRight':
      if (!second) throw new Error(`${name} takes a count`);
      return name === 'shiftLeft' ? printShiftLeft(first, second, range) : printShiftRight(first, second, range);
    case 'min':
    case 'max': {
      const { codes, big } = unify(args);
      const callee = big ? helpers.helper(name === 'min' ? 'minBigint' : 'maxBigint') : `Math.${name}`;
      return { ...call(callee, codes), range, big };
    }
    case 'pow2ceil':
    case 'align': {
      const big = args.some((arg) => arg.big) || !fitsNumber(range);
      const callee = name === 'align' ? (big ? 'alignUpBigint' : 'alignUp') : big ? 'pow2ceilBigint' : 'pow2ceil';
      return { ...call(helpers.helper(callee), args.map(big ? asBigint : asNumber)), range, big };
    }
  }
}

const call = (callee: string, args: readonly Code[]): Code => primary(`${callee}(${args.map((arg) => arg.text).join(', ')})`);

const pair = (codes: readonly Code[]): readonly [Code, Code] => {
  const [a, b] = codes;
  if (!a || !b) throw new Error('two operands');
  return [a, b];
};

/** Operand of a bit operation: masks read better in hex. */
function operand(code: IntCode, big: boolean): Code {
  if (code.literal === undefined || code.literal < 10n) return big ? asBigint(code) : asNumber(code);
  return primary(`0x${code.literal.toString(16)}${big ? 'n' : ''}`);
}

const onBigints = (op: '&' | '|', left: IntCode, right: IntCode, range: Interval): IntCode => ({
  ...infix(operand(left, true), op, operand(right, true), op === '&' ? binds.bitAnd : binds.bitOr),
  range,
  big: true,
});

/** The low 32 bits as an unsigned number. */
const unsigned = (code: Code): Code => infix(code, '>>>', primary('0'), binds.shift);

/**
 * JavaScript's `&` takes the low 32 bits of any exact number. The result is right when one side has no other bits; its
 * sign is right when that side has no bit 31, or when both sides are signed 32-bit values.
 */
function printAnd(left: IntCode, right: IntCode): IntCode {
  const range = callInterval('bitAnd', [left.range, right.range]);
  const has = (outer: Interval): boolean => within(left.range, outer) || within(right.range, outer);
  const plain = has(unsigned31) || (within(left.range, signed32) && within(right.range, signed32));
  if (left.big || right.big || !(plain || has(unsigned32))) return onBigints('&', left, right, range);
  const code = infix(operand(left, false), '&', operand(right, false), binds.bitAnd);
  return { ...(plain ? code : unsigned(code)), range, big: false };
}

function printOr(left: IntCode, right: IntCode): IntCode {
  const range = callInterval('bitOr', [left.range, right.range]);
  const both = (outer: Interval): boolean => within(left.range, outer) && within(right.range, outer);
  const plain = both(signed32);
  if (left.big || right.big || !(plain || both(unsigned32))) return onBigints('|', left, right, range);
  const code = infix(operand(left, false), '|', operand(right, false), binds.bitOr);
  return { ...(plain ? code : unsigned(code)), range, big: false };
}

function printNot(value: IntCode, width: number, range: Interval): IntCode {
  const mask = primary(`0x${((1n << BigInt(width)) - 1n).toString(16)}`);
  if (value.big || width > 32) {
    const inverted: Code = { text: `~${wrap(asBigint(value), binds.unary)}`, binds: binds.unary };
    return { ...infix(inverted, '&', primary(`${mask.text}n`), binds.bitAnd), range, big: true };
  }
  const inverted: Code = { text: `~${wrap(asNumber(value), binds.unary)}`, binds: binds.unary };
  return { ...(width === 32 ? unsigned(inverted) : infix(inverted, '&', mask, binds.bitAnd)), range, big: false };
}

/** A shift count as a `number` between 0 and 64. */
function clamped(count: IntCode): Code {
  if (count.literal !== undefined) return primary(String(clampShift(count.literal)));
  const code = asNumber(count);
  const low = count.range.min < 0n;
  const high = count.range.max > longestShift;
  if (!low && !high) return code;
  const most = high ? `Math.min(${code.text}, ${longestShift})` : code.text;
  return primary(low ? `Math.max(${most}, 0)` : most);
}

const countAsBigint = (count: IntCode): Code =>
  primary(count.literal === undefined ? `BigInt(${clamped(count).text})` : `${clampShift(count.literal)}n`);

/** `2 ** n`, or its value when the count is constant. */
function powerOfTwo(count: IntCode): Code {
  if (count.literal !== undefined) return primary(String(1n << clampShift(count.literal)));
  return { text: `2 ** ${wrap(clamped(count), binds.unary)}`, binds: binds.power };
}

function printShiftLeft(value: IntCode, count: IntCode, range: Interval): IntCode {
  if (value.big || !fitsNumber(range)) return { ...infix(asBigint(value), '<<', countAsBigint(count), binds.shift), range, big: true };
  if (count.literal !== undefined && within(range, unsigned31) && within(value.range, unsigned31)) {
    return { ...infix(asNumber(value), '<<', clamped(count), binds.shift), range, big: false };
  }
  const power = powerOfTwo(count);
  return { ...(value.literal === 1n ? power : infix(asNumber(value), '*', power, binds.times)), range, big: false };
}

function printShiftRight(value: IntCode, count: IntCode, range: Interval): IntCode {
  if (value.big) return { ...infix(asBigint(value), '>>', countAsBigint(count), binds.shift), range, big: true };
  const short = count.range.min >= 0n && count.range.max <= 31n;
  const op = within(value.range, signed32) ? '>>' : within(value.range, unsigned32) ? '>>>' : undefined;
  if (short && op) return { ...infix(asNumber(value), op, asNumber(count), binds.shift), range, big: false };
  const quotient = infix(asNumber(value), '/', powerOfTwo(count), binds.times);
  return { ...primary(`Math.floor(${quotient.text})`), range, big: false };
}
