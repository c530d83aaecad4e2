import { state as codes } from '../diagnostics/codes/state.js';
import type { Count, FieldType } from '../ir/layout.js';
import { alive } from '../ir/revisions.js';
import type { Life } from '../ir/spec.js';
import { configurations, whenParams, withParams } from './decide.js';
import { layoutsOf } from './layouts.js';
import type { ModelRule } from './rule.js';

/** A count that params decide stays within its capacity, or a device of that configuration can never be saved. */
export const capacityExceeded: ModelRule = (model, { reporter, span }) => {
  for (const { layout, path } of layoutsOf(model)) {
    for (const field of layout.fields) {
      for (const { by, capacity } of countsOf(field.type)) {
        const found = model.revisions.flatMap((_, revision) =>
          alive(field as Life, revision)
            ? configurations(model, revision, [by.expr]).map((each) => [each, withParams(by.expr, each)] as const)
            : [],
        );
        const over = found.find(([, count]) => count.op === 'int' && BigInt(count.value) > BigInt(capacity));
        if (over === undefined || over[1].op !== 'int') continue;
        const when = whenParams(model, over[0], [by.expr]);
        reporter.report(
          codes.capacityExceeded,
          span(...path, 'fields', field.name),
          `${field.name} has ${over[1].value} elements${when}, and a capacity of ${capacity}`,
          { help: `write capacity: ${over[1].value}, or narrow the range of what it is counted by` },
        );
      }
    }
  }
};

type Counted = Extract<Count, { readonly kind: 'counted' }>;

function countsOf(type: FieldType): readonly Counted[] {
  if (type.kind === 'bytes') return type.length.kind === 'counted' ? [type.length] : [];
  if (type.kind !== 'array') return [];
  return [...(type.count.kind === 'counted' ? [type.count] : []), ...countsOf(type.element)];
}
