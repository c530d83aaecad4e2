import { state as codes } from '../diagnostics/codes/state.js';
import type { Layout } from '../ir/layout.js';
import { alive } from '../ir/revisions.js';
import { layoutsOf } from './layouts.js';
import type { ModelRule } from './rule.js';

const most = 256;

/** Objects of generated code stay small enough to be fast. */
export const tooManyFields: ModelRule = (model, { reporter, span }) => {
  for (const { kind, name, layout, path } of layoutsOf(model)) {
    if (kind === 'subsection') continue;
    const count = Math.max(...model.revisions.map((_, revision) => fieldsAt(layout, revision, kind === 'section')));
    if (count <= most) continue;
    reporter.report(codes.tooManyFields, span(...path), `the ${kind} ${name} has ${count} fields; ${most} are possible`, {
      help: 'group fields that belong together in a struct: `types: { Group: { fields: … } }`',
    });
  }
};

function fieldsAt(layout: Layout, revision: number, deep: boolean): number {
  const own = layout.fields.filter((field) => field.name !== '' && alive(field, revision)).length;
  return own + (deep ? layout.subsections.reduce((sum, each) => sum + (alive(each, revision) ? fieldsAt(each, revision, deep) : 0), 0) : 0);
}
