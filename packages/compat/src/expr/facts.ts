/** What follows at once from a list of conditions that hold: bounds, bits, names, sums. */
import type { Expr } from '@migspec/capabilities';
import { allBits, both, deriveBits, type KnownBits, learnBits, noBits } from './bits.js';
import { constantInt, truth } from './build.js';
import { calculate, callFunction, clampShift, greatest, least } from './integers.js';
import { type Linear, linear, minus, scale, shifted, unsignedKey } from './linear.js';
import { negation } from './normal.js';
import { keyOf } from './tree.js';

/** Inclusive; a side that is missing is not bounded. */
export interface Bounds {
  readonly min?: bigint;
  readonly max?: bigint;
}

export type KnownBounds = (expr: Expr) => Bounds | undefined;

const rounds = 3;

export class Facts {
  /** Conditions that cannot be taken apart, by key. */
  readonly true: ReadonlyMap<string, Expr>;
  /** Sums that are at most 0. */
  readonly sums: readonly Linear[];
  private readonly different: ReadonlySet<string>;
  private readonly bounds = new Map<string, Bounds>();
  private readonly bits = new Map<string, KnownBits>();
  private readonly names = new Map<string, { is?: string; readonly not: Set<string> }>();
  private readonly given: KnownBounds;
  /** The conditions contradict each other. */
  readonly impossible: boolean;
  /** Answers that no longer change, by tree. */
  private readonly settled: { readonly bounds: WeakMap<Expr, Bounds>; readonly bits: WeakMap<Expr, KnownBits> } | undefined;

  /** `atoms`: in normal form, no `and`, no `or`. */
  constructor(atoms: readonly Expr[], given: KnownBounds = () => undefined) {
    this.given = given;
    this.true = new Map(atoms.map((atom) => [keyOf(atom), atom]));
    const sums: Linear[] = [];
    const different = new Map<string, Linear>();
    for (const atom of atoms) {
      for (const sum of atMostZero(atom)) sums.push(sum);
      const distinct = distinctSum(atom);
      if (distinct) different.set(unsignedKey(distinct), distinct);
      this.learnName(atom);
    }
    this.sums = sums;
    this.different = new Set(different.keys());
    for (let round = 0; round < rounds; round++) {
      for (const atom of atoms) this.learnBitsOf(atom);
      for (const sum of sums) this.tighten(sum);
      for (const sum of different.values()) this.exclude(sum);
    }
    this.settled = { bounds: new WeakMap(), bits: new WeakMap() };
    this.impossible = this.contradicts(atoms);
  }

  holds(atom: Expr): boolean {
    if (this.true.has(keyOf(atom))) return true;
    return (atom.op === 'eq' || atom.op === 'ne') && this.true.has(keyOf({ ...atom, left: atom.right, right: atom.left }));
  }

  areDifferent(sum: Linear): boolean {
    return this.different.has(unsignedKey(sum));
  }

  /** The value of an enum or string, or that it has not some. */
  nameOf(expr: Expr): { readonly is?: string; readonly not: ReadonlySet<string> } | undefined {
    return this.names.get(keyOf(expr));
  }

  bitsOf(expr: Expr): KnownBits {
    const before = this.settled?.bits.get(expr);
    if (before) return before;
    const bits = this.findBits(expr);
    this.settled?.bits.set(expr, bits);
    return bits;
  }

  boundsOf(expr: Expr): Bounds {
    const before = this.settled?.bounds.get(expr);
    if (before) return before;
    const { zero, one } = this.bitsOf(expr);
    const fromBits: Bounds = zero < 0n ? { min: greatest(one, 0n), max: ~zero } : {};
    const bounds = meet(this.boundsWithoutBits(expr), fromBits);
    this.settled?.bounds.set(expr, bounds);
    return bounds;
  }

  private findBits(expr: Expr): KnownBits {
    const known = both(
      this.bits.get(keyOf(expr)) ?? noBits,
      deriveBits(expr, (part) => this.bitsOf(part)),
    );
    const { min, max } = this.boundsWithoutBits(expr);
    if (min === undefined || max === undefined || min < 0n) return known;
    return min === max ? allBits(min) : both(known, { zero: ~((1n << BigInt(max.toString(2).length)) - 1n), one: 0n });
  }

  sumBounds(sum: Linear): Bounds {
    let min: bigint | undefined = sum.constant;
    let max: bigint | undefined = sum.constant;
    for (const { expr, factor } of sum.terms.values()) {
      const bounds = this.boundsOf(expr);
      const [low, high] = factor > 0n ? [bounds.min, bounds.max] : [bounds.max, bounds.min];
      min = min === undefined || low === undefined ? undefined : min + low * factor;
      max = max === undefined || high === undefined ? undefined : max + high * factor;
    }
    return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  }

  private boundsWithoutBits(expr: Expr): Bounds {
    const value = constantInt(expr);
    if (value !== undefined) return { min: value, max: value };
    return meet(meet(this.bounds.get(keyOf(expr)) ?? {}, this.given(expr) ?? {}), this.derived(expr));
  }

  private derived(expr: Expr): Bounds {
    switch (expr.op) {
      case 'size':
        return { min: 0n };
      case 'if':
        return join(this.boundsWithoutBits(expr.then), this.boundsWithoutBits(expr.else));
      case 'add':
      case 'sub':
      case 'neg':
        return this.plainSumBounds(linear(expr));
      case 'mul':
        return corners(this.boundsWithoutBits(expr.left), this.boundsWithoutBits(expr.right), (a, b) => calculate('mul', a, b));
      case 'call':
        return this.callBounds(expr.name, expr.args);
      default:
        return {};
    }
  }

  private plainSumBounds(sum: Linear): Bounds {
    let bounds: Bounds = { min: sum.constant, max: sum.constant };
    for (const { expr, factor } of sum.terms.values()) {
      const term = corners(this.boundsWithoutBits(expr), { min: factor, max: factor }, (a, b) => a * b);
      bounds = corners(bounds, term, (a, b) => a + b);
    }
    return bounds;
  }

  private callBounds(name: string, args: readonly Expr[]): Bounds {
    const all = args.map((arg) => this.boundsWithoutBits(arg));
    const [a = {}, b = {}] = all;
    switch (name) {
      case 'min':
      case 'max': {
        const pick = name === 'min' ? least : greatest;
        // One operand bounds a minimum from above, all of them together from below.
        const mins = all.flatMap((each) => (each.min === undefined ? [] : [each.min]));
        const maxs = all.flatMap((each) => (each.max === undefined ? [] : [each.max]));
        const min = name === 'max' ? mins.length > 0 : mins.length === all.length && mins.length > 0;
        const max = name === 'min' ? maxs.length > 0 : maxs.length === all.length && maxs.length > 0;
        return { ...(min && { min: mins.reduce(pick) }), ...(max && { max: maxs.reduce(pick) }) };
      }
      case 'bitAnd': {
        const caps = all.flatMap((each) => (each.min !== undefined && each.min >= 0n ? [each.max] : []));
        const known = caps.filter((cap) => cap !== undefined);
        return caps.length === 0 ? {} : { min: 0n, ...(known.length > 0 && { max: known.reduce(least) }) };
      }
      case 'bitNot':
        return { min: 0n, ...(b.max !== undefined && { max: (1n << clampShift(b.max)) - 1n }) };
      case 'pow2ceil':
        return {
          min: callFunction('pow2ceil', [a.min ?? 1n]) ?? 1n,
          ...(a.max !== undefined && { max: callFunction('pow2ceil', [a.max]) ?? 1n }),
        };
      case 'shiftLeft':
      case 'shiftRight': {
        const counts: Bounds = { min: clampShift(b.min ?? 0n), max: clampShift(b.max ?? 64n) };
        return corners(a, counts, (x, n) => callFunction(name, [x, n]) ?? x);
      }
      case 'align':
        return {
          ...(a.min !== undefined && { min: a.min }),
          ...(a.max !== undefined && b.max !== undefined && { max: b.max > 1n ? a.max + b.max - 1n : a.max }),
        };
      default:
        return {};
    }
  }

  /** A sum at most 0 bounds each of its terms by the bounds of the others. */
  private tighten(sum: Linear): void {
    for (const [key, { factor }] of sum.terms) {
      const rest = { terms: new Map([...sum.terms].filter(([other]) => other !== key)), constant: sum.constant };
      const { min } = this.sumBounds(rest);
      if (min === undefined) continue;
      // factor * x <= -rest, and -rest is at most -min.
      const bound: Bounds = factor > 0n ? { max: floorDivide(-min, factor) } : { min: -floorDivide(-min, -factor) };
      this.bounds.set(key, meet(this.bounds.get(key) ?? {}, bound));
    }
  }

  /** `x != 5` moves a bound that is 5. */
  private exclude(sum: Linear): void {
    const [entry, ...more] = sum.terms;
    if (!entry || more.length > 0) return;
    const [key, { expr, factor }] = entry;
    if (sum.constant % factor !== 0n) return;
    const value = -sum.constant / factor;
    const { min, max } = this.boundsOf(expr);
    if (min === value) this.bounds.set(key, meet(this.bounds.get(key) ?? {}, { min: value + 1n }));
    if (max === value) this.bounds.set(key, meet(this.bounds.get(key) ?? {}, { max: value - 1n }));
  }

  private learnBitsOf(atom: Expr): void {
    const learn = (part: Expr, bits: KnownBits): void => {
      this.bits.set(keyOf(part), both(this.bits.get(keyOf(part)) ?? noBits, bits));
    };
    if (atom.op === 'bit') learnBits(atom.of, { zero: 0n, one: 1n << BigInt(atom.bit) }, learn);
    if (atom.op === 'not' && atom.of.op === 'bit') learnBits(atom.of.of, { zero: 1n << BigInt(atom.of.bit), one: 0n }, learn);
    if (atom.op !== 'eq' && atom.op !== 'ne') return;
    for (const [side, other] of [
      [atom.left, atom.right],
      [atom.right, atom.left],
    ] as const) {
      const value = constantInt(other);
      if (value === undefined) continue;
      if (atom.op === 'eq') learnBits(side, allBits(value), learn);
      else this.learnOtherBit(side, value, learn);
    }
  }

  /** `bitAnd(x, 4) != 0`: when only one bit can be set, it is not the one that it is not. */
  private learnOtherBit(side: Expr, value: bigint, learn: (part: Expr, bits: KnownBits) => void): void {
    const { zero, one } = this.bitsOf(side);
    const open = ~(zero | one);
    if (open <= 0n || (open & (open - 1n)) !== 0n) return;
    if (value === one) learnBits(side, { zero: 0n, one: open }, learn);
    if (value === (one | open)) learnBits(side, { zero: open, one: 0n }, learn);
  }

  private learnName(atom: Expr): void {
    if (atom.op !== 'eq' && atom.op !== 'ne') return;
    const [side, literal] = atom.left.op === 'string' ? [atom.right, atom.left] : [atom.left, atom.right];
    if (literal.op !== 'string') return;
    const key = keyOf(side);
    const known = this.names.get(key) ?? { not: new Set<string>() };
    if (atom.op === 'ne') known.not.add(literal.value);
    else if (known.is !== undefined && known.is !== literal.value) known.not.add(known.is);
    else known.is = literal.value;
    this.names.set(key, known);
  }

  private contradicts(atoms: readonly Expr[]): boolean {
    if (atoms.some((atom) => (atom.op === 'bool' && !atom.value) || this.holds(negation(atom)))) return true;
    if (this.holds(truth(false))) return true;
    for (const known of this.names.values()) if (known.is !== undefined && known.not.has(known.is)) return true;
    for (const sum of this.sums) {
      const { min } = this.sumBounds(sum);
      if (min !== undefined && min > 0n) return true;
      for (const { expr } of sum.terms.values()) {
        const bounds = this.boundsOf(expr);
        if (bounds.min !== undefined && bounds.max !== undefined && bounds.min > bounds.max) return true;
      }
    }
    for (const { zero, one } of this.bits.values()) if ((zero & one) !== 0n) return true;
    return false;
  }
}

/** A comparison of integers as sums that are at most 0. */
export function atMostZero(atom: Expr): readonly Linear[] {
  switch (atom.op) {
    case 'le':
      return [minus(linear(atom.left), linear(atom.right))];
    case 'lt':
      return [shifted(minus(linear(atom.left), linear(atom.right)), 1n)];
    case 'ge':
      return [minus(linear(atom.right), linear(atom.left))];
    case 'gt':
      return [shifted(minus(linear(atom.right), linear(atom.left)), 1n)];
    case 'eq': {
      if (atom.left.op === 'string' || atom.right.op === 'string') return [];
      const sum = minus(linear(atom.left), linear(atom.right));
      return [sum, scale(sum, -1n)];
    }
    default:
      return [];
  }
}

/** `a != b` as a sum that is not 0. */
export function distinctSum(atom: Expr): Linear | undefined {
  if (atom.op !== 'ne' || atom.left.op === 'string' || atom.right.op === 'string') return undefined;
  return minus(linear(atom.left), linear(atom.right));
}

export function meet(a: Bounds, b: Bounds): Bounds {
  const min = a.min === undefined ? b.min : b.min === undefined ? a.min : greatest(a.min, b.min);
  const max = a.max === undefined ? b.max : b.max === undefined ? a.max : least(a.max, b.max);
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

const join = (a: Bounds, b: Bounds): Bounds => ({
  ...(a.min !== undefined && b.min !== undefined && { min: least(a.min, b.min) }),
  ...(a.max !== undefined && b.max !== undefined && { max: greatest(a.max, b.max) }),
});

/** Bounds of an operation whose extremes lie at the corners, when all four are known. */
function corners(a: Bounds, b: Bounds, operate: (x: bigint, y: bigint) => bigint): Bounds {
  if (a.min === undefined || a.max === undefined || b.min === undefined || b.max === undefined) return {};
  const values = [operate(a.min, b.min), operate(a.min, b.max), operate(a.max, b.min), operate(a.max, b.max)];
  return { min: values.reduce(least), max: values.reduce(greatest) };
}

/** Towards minus infinity; `by` is positive. */
function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
