/**
 * Integer operations in Kaitai's expression language. Its JavaScript computes with numbers, and its bit operators there
 * take 32 bits and give them a sign: whatever could come out differently is written in another way, or not at all.
 */
import {
  arithmeticInterval,
  callInterval,
  clampShift,
  fitsNumber,
  type Interval,
  pow2ceil,
  widthInterval,
  within,
} from '../../expr/range.js';
import type { CallName } from '../../expr/tree.js';
import { bool, type IntValue, literal, Unprintable, type Value, type WideValue } from './values.js';

type Integer = IntValue | WideValue;

const unsigned31 = widthInterval(31, false);
const unsigned32 = widthInterval(32, false);
const word = 1n << 32n;
const lowWord = word - 1n;

export function arithmetic(op: 'add' | 'sub' | 'mul', left: Integer, right: Integer): Value {
  const [a, b] = [plain(left), plain(right)];
  const range = arithmeticInterval(op, a.range, b.range);
  return exact(`(${a.text} ${{ add: '+', sub: '-', mul: '*' }[op]} ${b.text})`, range);
}

const operators = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;
export type Comparison = keyof typeof operators;

export function compare(op: Comparison, left: Integer, right: Integer): Value {
  if (left.kind === 'int' && right.kind === 'int') return bool(`(${plain(left).text} ${operators[op]} ${plain(right).text})`);
  const signed = [left, right].some((side) => side.kind === 'wide' && side.signed);
  const [a, b] = [widen(left, signed), widen(right, signed)];
  if (op === 'eq') return bool(`(${a.hi} == ${b.hi} and ${a.lo} == ${b.lo})`);
  if (op === 'ne') return bool(`(${a.hi} != ${b.hi} or ${a.lo} != ${b.lo})`);
  const strict = op === 'lt' || op === 'le' ? '<' : '>';
  return bool(`(${a.hi} ${strict} ${b.hi} or (${a.hi} == ${b.hi} and ${a.lo} ${operators[op]} ${b.lo}))`);
}

/** Whether the bit is set. */
export function bit(of: Integer, index: number): Value {
  if (of.kind === 'wide') {
    if (index === 63 && of.signed) return bool(`(${of.hi} < 0)`);
    return bit(half(of, index < 32 ? 'lo' : 'hi'), index % 32);
  }
  if (index < 31) return bool(`((${of.text} & ${1n << BigInt(index)}) != 0)`);
  if (of.range.min < 0n) throw new Unprintable(`bit ${index} of a negative number`);
  return bool(`(${of.text} / ${1n << BigInt(index)} % 2 == 1)`);
}

export function call(name: CallName, args: readonly Integer[]): Value {
  const [first, second] = args;
  if (first === undefined) throw new Unprintable(`${name} without arguments`);
  const range = (): Interval =>
    callInterval(
      name,
      args.map((arg) => plain(arg).range),
    );
  switch (name) {
    case 'bitAnd':
    case 'bitOr':
      return args.slice(1).reduce<Integer>((left, right) => bitwise(name, left, right), first);
    case 'bitNot':
      return invert(first, second);
    case 'shiftLeft':
      return shiftLeft(plain(first), plain(needed(second)), range());
    case 'shiftRight':
      return shiftRight(first, plain(needed(second)));
    case 'min':
    case 'max':
      return args.slice(1).reduce<IntValue>((left, right) => {
        const [a, b] = [plain(left), plain(right)];
        const op = name === 'min' ? '<' : '>';
        return exact(`(${a.text} ${op} ${b.text} ? ${a.text} : ${b.text})`, callInterval(name, [a.range, b.range]));
      }, plain(first));
    case 'pow2ceil':
      return nextPower(plain(first));
    case 'align':
      return align(plain(first), plain(needed(second)), range());
  }
}

/** As halves; an integer that is not negative, or a literal that the other side could hold. */
export function widen(value: Integer, signed: boolean): WideValue {
  if (value.kind === 'wide') {
    if (value.signed !== signed) throw new Unprintable('64 bits with a sign beside 64 bits without');
    return value;
  }
  if (value.literal !== undefined) {
    if (!within(value.range, widthInterval(64, signed))) throw new Unprintable('a literal of more than 64 bits');
    const hi = value.literal >> 32n;
    return { kind: 'wide', hi: literal(hi).text, lo: String(value.literal & lowWord), signed };
  }
  if (value.range.min < 0n) throw new Unprintable('a number that may be negative beside 64 bits');
  if (value.range.max < word) return { kind: 'wide', hi: '0', lo: value.text, signed };
  return { kind: 'wide', hi: `(${value.text} / ${word})`, lo: `(${value.text} % ${word})`, signed };
}

function bitwise(name: 'bitAnd' | 'bitOr', left: Integer, right: Integer): Integer {
  const op = name === 'bitAnd' ? '&' : '|';
  if (left.kind === 'wide' || right.kind === 'wide') {
    const signed = [left, right].some((side) => side.kind === 'wide' && side.signed);
    if (signed) throw new Unprintable('bit operations on 64 bits with a sign');
    const [a, b] = [widen(left, signed), widen(right, signed)];
    const [hi, lo] = (['hi', 'lo'] as const).map((part) => bitwise(name, half(a, part), half(b, part)));
    if (hi?.kind !== 'int' || lo?.kind !== 'int') throw new Unprintable('halves are no numbers');
    return hi.literal === 0n ? lo : { kind: 'wide', hi: hi.text, lo: lo.text, signed };
  }
  const range = callInterval(name, [left.range, right.range]);
  if (left.literal !== undefined && right.literal !== undefined) {
    return literal(op === '&' ? left.literal & right.literal : left.literal | right.literal);
  }
  if (op === '&' && [left, right].some(({ literal: mask }) => mask === 0n)) return literal(0n);
  const fits = (outer: Interval): readonly boolean[] => [within(left.range, outer), within(right.range, outer)];
  const small = fits(unsigned31);
  if (op === '&' ? small.some(Boolean) : small.every(Boolean)) return exact(`(${left.text} ${op} ${right.text})`, range);
  if (!fits(unsigned32).every(Boolean)) throw new Unprintable('bit operations on more than 32 bits');
  // With bit 31 set JavaScript's result is negative: by halves it is not.
  const [high, low] = [`${left.text} / 65536 ${op} ${right.text} / 65536`, `${left.text} % 65536 ${op} ${right.text} % 65536`];
  return exact(`((${high}) * 65536 + (${low}))`, range);
}

function invert(value: Integer, width: Integer | undefined): Integer {
  const bits = Number(clampShift(width?.kind === 'int' ? (width.literal ?? 64n) : 64n));
  if (value.kind === 'wide') {
    if (bits !== 64 || value.signed) throw new Unprintable('bitNot of 64 bits to another width');
    return { kind: 'wide', hi: `(${lowWord} - ${value.hi})`, lo: `(${lowWord} - ${value.lo})`, signed: false };
  }
  if (bits > 32 || value.range.min < 0n) throw new Unprintable('bitNot to more than 32 bits, or of a negative number');
  const mask = (1n << BigInt(bits)) - 1n;
  const low = value.range.max <= mask ? value.text : `${value.text} % ${mask + 1n}`;
  return exact(`(${mask} - ${low})`, { min: 0n, max: mask });
}

function shiftLeft(value: IntValue, count: IntValue, range: Interval): IntValue {
  if (count.literal !== undefined) return exact(`(${value.text} * ${1n << clampShift(count.literal)})`, range);
  if (!within(range, unsigned31) || count.range.min < 0n || count.range.max > 30n) throw new Unprintable('a shift that may leave 31 bits');
  return exact(`(${value.text} << ${count.text})`, range);
}

function shiftRight(value: Integer, count: IntValue): Value {
  const by = count.literal === undefined ? undefined : clampShift(count.literal);
  if (value.kind === 'wide') {
    if (value.signed || by === undefined) throw new Unprintable('a shift of 64 bits that is not constant, or with a sign');
    if (by >= 32n) return shiftRight(half(value, 'hi'), literal(by - 32n));
    if (by === 0n) return value;
    return exact(`(${value.hi} * ${1n << (32n - by)} + ${value.lo} / ${1n << by})`, { min: 0n, max: (1n << (64n - by)) - 1n });
  }
  if (by !== undefined) {
    const range = { min: value.range.min >> by, max: value.range.max >> by };
    if (value.range.min < 0n) return floored(value, 1n << by, range);
    return range.max === 0n ? literal(0n) : exact(`(${value.text} / ${1n << by})`, range);
  }
  if (!within(value.range, unsigned31) || count.range.min < 0n || count.range.max > 31n)
    throw new Unprintable('a shift of more than 31 bits');
  return exact(`(${value.text} >> ${count.text})`, { min: 0n, max: value.range.max });
}

/** Languages round a negative quotient this way or that: only positive ones are divided. */
function floored(value: IntValue, by: bigint, range: Interval): IntValue {
  const type = within(range, widthInterval(32, true)) ? 's4' : 's8';
  const negative = `(0 - (${by - 1n} - ${value.text}) / ${by})`;
  return exact(`(${value.text} >= 0 ? (${value.text} / ${by}).as<${type}> : ${negative}.as<${type}>)`, range);
}

function nextPower(value: IntValue): IntValue {
  if (value.range.max > word) throw new Unprintable('pow2ceil of more than 32 bits');
  const last = pow2ceil(value.range.max);
  const steps: string[] = [];
  for (let power = 1n; power < last; power *= 2n) steps.push(`${value.text} <= ${power} ? ${power} : `);
  return exact(`(${steps.join('')}${last})`, { min: pow2ceil(value.range.min), max: last });
}

function align(value: IntValue, step: IntValue, range: Interval): IntValue {
  if (value.range.min < 0n) throw new Unprintable('align of a negative number');
  if (step.literal === undefined) throw new Unprintable('align to a step that is not constant');
  if (step.literal <= 1n) return value;
  return exact(`((${value.text} + ${step.literal - 1n}) / ${step.literal} * ${step.literal})`, range);
}

function half(value: WideValue, part: 'hi' | 'lo'): IntValue {
  const text = value[part];
  if (/^\d+$/.test(text)) return literal(BigInt(text));
  return { kind: 'int', text, range: widthInterval(32, value.signed && part === 'hi') };
}

function plain(value: Integer): IntValue {
  if (value.kind === 'wide') throw new Unprintable('arithmetic on 64 bits');
  if (!fitsNumber(value.range)) throw new Unprintable('arithmetic beyond 53 bits');
  return value;
}

function exact(text: string, range: Interval): IntValue {
  if (!fitsNumber(range)) throw new Unprintable('arithmetic beyond 53 bits');
  return { kind: 'int', text, range };
}

function needed(value: Integer | undefined): Integer {
  if (value === undefined) throw new Unprintable('a call with too few arguments');
  return value;
}
