import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { constant, showValue } from '../ir/constants.js';
import { inRange } from '../ir/ranges.js';
import { valueAt } from '../ir/revisions.js';
import type { SpecRule } from './rule.js';

/** What a build makes when nothing is said is something that it accepts. */
export const defaultNarrowedAway: SpecRule = (spec, { reporter, span }) => {
  for (const implementation of spec.implementations) {
    for (const build of implementation.builds) {
      for (const known of build.models) {
        const model = spec.models.find((each) => each.id === known.model);
        for (const [id, narrow] of Object.entries(known.narrow)) {
          const param = model?.params.find((each) => each.id === id);
          const expression = param === undefined ? undefined : valueAt(param.default, known.revision);
          const value = expression === undefined ? undefined : constant(expression.expr);
          if (param === undefined || value === undefined || inRange(narrow, value)) continue;
          reporter.report(
            codes.defaultNarrowedAway,
            span('implementation', implementation.name, 'builds', build.name, 'models', known.model, 'narrow', param.name),
            `build "${build.name}" narrows ${param.name} to a range without its default, ${showValue(value)}`,
            {
              related: [{ message: 'the default', span: span('model', known.model, 'params', param.id, 'default') }],
              help: 'let the range hold the default; another default is a revision of its own',
            },
          );
        }
      }
    }
  }
};
