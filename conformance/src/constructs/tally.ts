/** How often each construct of the language and of verdicts decided one way and the other. */
import type { ConstructResult } from '../result.js';

export class ConstructTally {
  readonly #counts = new Map<string, { -readonly [K in keyof ConstructResult]: ConstructResult[K] }>();

  count(model: string, construct: string, value: boolean): void {
    const key = `${model}\0${construct}`;
    const entry = this.#counts.get(key) ?? { model, construct, true: 0, false: 0 };
    entry[value ? 'true' : 'false'] += 1;
    this.#counts.set(key, entry);
  }

  results(): ConstructResult[] {
    return [...this.#counts.values()];
  }
}
