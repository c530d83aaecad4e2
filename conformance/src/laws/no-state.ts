/** `no / state`: the same configuration can be created there; the load is refused, or a variable is not what the twin has. */
import type { CellRun, ConfigurationRun } from '../run/configuration-run.js';
import { type Breach, codesOf, describe, furthest, type Law, losesState } from './law.js';

export const noState: Law = (run) =>
  run.cells.flatMap((cell): Breach[] => {
    const { situation, verdict, exact } = cell;
    if (verdict.outcome !== 'no' || verdict.class !== 'state') return [];
    const message = (what: string): Breach => ({
      law: 'no-state',
      kind: 'disagreement',
      situation,
      message: `${codesOf(verdict.reasons)}: ${what}`,
    });
    if (exact.outcome === 'refused-at-create' && verdict.level === 'restart') return [message(`it should start there; ${describe(exact)}`)];
    if (losesState(furthest(cell)) || harmlessHere(run, cell)) return [];
    return [message(`the state should not arrive; ${describe(furthest(cell))}`)];
  });

/** Layouts that differ may agree by chance on one state; then another state of the same configuration shows it. */
function harmlessHere(run: ConfigurationRun, cell: CellRun): boolean {
  const always = run.verdict.outcome === 'no' && run.verdict.class === 'state';
  return always && furthest(cell).outcome === 'migrated' && run.cells.some((other) => losesState(furthest(other)));
}
