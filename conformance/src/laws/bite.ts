/** Every reason of a `no` has a witness that bites: somewhere in its situations the thing it foretells happens. */
import type { CellReason } from '../result.js';
import type { CellRun, PairRun } from '../run/pair-run.js';
import { type Breach, changesInterface, furthest, type Law, losesState, refusesCreation } from './law.js';

export const bite: Law = (run) => {
  const { verdict, cells, partial } = run;
  if (verdict.outcome !== 'no' || cells.length === 0 || partial === true) return [];
  const waiting = verdict.reasons.filter(({ predicate }) => predicate !== undefined);
  return verdict.reasons.flatMap((reason): Breach[] => {
    if (reason.class === 'policy' || cells.some((cell) => bites(reason, cell, run))) return [];
    const at = waiting.indexOf(reason);
    const shown = at < 0 || cells.some(({ predicates }) => predicates[at] === true);
    const law = lawOf[reason.class];
    const name = `${reason.code} (${subject(reason)})`;
    return shown
      ? [{ law, kind: 'reason-without-bite', message: `${name} never happens` }]
      : [{ law, kind: 'depends-one-sided', message: `${name} is true in no situation` }];
  });
};

const lawOf = { create: 'no-create', state: 'no-state', guest: 'no-guest', policy: 'policy' } as const;

function bites(reason: CellReason, cell: CellRun, { verdict, uncreatable }: PairRun): boolean {
  const hop = furthest(cell);
  switch (reason.class) {
    case 'create': {
      const { param } = cell.exact.refusal?.details ?? {};
      // The two may name different ones of several that are wrong.
      const params = [...(uncreatable?.params ?? []), ...(param === undefined ? [] : [param])];
      const alone = verdict.reasons.filter((other) => other.class === 'create').length === 1;
      return (
        refusesCreation(cell.exact, uncreatable) &&
        (!alone || params.length === 0 || reason.param === undefined || params.includes(reason.param))
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
