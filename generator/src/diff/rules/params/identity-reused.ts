import { params } from '../../../diagnostics/codes/changes/params.js';
import { changed } from '../../difference.js';
import type { BreakingRule } from '../../rule.js';

export const identityReused: BreakingRule = {
  code: params.identityReused,
  purpose: 'A command line or a stored configuration that says the old name would set another param.',
  categories: ['GUEST', 'DOCUMENT'],
  whole(differences, report) {
    for (const { before, after } of changed(differences, 'model-file', 'param-names')) {
      for (const { name, id } of after.params) {
        const old = before.params.find((each) => each.name === name && each.id !== id);
        if (old === undefined) continue;
        report({
          at: { before: ['model', before.id, 'params', old.id], after: ['model', after.id, 'params', id] },
          message: `the name ${name} stands for another param than it did`,
          help: 'give the new param a name that no param of the model ever had',
        });
      }
    }
  },
};
