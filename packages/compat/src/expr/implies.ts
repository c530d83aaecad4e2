/**
 * Implication between conditions. Sound: `true` is a proof. Not complete: `false` says nothing. Knows structure, integer
 * bounds and sums, single bits, names of enums, `all`, `exists` and `isReset`.
 */
import type { Expr } from '@migspec/capabilities';
import { constantInt, truth } from './build.js';
import { atMostZero, distinctSum, Facts, type KnownBounds } from './facts.js';
import { type Linear, minus } from './linear.js';
import { negation, normal } from './normal.js';
import { simplifyTree } from './simplify.js';
import { conjuncts, disjuncts, keyOf, rename } from './tree.js';

export type { Bounds, KnownBounds } from './facts.js';

/** Conditions looked at, over all cases, after which the answer is `false`: bounds the time of one question. */
const mostWork = 1500;

/** Nested case distinctions over `or`. */
const deepestSplit = 4;

/**
 * Whether `goal` is true whenever all of `known` are. `bounds` may give what the types say of a name (a u16 lies between
 * 0 and 65535). Conditions that contradict each other imply everything.
 */
export function implies(known: readonly Expr[], goal: Expr, bounds?: KnownBounds): boolean {
  const prover = new Prover(bounds);
  return prover.prove(
    known.map((each) => normal(simplifyTree(each))),
    normal(simplifyTree(goal)),
    0,
  );
}

/** Whether the conditions can be shown never to hold together. */
export function contradictory(known: readonly Expr[], bounds?: KnownBounds): boolean {
  return implies(known, truth(false), bounds);
}

class Prover {
  private readonly bounds: KnownBounds | undefined;
  private work = 0;
  private names = 0;

  constructor(bounds: KnownBounds | undefined) {
    this.bounds = bounds;
  }

  /** Both in normal form. */
  prove(known: readonly Expr[], goal: Expr, splits: number): boolean {
    const parts = known.flatMap(conjuncts);
    this.work += parts.length + 1;
    if (this.work > mostWork) return false;
    const atoms = parts.filter((part) => part.op !== 'or');
    const facts = new Facts(atoms, this.bounds);
    if (facts.impossible) return true;
    if (this.follows(facts, parts, goal, splits)) return true;
    return splits < deepestSplit && this.byCases(facts, parts, goal, splits);
  }

  private follows(facts: Facts, known: readonly Expr[], goal: Expr, splits: number): boolean {
    switch (goal.op) {
      case 'and':
        return conjuncts(goal).every((part) => this.follows(facts, known, part, splits));
      case 'or':
        return this.someSide(facts, known, goal, splits);
      case 'bool':
        return goal.value || isAtMostZero(facts, { terms: new Map(), constant: 1n });
      case 'all':
      case 'exists':
        return facts.holds(goal) || this.quantified(known, goal, splits);
      case 'isReset':
        return goal.of.every((of) => isKnownReset(facts, of));
      case 'bit':
        return facts.holds(goal) || ((facts.bitsOf(goal.of).one >> BigInt(goal.bit)) & 1n) === 1n;
      case 'not':
        if (goal.of.op === 'bit' && ((facts.bitsOf(goal.of.of).zero >> BigInt(goal.of.bit)) & 1n) === 1n) return true;
        return facts.holds(goal);
      case 'eq':
      case 'ne':
        return facts.holds(goal) || byName(facts, goal.op, goal.left, goal.right) || byBits(facts, goal) || bySums(facts, goal);
      default:
        return facts.holds(goal) || bySums(facts, goal);
    }
  }

  /** One side follows, or follows when the others are false. */
  private someSide(facts: Facts, known: readonly Expr[], goal: Expr, splits: number): boolean {
    const sides = disjuncts(goal);
    const keys = new Set(sides.map(keyOf));
    if (known.some((each) => each.op === 'or' && disjuncts(each).every((side) => keys.has(keyOf(side))))) return true;
    if (sides.some((side) => this.follows(facts, known, side, splits))) return true;
    if (splits >= deepestSplit) return false;
    return sides.some((side) => {
      const others = sides.filter((other) => other !== side).map(negation);
      return this.prove([...known, ...others], side, splits + 1);
    });
  }

  /** For every side of a known `or`. */
  private byCases(facts: Facts, known: readonly Expr[], goal: Expr, splits: number): boolean {
    return known.some((choice) => {
      if (choice.op !== 'or') return false;
      const rest = known.filter((each) => each !== choice);
      const sides = disjuncts(choice).filter((side) => !facts.holds(negation(side)));
      return sides.every((side) => this.prove([...rest, side], goal, splits + 1));
    });
  }

  /** What holds for all elements (and, for `exists`, for one) makes the goal's body hold for it. */
  private quantified(known: readonly Expr[], goal: Expr & { readonly op: 'all' | 'exists' }, splits: number): boolean {
    const name = `#proof${this.names++}`;
    const body = (each: Expr & { readonly op: 'all' | 'exists' }): Expr => rename(each.body, each.name, name);
    const list = keyOf(goal.in);
    const same = known.filter(
      (each): each is Expr & { readonly op: 'all' | 'exists' } => (each.op === 'all' || each.op === 'exists') && keyOf(each.in) === list,
    );
    const always = same.filter((each) => each.op === 'all').map(body);
    const outside = known.filter((each) => each.op !== 'all' && each.op !== 'exists');
    if (goal.op === 'all') return this.prove([...outside, ...always], body(goal), splits);
    return same.some((each) => each.op === 'exists' && this.prove([...outside, ...always, body(each)], body(goal), splits));
  }
}

/** The operand or something around it is at its reset value. */
function isKnownReset(facts: Facts, of: Expr): boolean {
  if (facts.holds({ op: 'isReset', of: [of] })) return true;
  return (of.op === 'field' || of.op === 'index') && isKnownReset(facts, of.of);
}

function byName(facts: Facts, op: 'eq' | 'ne', left: Expr, right: Expr): boolean {
  const [side, literal] = left.op === 'string' ? [right, left] : [left, right];
  if (literal.op !== 'string') return false;
  const known = facts.nameOf(side);
  if (op === 'eq') return known?.is === literal.value;
  return known !== undefined && ((known.is !== undefined && known.is !== literal.value) || known.not.has(literal.value));
}

function byBits(facts: Facts, goal: Expr): boolean {
  if (goal.op !== 'eq' && goal.op !== 'ne') return false;
  const [left, right] = [constantInt(goal.left), constantInt(goal.right)];
  const value = left ?? right;
  if (value === undefined) return false;
  const { zero, one } = facts.bitsOf(left === undefined ? goal.left : goal.right);
  return goal.op === 'eq' ? (zero & ~value) === ~value && (one & value) === value : (one & ~value) !== 0n || (zero & value) !== 0n;
}

/** Comparisons of integers: every sum that must be at most 0 is, by bounds, or as the sum of one or two known ones. */
function bySums(facts: Facts, goal: Expr): boolean {
  const wanted = atMostZero(goal);
  if (wanted.length > 0) return wanted.every((sum) => isAtMostZero(facts, sum));
  const distinct = distinctSum(goal);
  if (!distinct) return false;
  if (facts.areDifferent(distinct)) return true;
  const { min, max } = facts.sumBounds(distinct);
  if ((min !== undefined && min > 0n) || (max !== undefined && max < 0n)) return true;
  return isBelowZero(facts, distinct, 1n) || isBelowZero(facts, distinct, -1n);
}

/** Whether `sign * sum` is at most -1. */
function isBelowZero(facts: Facts, sum: Linear, sign: bigint): boolean {
  const terms = new Map([...sum.terms].map(([key, term]) => [key, { expr: term.expr, factor: term.factor * sign }]));
  return isAtMostZero(facts, { terms, constant: sum.constant * sign + 1n });
}

function isAtMostZero(facts: Facts, sum: Linear): boolean {
  if (isBounded(facts, sum)) return true;
  return facts.sums.some((first, index) => {
    const rest = minus(sum, first);
    return isBounded(facts, rest) || facts.sums.slice(index).some((second) => isBounded(facts, minus(rest, second)));
  });
}

function isBounded(facts: Facts, sum: Linear): boolean {
  const { max } = facts.sumBounds(sum);
  return max !== undefined && max <= 0n;
}
