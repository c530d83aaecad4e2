import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { constant, showValue } from '../ir/constants.js';
import { inRange } from '../ir/ranges.js';
import { alive, valueAt } from '../ir/revisions.js';
import { intLimits } from '../resolve/values.js';
import { configurations, whenParams, withParams } from './decide.js';
import type { ModelRule } from './rule.js';

/** A default that is worked out from other params must be one that the revision accepts, whatever they are. */
export const defaultComputed: ModelRule = (model, { reporter, span }) => {
  for (const param of model.params) {
    for (const revision of model.revisions.keys()) {
      const expression = valueAt(param.default, revision);
      const range = valueAt(param.range, revision);
      if (!alive(param, revision) || expression === undefined || range === undefined || constant(expression.expr) !== undefined) continue;
      const limits = param.type.kind === 'int' ? intLimits(param.type.bits, param.type.signed) : undefined;
      const wrong = configurations(model, revision, [expression.expr]).flatMap((configuration) => {
        const value = constant(withParams(expression.expr, configuration));
        if (value === undefined || configuration.has(param.id)) return [];
        const fits = limits === undefined || (BigInt(value.value) >= limits.min && BigInt(value.value) <= limits.max);
        return fits && inRange(range, value) ? [] : [{ configuration, value }];
      })[0];
      if (wrong === undefined) continue;
      const when = whenParams(model, wrong.configuration, [expression.expr]);
      reporter.report(
        codes.defaultComputed,
        span('model', model.id, 'params', param.id, 'default'),
        `the default of ${param.name} is ${showValue(wrong.value)}${when}, which its range does not have`,
        {
          related: [{ message: 'the range', span: span('model', model.id, 'params', param.id, 'range') }],
          help: 'bound it with min(…) and max(…), or widen the range',
        },
      );
      break;
    }
  }
};
