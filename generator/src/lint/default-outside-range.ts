import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { constant, showValue } from '../ir/constants.js';
import { inRange } from '../ir/ranges.js';
import { alive, valueAt } from '../ir/revisions.js';
import type { ModelRule } from './rule.js';

/** A device that is created without a word about the param must be one that the revision accepts. */
export const defaultOutsideRange: ModelRule = (model, { reporter, span }) => {
  for (const param of model.params) {
    for (const [revision, name] of model.revisions.entries()) {
      if (!alive(param, revision)) continue;
      const expression = valueAt(param.default, revision);
      const range = valueAt(param.range, revision);
      const value = expression === undefined ? undefined : constant(expression.expr);
      if (value === undefined || range === undefined || inRange(range, value)) continue;
      const message = `the default of ${param.name}, ${showValue(value)}, lies outside its range at revision "${name}"`;
      reporter.report(codes.defaultOutsideRange, span('model', model.id, 'params', param.id, 'default'), message, {
        related: [{ message: 'the range', span: span('model', model.id, 'params', param.id, 'range') }],
      });
      break;
    }
  }
};
