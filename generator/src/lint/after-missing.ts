import { state as codes } from '../diagnostics/codes/state.js';
import { walk } from '../expr/walk.js';
import type { Field, Layout, Section } from '../ir/layout.js';
import type { ModelIR } from '../ir/spec.js';
import { decisions } from './count-before-use.js';
import type { ModelRule } from './rule.js';

/** A reader takes sections in any order, but for what `after` says: what decides in another one has to be there before. */
export const afterMissing: ModelRule = (model, { reporter, span }) => {
  for (const [i, section] of model.sections.entries()) {
    const before = closure(model, section);
    for (const { field, path } of fieldsOf(section, ['model', model.id, 'sections', section.id])) {
      for (const name of decisions(field).flatMap(({ expr }) => variablesIn(expr))) {
        const owner = model.sections.slice(0, i).find((each) => carries(each, name));
        if (owner === undefined || carries(section, name) || before.has(owner.id)) continue;
        reporter.report(
          codes.afterMissing,
          span(...path, 'fields', field.name),
          `whether or how often ${field.name} is there depends on state.${name} of section ${owner.id}, which may come later`,
          { help: `add after: [${owner.id}] to section ${section.id}` },
        );
      }
    }
  }
};

/** The sections that are loaded before it, those that these come after included. */
function closure(model: ModelIR, section: Section): ReadonlySet<string> {
  const found = new Set(section.after);
  for (const id of found) for (const other of model.sections.find((each) => each.id === id)?.after ?? []) found.add(other);
  return found;
}

function fieldsOf(layout: Layout, path: readonly string[]): readonly { readonly field: Field; readonly path: readonly string[] }[] {
  const inner = layout.subsections.flatMap((each) => fieldsOf(each, [...path, 'subsections', each.name]));
  return [...layout.fields.map((field) => ({ field, path })), ...inner];
}

function carries(layout: Layout, name: string): boolean {
  return layout.fields.some((field) => field.name === name) || layout.subsections.some((each) => carries(each, name));
}

function variablesIn(expr: Parameters<typeof walk>[0]): readonly string[] {
  const names: string[] = [];
  walk(expr, (node) => {
    if (node.op === 'state') names.push(node.name);
  });
  return names;
}
