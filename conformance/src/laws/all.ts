import type { PairRun } from '../run/pair-run.js';
import { bite } from './bite.js';
import { depends } from './depends.js';
import { facts } from './facts.js';
import type { Breach, Law } from './law.js';
import { noCreate } from './no-create.js';
import { noGuest } from './no-guest.js';
import { noState } from './no-state.js';
import { policy } from './policy.js';
import { yes } from './yes.js';

export const laws: readonly Law[] = [yes, noCreate, noState, noGuest, depends, facts, policy, bite];

export function breaches(run: PairRun): Breach[] {
  return laws.flatMap((law) => law(run));
}
