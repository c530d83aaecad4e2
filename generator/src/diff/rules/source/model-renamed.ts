import { source } from '../../../diagnostics/codes/changes/source.js';
import type { ModelIR } from '../../../ir/spec.js';
import { added, type Difference, removed } from '../../difference.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';

export const modelRenamed: BreakingRule = {
  code: source.modelRenamed,
  purpose: 'The name of a model is compared byte for byte, and is the path of its generated module: another name is another model.',
  categories: ['STATE', 'SOURCE', 'DOCUMENT'],
  whole(differences, report) {
    for (const { before, name, at } of removed(differences, 'model-file')) {
      const after = renamedTo(differences, before);
      if (after === undefined) continue;
      report({
        at: { ...at, after: ['model', after.id] },
        message: `the model ${name} is called ${after.id}`,
        help: 'keep the name for ever: nothing fetches it, and nobody has to like it',
      });
    }
  },
};

/** The new model that is the removed one in all but its name. */
export function renamedTo(differences: readonly Difference[], before: ModelIR): ModelIR | undefined {
  return added(differences, 'model-file').find(({ after }) => alike(before, after))?.after;
}

export function alike(a: ModelIR, b: ModelIR): boolean {
  const inside = ({ params, observables, structs, sections }: ModelIR): unknown => [params, observables, structs, sections];
  return same(inside(a), inside(b));
}
