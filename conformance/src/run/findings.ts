/** Breaches of laws as findings: known ones set apart, the rest with the shortest selector that shows each again. */
import { type CellName, selectorText } from '../cells/selector.js';
import { type ExpectedFailure, expectationFor } from '../expected.js';
import type { Breach } from '../laws/law.js';
import type { ExpectedFailureResult, Finding } from '../result.js';

export class Findings {
  readonly findings: Finding[] = [];
  readonly expected: ExpectedFailureResult[] = [];
  readonly #expectations: readonly ExpectedFailure[];
  readonly #met = new Set<number>();

  constructor(expectations: readonly ExpectedFailure[]) {
    this.#expectations = expectations;
  }

  breach(name: CellName, { law, kind, situation, message }: Breach): void {
    const cell = situation === undefined ? name : { ...name, situation };
    const selector = selectorText(cell);
    const expectation = expectationFor(this.#expectations, cell);
    if (expectation === undefined) {
      this.findings.push({ kind, law, message, selector });
      return;
    }
    this.#met.add(this.#expectations.indexOf(expectation));
    this.expected.push({ selector, reason: expectation.reason, message });
  }

  /** Indexes of the expectations that something met. */
  get met(): readonly number[] {
    return [...this.#met];
  }
}
