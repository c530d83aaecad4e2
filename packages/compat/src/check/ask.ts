/** Gathers the questions of one device: folds each, and drops those that what is known of the source's state answers. */
import type { Expr } from '@migspec/capabilities';
import type { CompatCode } from '../codes.js';
import { implies, type KnownBounds } from '../expr/implies.js';
import { visitExpr } from '../expression.js';
import { always, isFalse, isTrue, never, not } from './build.js';
import { typeBounds } from './layout/type-of.js';
import { foldSide } from './side.js';
import type { DevicePair, Question, ReasonClass, Subject } from './types.js';

export class Asker {
  readonly pair: DevicePair;
  readonly questions: Question[] = [];
  private readonly bounds: KnownBounds;
  /** True of every state that the source can have. */
  readonly known: Expr[] = [];

  constructor(pair: DevicePair) {
    this.pair = pair;
    this.bounds = typeBounds(pair.source.model);
  }

  /**
   * `bad` is over the source's state; `wrap` puts it under the presence conditions and array elements around it; `known`
   * holds where `bad` is read.
   */
  ask(code: CompatCode, cls: ReasonClass, bad: Expr, subject: Subject, context: Context = {}): void {
    const predicate = this.predicate(bad, context);
    if (isFalse(predicate)) return;
    const { address, instance, source } = this.pair;
    this.questions.push({
      code,
      class: cls,
      predicate,
      model: source.id,
      address,
      ...(instance === undefined ? {} : { instance }),
      ...subject,
    });
  }

  /** `bad` with all that is known of the source's state folded in: false where it never holds. */
  predicate(bad: Expr, context: Context = {}): Expr {
    let folded = foldSide(this.pair.source, bad);
    if (isFalse(folded)) return folded;
    if (!isTrue(folded)) {
      const known = related([...this.known, ...(context.known ?? [])], folded);
      if (implies(known, not(folded), this.bounds)) return never;
      if (implies(known, folded, this.bounds)) folded = always;
    }
    return context.wrap === undefined ? folded : foldSide(this.pair.source, context.wrap(folded));
  }
}

export interface Context {
  readonly wrap?: (bad: Expr) => Expr;
  readonly known?: readonly Expr[];
}

/** What speaks of the same names as the goal, or of names that those speak of: the rest proves nothing and costs time. */
function related(known: readonly Expr[], goal: Expr): readonly Expr[] {
  const names = new Set(namesOf(goal));
  let kept: readonly Expr[] = [];
  for (let round = 0; round < 2; round++) {
    kept = known.filter((each) => namesOf(each).some((name) => names.has(name)));
    for (const each of kept) for (const name of namesOf(each)) names.add(name);
  }
  return kept;
}

const namesCache = new WeakMap<Expr, readonly string[]>();

function namesOf(expr: Expr): readonly string[] {
  const found = namesCache.get(expr);
  if (found !== undefined) return found;
  const names = new Set<string>();
  visitExpr(expr, (node) => {
    if (node.op === 'state' || node.op === 'var' || node.op === 'host' || node.op === 'machine') names.add(`${node.op} ${node.name}`);
  });
  const list = [...names];
  namesCache.set(expr, list);
  return list;
}
