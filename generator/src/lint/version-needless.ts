import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { expand, sameValues } from './expansion.js';
import type { ModelRule } from './rule.js';

/** Two versions that mean the same wherever both exist: one name too many. */
export const versionNeedless: ModelRule = (model, { reporter, span }) => {
  for (const [i, version] of model.versions.entries()) {
    for (const other of model.versions.slice(i + 1)) {
      const both = model.revisions.flatMap((_, revision) => {
        const mine = expand(model, version, revision);
        const theirs = expand(model, other, revision);
        return mine.kind === 'complete' && theirs.kind === 'complete' ? [sameValues(mine.values, theirs.values)] : [];
      });
      if (both.length === 0 || both.includes(false)) continue;
      reporter.report(
        codes.versionNeedless,
        span('model', model.id, 'versions', version.name),
        `version "${version.name}" means the same as version "${other.name}"`,
        {
          related: [{ message: 'the other', span: span('model', model.id, 'versions', other.name) }],
        },
      );
    }
  }
};
