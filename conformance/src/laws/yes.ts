/** `yes`: in every situation the migration completes, and no guest script can tell the guest from its twin. */
import { type Breach, describe, type Law } from './law.js';

export const yes: Law = ({ verdict, cells }) =>
  cells.flatMap((cell): Breach[] => {
    const { situation, exact } = cell;
    if (verdict.outcome === 'yes' && cell.verdict.outcome !== 'yes') {
      return [{ law: 'yes', kind: 'disagreement', situation, message: `yes without the state, and with it ${cell.verdict.outcome}` }];
    }
    if (cell.verdict.outcome !== 'yes' || exact.outcome === 'migrated') return [];
    return [{ law: 'yes', kind: 'disagreement', situation, message: `the check says yes; ${describe(exact)}` }];
  });
