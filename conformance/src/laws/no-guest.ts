/** `no / guest`: it loads, and the guest reads something else, at once or after a script. */
import { type Breach, changesInterface, codesOf, describe, furthest, type Law } from './law.js';

export const noGuest: Law = ({ cells }) =>
  cells.flatMap((cell): Breach[] => {
    const { situation, verdict } = cell;
    if (verdict.outcome !== 'no' || verdict.class !== 'guest' || changesInterface(furthest(cell))) return [];
    return [
      {
        law: 'no-guest',
        kind: 'disagreement',
        situation,
        message: `${codesOf(verdict.reasons)}: the guest should see a change; ${describe(furthest(cell))}`,
      },
    ];
  });
