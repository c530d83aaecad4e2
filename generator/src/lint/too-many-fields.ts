import { state as codes } from '../diagnostics/codes/state.js';
import type { FieldType, Layout } from '../ir/layout.js';
import { alive } from '../ir/revisions.js';
import type { ModelIR } from '../ir/spec.js';
import { layoutsOf } from './layouts.js';
import type { ModelRule } from './rule.js';

const most = 256;
/** With the fields of every struct, as often as it is used: a struct of two that hold two each doubles it at every step. */
const mostOpened = 20_000;

/** Objects of generated code stay small enough to be fast, and there are so many that they can be written out. */
export const tooManyFields: ModelRule = (model, { reporter, span }) => {
  for (const { kind, name, layout, path } of layoutsOf(model)) {
    if (kind === 'subsection') continue;
    const count = Math.max(...model.revisions.map((_, revision) => fieldsAt(layout, revision, kind === 'section')));
    if (count <= most && kind === 'section') {
      const opened = openedCount(model, layout);
      if (opened > mostOpened) {
        const message = `the section ${name} has more than ${mostOpened} fields, those of its structs counted as often as they are used`;
        reporter.report(codes.tooManyFields, span(...path), message, { help: 'write an array of a struct in place of many fields of it' });
      }
    }
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

/** Struct types do not hold themselves: each is counted once. Elements of an array are counted as one. */
function openedCount(model: ModelIR, section: Layout): number {
  const known = new Map<string, number>();
  const ofType = (type: FieldType): number => {
    if (type.kind === 'array') return ofType(type.element);
    if (type.kind !== 'struct') return 1;
    const before = known.get(type.struct);
    if (before !== undefined) return before;
    const struct = model.structs.find(({ id }) => id === type.struct);
    const count = struct === undefined ? 1 : ofLayout(struct);
    known.set(type.struct, count);
    return count;
  };
  const ofLayout = (layout: Layout): number =>
    layout.fields.reduce((sum, { type }) => sum + ofType(type), 0) + layout.subsections.reduce((sum, each) => sum + ofLayout(each), 0);
  return ofLayout(section);
}
