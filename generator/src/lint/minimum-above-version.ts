import { state as codes } from '../diagnostics/codes/state.js';
import type { Subsection } from '../ir/layout.js';
import { valueAt } from '../ir/revisions.js';
import type { ModelRule } from './rule.js';

interface Versioned {
  readonly version: Subsection['version'];
  readonly minimum: Subsection['minimum'];
}

/** A section accepts at least what it writes. */
export const minimumAboveVersion: ModelRule = (model, { reporter, span }) => {
  const check = (what: Versioned, label: string, path: readonly string[]): void => {
    for (const [revision, name] of model.revisions.entries()) {
      const version = valueAt(what.version, revision);
      const minimum = valueAt(what.minimum, revision);
      if (version === undefined || minimum === undefined || minimum <= version) continue;
      reporter.report(
        codes.minimumAboveVersion,
        span(...path),
        `${label} writes version ${version} and accepts none below ${minimum} at revision "${name}"`,
      );
      return;
    }
  };
  const inside = (subsections: readonly Subsection[], path: readonly string[]): void => {
    for (const subsection of subsections) {
      const here = [...path, 'subsections', subsection.name];
      check(subsection, `subsection ${subsection.name}`, here);
      inside(subsection.subsections, here);
    }
  };
  for (const section of model.sections) {
    const path = ['model', model.id, 'sections', section.id];
    check(section, `section ${section.id}`, path);
    inside(section.subsections, path);
  }
  for (const struct of model.structs) inside(struct.subsections, ['model', model.id, 'structs', struct.id]);
};
