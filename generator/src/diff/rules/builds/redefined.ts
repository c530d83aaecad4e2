import { builds } from '../../../diagnostics/codes/changes/builds.js';
import type { Change } from '../../change.js';
import type { BreakingRule } from '../../rule.js';
import { alike } from '../source/model-renamed.js';

export const redefined: BreakingRule = {
  code: builds.redefined,
  purpose: 'A build is one released binary: what it knows was decided when it was made.',
  categories: ['GUEST', 'STATE', 'DOCUMENT'],
  check(change, report) {
    if (!change.edited) return;
    const now = change.after.side.build;
    const raised = change
      .changed('build-model', 'revision')
      .flatMap((each) => (each.after.revision > each.before.revision ? [{ ...each, what: 'a newer revision' }] : []));
    const narrowed = change.changed('build-model', 'narrow').map((each) => ({ ...each, what: 'other ranges' }));
    const models = change
      .added('build-model')
      .flatMap((each) => (isRenamed(change, each.name) ? [] : [{ ...each, what: 'the model, which it did not have' }]));
    for (const { name, at, what } of [...raised, ...narrowed, ...models]) {
      report({
        at,
        message: `the released build ${now.name} knows ${what}: ${name}`,
        help: 'take it back, and add a build; where the spec was wrong about the binary, write an erratum',
        explains: ({ model }) => model === name,
        always: true,
      });
    }
  },
};

/** Whether the model was there under another name. */
function isRenamed({ before, after }: Change, name: string): boolean {
  const [old, now] = [before.side.spec.models, after.side.spec.models];
  const model = now.find(({ id }) => id === name);
  return model !== undefined && old.some((each) => !now.some(({ id }) => id === each.id) && alike(each, model));
}
