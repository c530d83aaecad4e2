import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { remembered } from '../ir/remembered.js';
import type { ModelIR } from '../ir/spec.js';
import type { ModelRule } from './rule.js';

/** Every revision that a life or a value by revision begins or ends at, wherever in the model it stands. */
const changesOf = remembered((model: ModelIR): ReadonlySet<number> => {
  const found = new Set<number>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      // The trees of expressions are most of a model, and hold no lives.
      if (key === 'expr') continue;
      if (typeof value === 'number' && (key === 'added' || key === 'removed' || key === 'from')) found.add(value);
      else visit(value);
    }
  };
  visit(model);
  return found;
});

/** A revision is a step: something begins, ends or has another value there. What an opaque state holds nobody can see. */
export const revisionNeedless: ModelRule = (model, { reporter, span }) => {
  if (model.opaque !== undefined) return;
  const changes = changesOf(model);
  for (const [revision, name] of model.revisions.entries()) {
    if (revision === 0 || changes.has(revision)) continue;
    reporter.report(
      codes.revisionChangesNothing,
      span('model', model.id, 'revisions', name),
      `nothing changes at revision "${name}": no \`added\`, \`removed\` or value by revision names it`,
      { help: 'say what is new with `added`, or remove the revision' },
    );
  }
};
