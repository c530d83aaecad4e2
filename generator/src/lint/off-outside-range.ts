import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { showValue } from '../ir/constants.js';
import { inRange } from '../ir/ranges.js';
import type { ModelRule } from './rule.js';

/** An off value that no revision accepts switches nothing off. One revision may lack it: it has the behaviour and no way out. */
export const offOutsideRange: ModelRule = (model, { reporter, span }) => {
  for (const param of model.params) {
    const { off } = param;
    if (off === undefined || param.range.some((step) => inRange(step.value, off))) continue;
    reporter.report(
      codes.offOutsideRange,
      span('model', model.id, 'params', param.id, 'off'),
      `the off value of ${param.name}, ${showValue(off)}, lies outside its range at every revision`,
      { related: [{ message: 'the range', span: span('model', model.id, 'params', param.id, 'range') }] },
    );
  }
};
