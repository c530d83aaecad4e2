/** How often each predicate was true and false: one that is never either decides nothing that the matrix could see. */
import type { PredicateResult } from '../result.js';

export type PredicateUse = PredicateResult['use'];

/** What one state, or one list of states, counts. */
export type Counted = readonly PredicateResult[];

export class PredicateTally {
  readonly #counts = new Map<string, { -readonly [K in keyof PredicateResult]: PredicateResult[K] }>();
  readonly #known = new Map<string, Counted>();

  /** `undefined` counts as neither: it makes the predicate known, so that it has to get its witnesses. */
  count(model: string, build: string, use: PredicateUse, subject: string, text: string, value: boolean | undefined): void {
    this.#add({ model, build, use, subject, text, true: value === true ? 1 : 0, false: value === false ? 1 : 0 });
  }

  /** Adds what `make` counts; under one name it is made once, and added every time. */
  countAll(name: string, make: () => Counted): void {
    const known = this.#known.get(name) ?? make();
    this.#known.set(name, known);
    for (const result of known) this.#add(result);
  }

  #add(result: PredicateResult): void {
    const key = keyOf(result);
    const entry = this.#counts.get(key);
    if (entry === undefined) {
      this.#counts.set(key, { ...result });
      return;
    }
    entry.true += result.true;
    entry.false += result.false;
  }

  results(): PredicateResult[] {
    return [...this.#counts.values()].sort((left, right) => compare(keyOf(left), keyOf(right)));
  }
}

const keyOf = (entry: PredicateResult): string => [entry.model, entry.use, entry.subject, entry.text, entry.build].join('\0');
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
