/** Breaches of laws as findings: known ones set apart, the rest with the shortest selector that shows each again. */
import { type CellName, selectorText } from '../cells/selector.js';
import { type ExpectedFailure, expectationFor } from '../expected.js';
import type { Breach } from '../laws/law.js';
import type { ExpectedFailureResult, Finding, PredicateResult } from '../result.js';

export class Findings {
  readonly findings: Finding[] = [];
  readonly expected: ExpectedFailureResult[] = [];
  readonly #expectations: readonly ExpectedFailure[];
  readonly #met = new Set<ExpectedFailure>();

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
    this.#met.add(expectation);
    this.expected.push({ selector, reason: expectation.reason, message });
  }

  add(finding: Finding): void {
    this.findings.push(finding);
  }

  /** Of a whole run only: expectations that nothing met. */
  finish(): void {
    for (const expectation of this.#expectations) {
      if (this.#met.has(expectation)) continue;
      this.add({
        kind: 'unexpected-pass',
        message: `expected to disagree, and nothing did: ${JSON.stringify(expectation.selector)}: ${expectation.reason}`,
      });
    }
  }

  /** Of a whole run only: predicates that were never true, or never false. */
  predicates(results: readonly PredicateResult[]): void {
    for (const { model, build, use, subject, text, true: yes, false: no } of results) {
      if (yes > 0 && no > 0) continue;
      const side = yes > 0 ? 'false' : no > 0 ? 'true' : 'true or false';
      this.add({
        kind: 'predicate-constant',
        message: `${model} ${build}: ${use} of ${subject} was never ${side}: ${text}`,
        selector: `model:${model}`,
      });
    }
  }
}
