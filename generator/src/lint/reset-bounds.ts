import { state as codes } from '../diagnostics/codes/state.js';
import type { Expr } from '../expr/tree.js';
import type { Field } from '../ir/layout.js';
import { alive } from '../ir/revisions.js';
import { configurations, decide, whenParams } from './decide.js';
import { layoutsOf } from './layouts.js';
import type { ModelRule } from './rule.js';

/** A device that nobody has touched sends what it begins at: out of bounds it is refused wherever it goes. */
export const resetBounds: ModelRule = (model, { reporter, span }) => {
  for (const { kind, layout, path } of layoutsOf(model)) {
    // Subsections and fields under a condition are seldom sent then.
    if (kind !== 'section') continue;
    for (const field of layout.fields) {
      const rule = field.when === undefined ? inBounds(field) : undefined;
      if (rule === undefined) continue;
      const wrong = model.revisions
        .flatMap((_, revision) => (alive(field, revision) ? configurations(model, revision, [rule]) : []))
        .find((configuration) => decide(rule, configuration) === false);
      if (wrong === undefined) continue;
      const begins = `${field.name} is ${field.reset?.text ?? '0'} after a reset`;
      reporter.report(
        codes.resetOutOfBounds,
        span(...path, 'fields', field.name),
        `${begins}, which is out of its bounds${whenParams(model, wrong, [rule])}`,
        { help: 'let it begin within its bounds, with min(x, …) where a param decides them; or bound it otherwise' },
      );
    }
  }
};

function inBounds({ type, reset, bounds: { min, max } }: Field): Expr | undefined {
  if (type.kind !== 'int') return undefined;
  const begins: Expr = reset?.expr ?? { op: 'int', value: '0' };
  const rules: readonly Expr[] = [
    ...(min === undefined ? [] : [{ op: 'ge', left: begins, right: min.expr } as const]),
    ...(max === undefined ? [] : [{ op: 'le', left: begins, right: max.expr } as const]),
  ];
  return rules.length === 0 ? undefined : rules.reduce((left, right): Expr => ({ op: 'and', left, right }));
}
