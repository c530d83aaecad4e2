import { params } from '../../../diagnostics/codes/changes/params.js';
import { changed } from '../../difference.js';
import type { BreakingRule } from '../../rule.js';

export const identityReused: BreakingRule = {
  code: params.identityReused,
  purpose: 'A command line or a stored configuration that says the old name would set another param.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { after, at } of change.added('param')) {
      report({
        at,
        message: `${after.name} is new in ${change.after.side.build.name}, and builds from before have another param under its identity`,
        help: 'give the new param a name that no param of the model ever had',
        explains: ({ code, param, identity = param }) => another.has(code) && identity === after.id,
      });
    }
  },
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

/** Only what has nothing in common but the identity. */
const another: ReadonlySet<string> = new Set(['PARAM_TYPE_DIFFERS', 'PARAM_OFF_DIFFERS']);
