/** `no / policy`: no claim; it may only be said of what is not declared, never beside a reason that claims something. */
import { type Breach, codesOf, type Law } from './law.js';

export const policy: Law = ({ cells, verdict }) => {
  // What is known to crash is said beside everything else, and not driven.
  if (verdict.class !== 'policy' || verdict.reasons.some(({ code }) => code === 'KNOWN_CRASH')) return [];
  const claims = verdict.reasons.filter((reason) => reason.class !== 'policy');
  const mixed: Breach[] =
    claims.length === 0
      ? []
      : [{ law: 'policy', kind: 'disagreement', message: `of class policy, with reasons that claim: ${codesOf(claims)}` }];
  const changed = cells
    .filter((cell) => cell.verdict.class !== 'policy')
    .map(
      ({ situation, verdict: known }): Breach => ({
        law: 'policy',
        kind: 'disagreement',
        situation,
        message: `of class policy, and with the state ${known.outcome}`,
      }),
    );
  return [...mixed, ...changed];
};
