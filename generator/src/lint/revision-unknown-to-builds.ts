import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { SpecRule } from './rule.js';

/** Where a model has builds, each of its revisions is what some build knows: no other is ever generated or tested. */
export const revisionUnknownToBuilds: SpecRule = (spec, { reporter, span }) => {
  const known = new Map<string, Set<number>>();
  for (const { model, revision } of spec.implementations.flatMap((each) => each.builds).flatMap((build) => build.models)) {
    known.set(model, (known.get(model) ?? new Set()).add(revision));
  }
  for (const model of spec.models) {
    const revisions = known.get(model.id);
    if (revisions === undefined) continue;
    for (const [revision, name] of model.revisions.entries()) {
      if (revisions.has(revision)) continue;
      reporter.report(
        codes.revisionWithoutBuild,
        span('model', model.id, 'revisions', name),
        `no build knows revision "${name}" of ${model.id}`,
        { help: `let a build say revision: "${name}", or remove the revision` },
      );
    }
  }
};
