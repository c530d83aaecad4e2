/** What an erratum expects of real migrations is tested against what the emulator does; it is never an input of the check. */
import type { RowResult } from './row.js';

export interface ErratumExpectation {
  readonly id: string;
  /** Build ids that deviate. */
  readonly builds: readonly string[];
  /** Build id that refuses. */
  readonly to: string;
}

/** Whether a migration that the erratum speaks of was run, and whether one was refused and the check cites the erratum for it. */
export function refusalsOf(
  { id, builds, to }: ErratumExpectation,
  model: string,
  rows: readonly RowResult[],
): { readonly run: boolean; readonly refused: boolean } {
  const runs = rows
    .filter(({ source }) => builds.includes(source.id) && source.model(model)?.errata.includes(id) === true)
    .flatMap((row) => row.cells.filter(({ destination }) => destination.id === to))
    .flatMap(({ configurations }) => configurations.flatMap(({ run }) => run.cells));
  const refused = runs.some(
    ({ exact, verdict }) =>
      exact.outcome === 'refused-at-load' && verdict.outcome === 'no' && verdict.reasons.some(({ erratum }) => erratum === id),
  );
  return { run: runs.length > 0, refused };
}
