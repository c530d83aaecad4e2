/** What known deviations have to do with one hop: for whoever looks for a way around. */
import type { DocumentRemedy } from '@migspec/capabilities';
import type { CitedErratum, Verdict } from '../check/types.js';

export interface HopErrata {
  /** Errata that stand in the way: reasons follow from them. */
  readonly broken: readonly CitedErratum[];
  /** Nothing else stands in the way: every reason follows from one. */
  readonly alone: boolean;
  /** What is enough against all of them, shortest first. Without the state, one with `when` may not be meant here. */
  readonly remedies: readonly DocumentRemedy[];
}

/** Empty where the verdict is yes, or no reason follows from an erratum. */
export function hopErrata({ reasons, errata = [] }: Verdict): HopErrata {
  const ids = new Set(reasons.flatMap((reason) => reason.errata ?? []));
  const broken = errata.filter(({ id }) => ids.has(id));
  const alone = reasons.length > 0 && reasons.every((reason) => (reason.errata ?? []).length > 0);
  const [first, ...others] = broken;
  // A remedy of one erratum is no remedy of another, unless that says the same.
  const shared = (first?.remedies ?? []).filter((remedy) =>
    others.every((other) => other.remedies.some((each) => sameAction(each, remedy))),
  );
  return { broken, alone, remedies: [...shared].sort((a, b) => cost[a.action.kind] - cost[b.action.kind]) };
}

/** What costs the guest nothing goes first, then what needs its help, then what it must be started anew for. */
const cost: Readonly<Record<DocumentRemedy['action']['kind'], number>> = {
  repair: 0,
  through: 1,
  guest: 2,
  reset: 3,
  upgrade: 4,
  set: 5,
  'machine-type': 6,
};

function sameAction(a: DocumentRemedy, b: DocumentRemedy): boolean {
  return JSON.stringify(a.action) === JSON.stringify(b.action) && a.when?.text === b.when?.text;
}
