import { state as codes } from '../diagnostics/codes/state.js';
import type { Expression } from '../expr/tree.js';
import { walk } from '../expr/walk.js';
import type { Field, FieldType, Layout } from '../ir/layout.js';
import type { ModelIR } from '../ir/spec.js';
import type { LintContext, ModelRule } from './rule.js';

/** A reader knows only what came before: presence and counts depend on fields earlier on the wire. */
export const countBeforeUse: ModelRule = (model, context) => {
  const seen = new Set<string>();
  const sectionFields = new Set(model.sections.flatMap((section) => allNames(section)));
  for (const section of model.sections)
    checkLayout(model, context, section, 'state', seen, sectionFields, ['model', model.id, 'sections', section.id]);
  for (const struct of model.structs) {
    checkLayout(model, context, struct, 'self', new Set(), new Set(allNames(struct)), ['model', model.id, 'structs', struct.id]);
  }
};

function checkLayout(
  model: ModelIR,
  context: LintContext,
  layout: Layout,
  op: 'state' | 'self',
  seen: Set<string>,
  all: ReadonlySet<string>,
  path: readonly string[],
): void {
  for (const field of layout.fields) {
    for (const expression of decisions(field)) {
      const later = mentioned(expression, op).find((name) => all.has(name) && !seen.has(name));
      if (later === undefined) continue;
      const place = context.span(...path, 'fields', field.name);
      context.reporter.report(
        codes.orderWrong,
        place,
        `whether or how often ${field.name} is there depends on ${op}.${later}, which comes later on the wire`,
      );
    }
    if (field.name !== '') seen.add(field.name);
  }
  for (const subsection of layout.subsections) {
    checkLayout(model, context, subsection, op, seen, all, [...path, 'subsections', subsection.name]);
  }
}

function allNames(layout: Layout): readonly string[] {
  return [...layout.fields.map((field) => field.name), ...layout.subsections.flatMap(allNames)].filter((name) => name !== '');
}

/** Expressions that say whether and how often a field is there. */
export function decisions(field: Field): readonly Expression[] {
  return [...(field.when === undefined ? [] : [field.when]), ...counts(field.type)];
}

function counts(type: FieldType): readonly Expression[] {
  if (type.kind === 'bytes') return type.length.kind === 'counted' ? [type.length.by] : [];
  if (type.kind !== 'array') return [];
  return [...(type.count.kind === 'counted' ? [type.count.by] : []), ...counts(type.element)];
}

function mentioned(expression: Expression, op: 'state' | 'self'): readonly string[] {
  const names: string[] = [];
  walk(expression.expr, (node) => {
    if (node.op === op && 'name' in node) names.push(node.name);
  });
  return names;
}
