import { state as codes } from '../diagnostics/codes/state.js';
import { alive } from '../ir/revisions.js';
import type { ModelRule } from './rule.js';
import { canHold } from './situation-invariants.js';

/** A device that nobody has touched is a state like any other: one that breaks an invariant is refused wherever it goes. */
export const resetInvariants: ModelRule = (model, { reporter, span }) => {
  const owners = [
    ...model.sections.map((section) => ({ invariants: section.invariants, path: ['model', model.id, 'sections', section.id] })),
    { invariants: model.invariants, path: ['model', model.id] },
  ];
  for (const { invariants, path } of owners) {
    for (const [i, { rule, ...life }] of invariants.entries()) {
      const broken = model.revisions.findIndex((_, at) => alive(life, at) && !said(model, at) && !canHold(model, fresh, at, rule.expr));
      if (broken < 0) continue;
      const at = model.revisions.length > 1 ? ` at revision ${model.revisions[broken]}` : '';
      reporter.report(codes.resetBreaksInvariant, span(...path, 'invariants', String(i)), `after a reset ${rule.text} never holds${at}`, {
        help: 'give the variables that it reads reset values with which it holds, or correct it',
      });
    }
  }
};

const fresh = { name: '', added: 0, state: {} };

/** A situation of the author's own that is the reset state is judged as a situation. */
function said(model: Parameters<ModelRule>[0], revision: number): boolean {
  return model.situations.some(
    ({ when, state, ...life }) => when === undefined && alive(life, revision) && Object.keys(state).length === 0,
  );
}
