import { state as codes } from '../diagnostics/codes/state.js';
import type { Life } from '../ir/spec.js';
import type { ModelRule } from './rule.js';

/**
 * A hidden variable is there so that forgetting it shows. With situations of the author's own, one of them must set it at
 * some revision at which it is hidden; a model without situations gets one that sets everything.
 */
export const hiddenNeverSet: ModelRule = (model, context) => {
  if (model.situations.length === 0) return;
  for (const variable of model.hidden) {
    const set = model.situations.some(
      (situation) => meet(situation, variable) && Object.keys(situation.state).some((path) => path.split('.')[0] === variable.name),
    );
    if (set) continue;
    context.reporter.report(
      codes.hiddenNeverSet,
      context.span('model', model.id, 'hidden', variable.name),
      `no situation sets ${variable.name}, so whether a load forgets it never shows`,
      { help: `add a situation with state: { ${variable.name}: … }` },
    );
  }
};

function meet(a: Life, b: Life): boolean {
  return (a.removed === undefined || b.added < a.removed) && (b.removed === undefined || a.added < b.removed);
}
