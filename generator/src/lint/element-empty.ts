import { state as codes } from '../diagnostics/codes/state.js';
import type { Field, FieldType } from '../ir/layout.js';
import type { ModelIR } from '../ir/spec.js';
import { layoutsOf } from './layouts.js';
import type { ModelRule } from './rule.js';

/** Elements without bytes: a few bytes of a stream would ask for as many objects as the capacity allows. */
export const elementEmpty: ModelRule = (model, { reporter, span }) => {
  for (const { layout, path } of layoutsOf(model)) {
    for (const field of layout.fields) {
      if (field.type.kind !== 'array' || field.type.count.kind === 'fixed' || !isEmpty(model, field.type.element)) continue;
      const message = `an element of ${field.name} may have no bytes, so a count alone makes any number of them`;
      reporter.report(codes.elementEmpty, span(...path, 'fields', field.name), message, {
        help: 'give the element a field that is always there',
      });
    }
  }
};

function isEmpty(model: ModelIR, type: FieldType): boolean {
  if (type.kind !== 'struct') return type.kind === 'bytes' && (type.length.kind === 'counted' || type.length.value === 0);
  const struct = model.structs.find((each) => each.id === type.struct);
  return struct?.subsections.length === 0 && struct.fields.every((field) => maybeAbsent(field) || isEmpty(model, field.type));
}

function maybeAbsent({ when, type }: Field): boolean {
  return when !== undefined || (type.kind === 'array' && type.count.kind === 'counted');
}
