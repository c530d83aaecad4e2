import { state as codes } from '../diagnostics/codes/state.js';
import { didYouMean } from '../text/suggest.js';
import type { SpecRule } from './rule.js';

/** A situation of builds with an erratum that no implementation of the model has: nobody ever comes to it. */
export const erratumUnknown: SpecRule = (spec, context) => {
  for (const model of spec.models) {
    const known = spec.implementations
      .filter(({ builds }) => builds.some((build) => build.models.some((each) => each.model === model.id)))
      .flatMap(({ errata }) => errata.map(({ id }) => id));
    for (const { name, errata = [] } of model.situations) {
      const unknown = errata.find((id) => !known.includes(id));
      if (unknown === undefined) continue;
      context.reporter.report(
        codes.erratumUnknown,
        context.span('model', model.id, 'situations', name),
        `no implementation of ${model.id} has an erratum "${unknown}"${didYouMean(unknown, known)}`,
      );
    }
  }
};
