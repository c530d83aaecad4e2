import { builds } from '../../../diagnostics/codes/changes/builds.js';
import type { BreakingRule } from '../../rule.js';

export const revisionLowered: BreakingRule = {
  code: builds.revisionLowered,
  purpose: 'What the build was said to know, guests on it may use.',
  categories: ['GUEST', 'STATE', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('build-model', 'revision')) {
      if (after.revision >= before.revision) continue;
      const named = (revision: number): string =>
        change.after.side.spec.models.find(({ id }) => id === name)?.revisions[revision] ?? String(revision);
      report({
        at,
        message: `${change.after.side.build.name} knows ${name} at revision ${named(after.revision)}, and was said to know ${named(before.revision)}`,
        help: 'take it back; what a later build drops is `removed` at a revision of its own',
        explains: ({ model }) => model === name,
        always: true,
      });
    }
  },
};
