/** A law looks at one configuration of a pair, in all its situations, and says where it is broken. */
import type { Finding } from '../result.js';
import type { CellRun, Happened, PairRun } from '../run/pair-run.js';

export type LawName = NonNullable<Finding['law']>;

export interface Breach {
  readonly law: LawName;
  readonly kind: Finding['kind'];
  /** Absent when it is about all situations together. */
  readonly situation?: string;
  readonly message: string;
}

export type Law = (run: PairRun) => readonly Breach[];

/** The hop that shows what a refusal at creation stands before. */
export function furthest(cell: CellRun): Happened {
  return cell.nearest ?? cell.exact;
}

/** What may not leave its source is never made anywhere; that it could not be is known besides. */
export function refusesCreation({ outcome }: Happened, uncreatable: PairRun['uncreatable']): boolean {
  return outcome === 'refused-at-create' || (outcome === 'refused-at-save' && uncreatable !== undefined);
}

export function losesState({ outcome, lost }: Happened): boolean {
  return outcome === 'refused-at-load' || outcome === 'refused-at-save' || lost.length > 0;
}

export function changesInterface({ changes, scripts }: Happened): boolean {
  return changes.length > 0 || scripts.some((script) => script.changes.length > 0);
}

/** What happened, in one line. */
export function describe(happened: Happened): string {
  const { outcome, refusal, changes, lost, defects, scripts } = happened;
  const [change] = changes;
  const [defect] = defects;
  const [script] = scripts;
  if (refusal !== undefined) return `${outcome}: ${refusal.message}`;
  if (defect !== undefined) return `${outcome}: ${defect.what}`;
  if (change !== undefined) return `${outcome}: ${change.observable} was ${change.twin}, is ${change.here}`;
  if (script !== undefined) {
    const [inside] = script.changes;
    const what = script.defects[0]?.what ?? (inside === undefined ? '' : `${inside.observable} is ${inside.here}, at home ${inside.twin}`);
    return `${outcome}: after script '${script.script}' ${what}`;
  }
  if (lost.length > 0) return `${outcome}: ${lost.map(({ variable }) => variable).join(', ')}`;
  return outcome;
}

export const codesOf = (reasons: readonly { readonly code: string }[]): string => reasons.map(({ code }) => code).join(', ');
