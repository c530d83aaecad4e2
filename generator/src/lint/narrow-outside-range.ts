import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { inRange } from '../ir/ranges.js';
import { alive, valueAt } from '../ir/revisions.js';
import type { SpecRule } from './rule.js';

/** A build may accept less than its revision, never more. */
export const narrowOutsideRange: SpecRule = (spec, { reporter, span }) => {
  for (const implementation of spec.implementations) {
    for (const build of implementation.builds) {
      for (const known of build.models) {
        const model = spec.models.find((each) => each.id === known.model);
        for (const [id, narrow] of Object.entries(known.narrow)) {
          const param = model?.params.find((each) => each.id === id);
          if (model === undefined || param === undefined) continue;
          const place = span('implementation', implementation.name, 'builds', build.name, 'models', model.id);
          const range = valueAt(param.range, known.revision);
          if (!alive(param, known.revision) || range === undefined) {
            reporter.report(
              codes.notAvailable,
              place,
              `build ${build.name} narrows ${param.name}, which revision "${model.revisions[known.revision]}" does not have`,
            );
            continue;
          }
          const wider = narrow.items
            .flatMap((item) => ('value' in item ? [item.value] : [item.min, item.max]))
            .find((value) => {
              const kind = param.type.kind;
              if (kind === 'bool') return !inRange(range, { kind: 'bool', value: value === 'true' });
              return !inRange(range, kind === 'enum' || kind === 'string' ? { kind: 'string', value } : { kind: 'int', value });
            });
          if (wider === undefined) continue;
          reporter.report(
            codes.narrowWider,
            place,
            `build ${build.name} narrows ${param.name} to a range with ${wider}, which its revision does not accept`,
            {
              related: [{ message: 'the range', span: span('model', model.id, 'params', param.id, 'range') }],
            },
          );
        }
      }
    }
  }
};
