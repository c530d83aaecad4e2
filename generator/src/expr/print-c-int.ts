/** Integer operations in printed C: exact, in 64 bits where every value in between fits, else through helpers of the runtime. */
import { type CBool, type CInt, type Rep, repOf, tight, truth } from './c-code.js';
import { binds } from './code.js';
import { arithmeticInterval, callInterval, clampShift, type Interval, longestShift, union } from './range.js';
import type { CallName } from './tree.js';

type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

export function cLiteral(value: bigint): CInt {
  const range = { min: value, max: value };
  const rep = repOf(range);
  return { kind: 'int', text: literalText(value, rep), binds: binds.primary, range, rep, literal: value };
}

function literalText(value: bigint, rep: Rep): string {
  if (rep === 'u64') return `UINT64_C(${value})`;
  if (rep === 'i64') return value === -(1n << 63n) ? 'INT64_MIN' : `INT64_C(${value})`;
  return `migspec_wide_of(UINT64_C(${BigInt.asUintN(64, value >> 64n)}), UINT64_C(${BigInt.asUintN(64, value)}))`;
}

const made = (text: string, range: Interval, level: number = binds.primary): CInt => ({
  kind: 'int',
  text,
  binds: level,
  range,
  rep: repOf(range),
});

/** The value in that representation; the caller knows that it fits. */
export function inRep(value: CInt, rep: Rep): CInt {
  if (value.literal !== undefined) return { ...value, text: literalText(value.literal, rep), rep };
  if (value.rep === rep) return value;
  const as = (text: string, level: number = binds.primary): CInt => ({ ...value, text, binds: level, rep });
  if (rep === 'wide') return as(`migspec_wide_${value.rep}(${value.text})`);
  if (value.rep === 'wide') return as(`migspec_wide_to_${rep}(${value.text})`);
  return as(`(${rep === 'u64' ? 'uint64_t' : 'int64_t'})${value.leaf?.text ?? tight(value)}`, binds.unary);
}

/** The low 64 bits, as two's complement. */
export function lowBits(value: CInt): string {
  if (value.literal !== undefined) return `UINT64_C(${BigInt.asUintN(64, value.literal)})`;
  return value.rep === 'wide' ? `migspec_wide_to_u64(${value.text})` : inRep(value, 'u64').text;
}

/** A representation that holds all of them. */
const common = (...ranges: readonly Interval[]): Rep => repOf(ranges.reduce(union));

const signs = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

/** What the ranges alone decide is a constant: compilers warn of such comparisons. */
function decided(op: Comparison, a: Interval, b: Interval): boolean | undefined {
  const below = a.max < b.min;
  const above = a.min > b.max;
  const same = a.min === a.max && b.min === b.max && a.min === b.min;
  switch (op) {
    case 'eq':
      return same ? true : below || above ? false : undefined;
    case 'ne':
      return same ? false : below || above ? true : undefined;
    case 'lt':
      return below ? true : a.min >= b.max ? false : undefined;
    case 'ge':
      return below ? false : a.min >= b.max ? true : undefined;
    case 'gt':
      return above ? true : a.max <= b.min ? false : undefined;
    case 'le':
      return above ? false : a.max <= b.min ? true : undefined;
  }
}

export function compareInts(op: Comparison, left: CInt, right: CInt): CBool {
  const known = decided(op, left.range, right.range);
  if (known !== undefined) return truth(String(known));
  const level = op === 'eq' || op === 'ne' ? binds.equality : binds.relation;
  const plain = plainComparison(left, right);
  if (plain !== undefined) return truth(`${left.leaf?.text} ${signs[op]} ${plain}`, level);
  const rep = common(left.range, right.range);
  const [a, b] = [inRep(left, rep), inRep(right, rep)];
  if (rep === 'wide') return truth(`migspec_wide_compare(${a.text}, ${b.text}) ${signs[op]} 0`, level);
  return truth(`${tight(a)} ${signs[op]} ${tight(b)}`, level);
}

/** A variable and a literal, both of which C compares as they stand. */
function plainComparison({ leaf }: CInt, { literal }: CInt): string | undefined {
  if (leaf === undefined || literal === undefined) return undefined;
  if (!leaf.signed && literal >= 0n) return literal < 1n << 31n ? `${literal}u` : `UINT64_C(${literal})`;
  return leaf.signed && literal > -(1n << 31n) && literal < 1n << 31n ? String(literal) : undefined;
}

export function arithmetic(op: 'add' | 'sub' | 'mul', left: CInt, right: CInt): CInt {
  const range = arithmeticInterval(op, left.range, right.range);
  const rep = common(left.range, right.range, range);
  const [a, b] = [inRep(left, rep), inRep(right, rep)];
  const sign = { add: '+', sub: '-', mul: '*' }[op];
  const level = op === 'mul' ? binds.times : binds.plus;
  const chained = op === 'add' && a.binds === binds.plus ? a.text : tight(a);
  const text = rep === 'wide' ? `migspec_wide_${op}(${a.text}, ${b.text})` : `${chained} ${sign} ${tight(b)}`;
  const whole: CInt = { kind: 'int', text, binds: rep === 'wide' ? binds.primary : level, range, rep };
  return inRep(whole, repOf(range));
}

export function choose(cond: string, yes: CInt, no: CInt): CInt {
  const range = union(yes.range, no.range);
  const rep = repOf(range);
  return { ...made('', range, binds.conditional), text: `${cond} ? ${tight(inRep(yes, rep))} : ${tight(inRep(no, rep))}` };
}

/** `bitAnd` and the others on computed operands. */
export function callOn(name: CallName, args: readonly CInt[]): CInt {
  const [first, second] = args;
  if (first === undefined) throw new Error(`${name} takes arguments`);
  const range = callInterval(
    name,
    args.map((arg) => arg.range),
  );
  switch (name) {
    case 'bitAnd':
    case 'bitOr':
      return args.slice(1).reduce((left, right) => bitwise(name, left, right), first);
    case 'min':
    case 'max':
      return args.slice(1).reduce((left, right) => helper(name, [left, right], callInterval(name, [left.range, right.range])), first);
    case 'bitNot': {
      const width = clampShift(second?.literal ?? longestShift);
      const mask = (1n << width) - 1n;
      return inRep({ ...made(`~${bracketed(lowBits(first))} & UINT64_C(${mask})`, range, binds.bitAnd), rep: 'u64' }, repOf(range));
    }
    case 'shiftLeft':
    case 'shiftRight':
      if (second === undefined) throw new Error(`${name} takes a count`);
      return shift(name, first, second, range);
    case 'pow2ceil':
    case 'align':
      return helper(name, args, range);
  }
}

const bracketed = (text: string): string => (/^[\w.]+$|^\w+\([^()]*\)$/.test(text) ? text : `(${text})`);

function bitwise(name: 'bitAnd' | 'bitOr', left: CInt, right: CInt): CInt {
  const range = callInterval(name, [left.range, right.range]);
  const rep = common(left.range, right.range, range);
  const [a, b] = [inRep(left, rep), inRep(right, rep)];
  const [sign, level, word] = name === 'bitAnd' ? (['&', binds.bitAnd, 'and'] as const) : (['|', binds.bitOr, 'or'] as const);
  const text = rep === 'wide' ? `migspec_wide_${word}(${a.text}, ${b.text})` : `${tight(a)} ${sign} ${tight(b)}`;
  return inRep({ kind: 'int', text, binds: rep === 'wide' ? binds.primary : level, range, rep }, repOf(range));
}

const words: Readonly<Partial<Record<CallName, string>>> = { min: 'min', max: 'max', pow2ceil: 'pow2ceil', align: 'align' };

function helper(name: CallName, args: readonly CInt[], range: Interval): CInt {
  const rep = common(range, ...args.map((arg) => arg.range));
  const text = `migspec_${words[name]}_${rep}(${args.map((arg) => inRep(arg, rep).text).join(', ')})`;
  return inRep({ kind: 'int', text, binds: binds.primary, range, rep }, repOf(range));
}

/** A count outside 0 … 64 is the nearest one inside, so that every shift is total. */
function shift(name: 'shiftLeft' | 'shiftRight', value: CInt, count: CInt, range: Interval): CInt {
  const rep = common(value.range, range);
  const clamped =
    count.literal !== undefined
      ? `${clampShift(count.literal)}u`
      : count.rep === 'i64'
        ? `migspec_shift_count(${count.text})`
        : `migspec_shift_count_${count.rep}(${count.text})`;
  const text = `migspec_${name === 'shiftLeft' ? 'shl' : 'shr'}_${rep}(${inRep(value, rep).text}, ${clamped})`;
  return inRep({ kind: 'int', text, binds: binds.primary, range, rep }, repOf(range));
}
