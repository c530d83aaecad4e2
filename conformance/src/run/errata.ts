/** What an erratum expects of real migrations is tested against what the emulator does; it is never an input of the check. */
import type { Findings } from './findings.js';
import type { RowResult } from './row.js';

export interface ErratumExpectation {
  readonly id: string;
  /** Build ids that deviate. */
  readonly builds: readonly string[];
  /** Build id that refuses. */
  readonly to: string;
}

export function checkErrata(expectations: readonly ErratumExpectation[], rows: readonly RowResult[], findings: Findings): void {
  for (const { id, builds, to } of expectations) {
    for (const build of builds) {
      const cells = rows
        .filter(({ source }) => source.id === build)
        .flatMap((row) => row.cells.filter(({ destination }) => destination.id === to));
      const refused = cells.some(({ configurations }) =>
        configurations.some(({ run }) =>
          run.cells.some(
            ({ exact, verdict }) =>
              exact.outcome === 'refused-at-load' && verdict.outcome === 'no' && verdict.reasons.some(({ erratum }) => erratum === id),
          ),
        ),
      );
      if (cells.length > 0 && !refused)
        findings.add({
          kind: 'expectation-unused',
          message: `erratum ${id}: no migration ${build} → ${to} was refused for it`,
          selector: `route:${build}>${to}`,
        });
    }
  }
}
