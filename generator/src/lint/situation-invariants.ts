import { state as codes } from '../diagnostics/codes/state.js';
import { mapExpr } from '../expr/substitute.js';
import type { Expr } from '../expr/tree.js';
import type { Field, Layout } from '../ir/layout.js';
import { alive } from '../ir/revisions.js';
import type { Life, ModelIR, SituationIR } from '../ir/spec.js';
import { outcomes } from './decide.js';
import type { ModelRule } from './rule.js';

/** A state that breaks an invariant is refused by every receiver: no migration of it says anything. */
export const situationInvariants: ModelRule = (model, { reporter, span }) => {
  for (const situation of model.situations) {
    // Builds with an erratum come to states that others refuse.
    if (situation.errata !== undefined) continue;
    for (const { rule, ...life } of model.sections.flatMap((section) => section.invariants)) {
      const revisions = model.revisions.flatMap((_, at) => (alive(situation, at) && alive(life, at) ? [at] : []));
      const broken = revisions.find((revision) => !canHold(model, situation, revision, rule.expr));
      if (broken === undefined) continue;
      const place = span('model', model.id, 'situations', situation.name);
      const at = model.revisions.length > 1 ? ` at revision ${model.revisions[broken]}` : '';
      reporter.report(codes.situationBreaksInvariant, place, `in ${situation.name} the invariant ${rule.text} never holds${at}`, {
        help: 'say all variables that the invariant reads: those that are not named are at their reset values',
      });
      break;
    }
  }
};

/** Whether some configuration has the situation with the invariant; true where something else decides, too. */
export function canHold(model: ModelIR, situation: SituationIR, revision: number, invariant: Expr): boolean {
  const values = variables(model, situation, revision);
  const known = mapExpr(invariant, (node) => ((node.op === 'state' || node.op === 'self') && values.get(node.name)) || node);
  const rules = model.constraints.filter((each) => alive(each, revision)).map(({ rule }) => rule.expr);
  const all = [...rules, ...(situation.when === undefined ? [] : [situation.when.expr])];
  const found = outcomes(
    model,
    revision,
    all.reduce((left: Expr, right): Expr => ({ op: 'and', left, right }), known),
  );
  return found === undefined || found.has(true);
}

/** What the situation makes of each variable at the top; nothing of those that are no single value. */
function variables(model: ModelIR, situation: SituationIR, revision: number): ReadonlyMap<string, Expr> {
  const fields = model.sections.filter((section) => alive(section, revision)).flatMap((section) => fieldsIn(section, revision));
  const touched = (name: string) => Object.keys(situation.state).some((path) => path.startsWith(`${name}.`));
  return new Map(
    fields
      .filter((field: Field & Life) => alive(field, revision) && !touched(field.name))
      .flatMap((field) => {
        const given = situation.state[field.name];
        const value = given === undefined ? resetOf(field) : given.kind === 'expr' ? given.value.expr : undefined;
        return value === undefined ? [] : [[field.name, value] as const];
      }),
  );
}

function fieldsIn(layout: Layout, revision: number): readonly (Field & Life)[] {
  return [...layout.fields, ...layout.subsections.filter((each) => alive(each, revision)).flatMap((each) => fieldsIn(each, revision))];
}

function resetOf({ reset, type }: Field): Expr | undefined {
  if (reset !== undefined) return type.kind === 'bytes' ? undefined : reset.expr;
  if (type.kind === 'bool') return { op: 'bool', value: false };
  return type.kind === 'int' || type.kind === 'flags' ? { op: 'int', value: '0' } : undefined;
}
