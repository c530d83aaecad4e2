/** How often each predicate was true and false: one that is never either decides nothing that the matrix could see. */
import type { PredicateResult } from '../result.js';

export type PredicateUse = PredicateResult['use'];

export class PredicateTally {
  readonly #seen = new Set<string>();
  readonly #counts = new Map<
    string,
    { model: string; build: string; use: PredicateUse; subject: string; text: string; true: number; false: number }
  >();

  /** `undefined` counts as neither: it makes the predicate known, so that it has to get its witnesses. */
  count(model: string, build: string, use: PredicateUse, subject: string, text: string, value: boolean | undefined): void {
    const key = [model, build, use, subject, text].join('\0');
    let entry = this.#counts.get(key);
    if (entry === undefined) {
      entry = { model, build, use, subject, text, true: 0, false: 0 };
      this.#counts.set(key, entry);
    }
    if (value === true) entry.true++;
    if (value === false) entry.false++;
  }

  /** Whether something was counted under this name before; from now on it was. */
  seen(name: string): boolean {
    const before = this.#seen.has(name);
    this.#seen.add(name);
    return before;
  }

  results(): PredicateResult[] {
    return [...this.#counts.values()].sort((left, right) => compare(keyOf(left), keyOf(right)));
  }
}

const keyOf = (entry: PredicateResult): string => [entry.model, entry.use, entry.subject, entry.text, entry.build].join('\0');
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
