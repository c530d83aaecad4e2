/**
 * `no / state`: a device that is the same to the guest can be created there (exactly, or with other params that only the
 * state knows); the load is refused, or a variable is not what the twin has.
 */
import type { CellRun, PairRun } from '../run/pair-run.js';
import { type Breach, changesInterface, codesOf, describe, furthest, type Law, losesState } from './law.js';

export const noState: Law = (run) =>
  run.cells.flatMap((cell): Breach[] => {
    const { situation, verdict } = cell;
    if (verdict.outcome !== 'no' || verdict.class !== 'state') return [];
    const hop = furthest(cell);
    const breach = (what: string): Breach[] => [
      { law: 'no-state', kind: 'disagreement', situation, message: `${codesOf(verdict.reasons)}: ${what}; ${describe(hop)}` },
    ];
    const restart = verdict.level === 'restart';
    if (restart && hop.outcome === 'refused-at-create') return breach('it should start there');
    if (restart && cell.nearest !== undefined && changesInterface(hop)) return breach('it should start there with the same interface');
    return losesState(hop) || harmlessHere(run, cell) ? [] : breach('the state should not arrive');
  });

/**
 * Layouts that differ may agree by chance on one state, and what two hosts have may not matter to it yet (it breaks when the
 * guest goes on); then another state of the same configuration shows it.
 */
function harmlessHere(run: PairRun, cell: CellRun): boolean {
  const always = run.verdict.outcome === 'no' && run.verdict.class === 'state';
  const { outcome, defects } = furthest(cell);
  // What the guest sees besides is another reason's.
  const seen = outcome === 'guest-interface-changed' && cell.verdict.reasons.some((reason) => reason.class === 'guest');
  const arrived = outcome === 'migrated' || seen || (outcome === 'device-broken' && defects.length === 0);
  return always && arrived && (run.partial === true || run.cells.some((other) => losesState(furthest(other))));
}
