import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { expand } from './expansion.js';
import type { SpecRule } from './rule.js';

/** A version in a build's list is one that the build can make. */
export const versionOfBuild: SpecRule = (spec, { reporter, span }) => {
  for (const implementation of spec.implementations) {
    for (const build of implementation.builds) {
      for (const known of build.models) {
        const model = spec.models.find((each) => each.id === known.model);
        for (const name of known.versions ?? []) {
          const version = model?.versions.find((each) => each.name === name);
          if (model === undefined || version === undefined || expand(model, version, known.revision, known.narrow).kind === 'complete')
            continue;
          reporter.report(
            codes.versionUnreachable,
            span('implementation', implementation.name, 'builds', build.name, 'models', model.id),
            `build ${build.name} lists version "${name}" of ${model.id}, which its revision "${model.revisions[known.revision]}" cannot express`,
            { related: [{ message: 'the version', span: span('model', model.id, 'versions', name) }] },
          );
        }
      }
    }
  }
};
