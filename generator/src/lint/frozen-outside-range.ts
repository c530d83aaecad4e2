import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { showValue } from '../ir/constants.js';
import { inRange } from '../ir/ranges.js';
import type { ModelRule } from './rule.js';

/** The value that a behaviour was frozen at is one that it once could have. */
export const frozenOutsideRange: ModelRule = (model, { reporter, span }) => {
  for (const param of model.params) {
    const { frozen } = param;
    if (frozen === undefined || param.range.some((step) => inRange(step.value, frozen))) continue;
    reporter.report(
      codes.frozenOutsideRange,
      span('model', model.id, 'params', param.id, 'frozen'),
      `${param.name} is frozen at ${showValue(frozen)}, which no revision accepted`,
      { related: [{ message: 'the range', span: span('model', model.id, 'params', param.id, 'range') }] },
    );
  }
};
