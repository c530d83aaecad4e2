/** The verdict out of its reasons: outcome, class, level, and an order that is the same every time. */
import type { Level, Note, Reason, ReasonClass, Verdict } from './types.js';

/** When several definite reasons exist, the first of these names the class. */
const precedence: readonly ReasonClass[] = ['create', 'state', 'guest', 'policy'];

export function makeVerdict(
  reasons: readonly Reason[],
  notes: readonly Note[],
  canCreate: boolean,
  documents: Verdict['documents'],
): Verdict {
  const definite = reasons.filter((reason) => reason.definite);
  const noticed = definite.some((reason) => reason.class !== 'guest');
  const sorted = reasons
    .map((reason) => (reason.class === 'guest' ? { ...reason, noticed } : reason))
    .sort((a, b) => rank(a) - rank(b) || compareText(orderOf(a), orderOf(b)));
  const cls = precedence.find((candidate) => definite.some((reason) => reason.class === candidate));
  const common = { reasons: sorted, notes: [...notes].sort((a, b) => compareText(orderOf(a), orderOf(b))), documents };
  if (cls !== undefined) return { outcome: 'no', class: cls, level: levelOf(cls, canCreate), ...common };
  return { outcome: reasons.length > 0 ? 'depends' : 'yes', level: 'live', ...common };
}

function levelOf(cls: ReasonClass, canCreate: boolean): Level {
  return (cls === 'state' || cls === 'guest') && canCreate ? 'restart' : 'none';
}

/** Definite reasons before others, then by class. */
function rank(reason: Reason): number {
  return (reason.definite ? 0 : precedence.length) + precedence.indexOf(reason.class);
}

function orderOf(item: Reason | Note): string {
  const { address, code, param, section, field, observable, have, want } = item;
  return [address, code, param, section, field, observable, have, want].map((part) => part ?? '').join('\u0000');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
