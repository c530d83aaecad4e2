/** Every reason of a `no` has a witness that bites: somewhere in its situations the thing it foretells happens. */
import type { CellReason } from '../result.js';
import type { CellRun } from '../run/pair-run.js';
import { type Breach, changesInterface, furthest, type Law, losesState } from './law.js';

export const bite: Law = ({ verdict, cells, partial }) => {
  if (verdict.outcome !== 'no' || cells.length === 0 || partial === true) return [];
  return verdict.reasons
    .filter((reason) => reason.class !== 'policy' && !cells.some((cell) => bites(reason, cell, verdict.reasons)))
    .map(
      (reason): Breach => ({
        law: lawOf[reason.class],
        kind: 'reason-without-bite',
        message: `${reason.code} (${subject(reason)}) never happens`,
      }),
    );
};

const lawOf = { create: 'no-create', state: 'no-state', guest: 'no-guest', policy: 'policy' } as const;

function bites(reason: CellReason, cell: CellRun, reasons: readonly CellReason[]): boolean {
  const { exact } = cell;
  const hop = furthest(cell);
  switch (reason.class) {
    case 'create': {
      const param = exact.refusal?.details.param;
      const alone = reasons.filter((other) => other.class === 'create').length === 1;
      return (
        exact.outcome === 'refused-at-create' && (!alone || param === undefined || reason.param === undefined || param === reason.param)
      );
    }
    case 'guest':
      return reason.observable === undefined ? changesInterface(hop) || unseen(hop) : sees(hop, reason.observable) || unseen(hop);
    case 'state':
      return losesState(hop);
    case 'policy':
      return true;
  }
}

/** Refused before the guest could look. */
const unseen = ({ outcome }: CellRun['exact']): boolean => outcome === 'refused-at-save' || outcome === 'refused-at-load';

function sees({ changes, scripts }: CellRun['exact'], observable: string): boolean {
  const names = (list: readonly { readonly observable: string }[]): boolean => list.some((change) => change.observable === observable);
  return names(changes) || scripts.some((script) => names(script.changes));
}

const subject = ({ param, section, field, observable }: CellReason): string =>
  [param, section, field, observable].filter((part) => part !== undefined).join(' ');
