/** Every build of one state against the one before it, as if each were new. */
import { type BreakingFinding, findBreaking } from './breaking.js';
import { diffSpecs, type SpecSide } from './change.js';
import type { Judge } from './judge.js';

/** What the releases of a spec have broken one after the other; the judge is asked about the newer state alone. */
export function breakingHistory(side: SpecSide, judge: Judge): readonly BreakingFinding[] {
  const before: SpecSide = { spec: { ...side.spec, models: [], implementations: [] }, snapshots: [], plain: [] };
  return findBreaking(before, diffSpecs(before, side), judge);
}
