import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { showValue } from '../ir/constants.js';
import { type Expansion, expand } from './expansion.js';
import type { ModelRule } from './rule.js';

/** Some revision must be able to express a version: every param mentioned or off, every value accepted. */
export const versionComplete: ModelRule = (model, { reporter, span }) => {
  for (const version of model.versions) {
    const expansions = model.revisions.map((_, revision) => expand(model, version, revision));
    if (expansions.some((each) => each.kind === 'complete')) continue;
    const place = span('model', model.id, 'versions', version.name);
    const open = expansions.find((each): each is Expansion & { kind: 'open' } => each.kind === 'open');
    if (open !== undefined) {
      reporter.report(
        codes.versionIncomplete,
        place,
        `version "${version.name}" says nothing of ${open.param.name}, which has no off value`,
        {
          related: [{ message: 'the param', span: span('model', model.id, 'params', open.param.id) }],
          help: `add its value, or give ${open.param.name} an off value`,
        },
      );
      continue;
    }
    const last = expansions.findLast((each) => each.kind === 'outside') ?? expansions.at(-1);
    reporter.report(codes.versionUnreachable, place, `no revision can express version "${version.name}"${why(last)}`);
  }
};

function why(expansion: Expansion | undefined): string {
  if (expansion?.kind === 'outside') return `: ${expansion.param.name} never accepts ${showValue(expansion.value)} together with the rest`;
  return expansion?.kind === 'unknown' ? `: where its other params exist, ${expansion.param.name} does not` : '';
}
