/**
 * `depends`: without the state only; the predicates are exact, each cell is `no` where one is true and `yes` where none is,
 * and the situations have both.
 */
import { type Breach, codesOf, type Law } from './law.js';

export const depends: Law = ({ verdict, cells, partial }) => {
  const indefinite = cells
    .filter((cell) => cell.verdict.outcome === 'depends')
    .map(
      ({ situation, verdict: known }): Breach => ({
        law: 'depends',
        kind: 'verdict-with-state-depends',
        situation,
        message: `with the state still depends: ${codesOf(known.reasons)}`,
      }),
    );
  if (verdict.outcome !== 'depends') {
    const changed = cells.filter((cell) => verdict.outcome === 'no' && cell.verdict.outcome === 'yes');
    return [
      ...indefinite,
      ...changed.map(
        ({ situation }): Breach => ({ law: 'depends', kind: 'disagreement', situation, message: 'no without the state, and with it yes' }),
      ),
    ];
  }
  const inexact = cells.flatMap(({ situation, predicates, verdict: known }): Breach[] => {
    const wrong = predicates.some((value) => value === true);
    const unknown = predicates.some((value) => value === undefined);
    const want = wrong ? 'no' : 'yes';
    if (unknown && !wrong) return [{ law: 'depends', kind: 'disagreement', situation, message: 'a predicate has no value on this state' }];
    if (known.outcome === want) return [];
    return [
      { law: 'depends', kind: 'disagreement', situation, message: `the predicates say ${want}, the check with the state ${known.outcome}` },
    ];
  });
  const outcomes = new Set(cells.map((cell) => cell.verdict.outcome));
  const sided = partial !== true && cells.length > 0 && !(outcomes.has('yes') && outcomes.has('no'));
  const oneSided: Breach[] = sided
    ? [
        {
          law: 'depends',
          kind: 'depends-one-sided',
          message: `every situation is ${[...outcomes].join(', ')}: ${codesOf(verdict.reasons)}`,
        },
      ]
    : [];
  return [...indefinite, ...inexact, ...oneSided];
};
