/** `no / create`: creation refuses exactly this configuration, and none that can be created looks the same to the guest. */
import { type Breach, codesOf, describe, type Law, refusesCreation } from './law.js';

export const noCreate: Law = ({ verdict, cells, uncreatable, lookalike }) => {
  const breaches = cells.flatMap(({ situation, verdict: known, exact }): Breach[] => {
    if (known.outcome !== 'no' || known.class !== 'create' || refusesCreation(exact, uncreatable)) return [];
    return [
      {
        law: 'no-create',
        kind: 'disagreement',
        situation,
        message: `${codesOf(known.reasons)} foretells a refusal to create; ${describe(exact)}`,
      },
    ];
  });
  if (verdict.outcome !== 'no' || verdict.class !== 'create' || lookalike === undefined) return breaches;
  return [
    ...breaches,
    { law: 'no-create', kind: 'disagreement', message: `'${lookalike}' can be created there and shows the guest the same` },
  ];
};
