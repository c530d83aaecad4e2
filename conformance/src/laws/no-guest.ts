/** `no / guest`: it loads, and the guest reads something else, at once or after a script. */
import type { CellRun, PairRun } from '../run/pair-run.js';
import { type Breach, changesInterface, codesOf, describe, furthest, type Law } from './law.js';

export const noGuest: Law = (run) =>
  run.cells.flatMap((cell): Breach[] => {
    const { situation, verdict } = cell;
    if (verdict.outcome !== 'no' || verdict.class !== 'guest' || changesInterface(furthest(cell)) || seenElsewhere(run, cell)) return [];
    return [
      {
        law: 'no-guest',
        kind: 'disagreement',
        situation,
        message: `${codesOf(verdict.reasons)}: the guest should see a change; ${describe(furthest(cell))}`,
      },
    ];
  });

/** A guest that begins anew leaves nothing of what arrived: what it sees then is looked at in one situation for all. */
function seenElsewhere({ verdict, cells }: PairRun, cell: CellRun): boolean {
  const always = verdict.outcome === 'no' && verdict.class === 'guest';
  const { outcome } = furthest(cell);
  return always && outcome === 'migrated' && cells.some((other) => furthest(other).scripts.some(({ changes }) => changes.length > 0));
}
