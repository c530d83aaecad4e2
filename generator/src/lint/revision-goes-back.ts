import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { SpecRule } from './rule.js';

/** A newer build knows at least what the builds before it knew: what it dropped is `removed` at a later revision. */
export const revisionGoesBack: SpecRule = (spec, { reporter, span }) => {
  for (const implementation of spec.implementations) {
    const newest = new Map<string, { readonly revision: number; readonly build: string }>();
    const place = (build: string, model: string): ReturnType<typeof span> =>
      span('implementation', implementation.name, 'builds', build, 'models', model);
    for (const build of [...implementation.builds].reverse()) {
      for (const { model, revision } of build.models) {
        const before = newest.get(model);
        if (before === undefined || revision >= before.revision) {
          newest.set(model, { revision, build: build.name });
          continue;
        }
        const names = spec.models.find((each) => each.id === model)?.revisions ?? [];
        reporter.report(
          codes.revisionGoesBack,
          place(build.name, model),
          `build "${build.name}" knows revision "${names[revision]}" of ${model}, and the older "${before.build}" knows "${names[before.revision]}"`,
          {
            related: [{ message: 'the older build', span: place(before.build, model) }],
            help: 'correct the revision or the order of builds; what a build dropped is `removed` at a revision of its own',
          },
        );
      }
    }
  }
};
