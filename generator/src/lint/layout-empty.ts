import { state as codes } from '../diagnostics/codes/state.js';
import type { ModelRule } from './rule.js';

/** A section is there for what it holds. A subsection may say something by being there, a struct be a part that some lack. */
export const layoutEmpty: ModelRule = (model, { reporter, span }) => {
  for (const { id, fields, subsections } of model.sections) {
    if (fields.length > 0 || subsections.length > 0) continue;
    reporter.report(codes.layoutEmpty, span('model', model.id, 'sections', id), `the section ${id} holds nothing`, {
      help: 'add `fields: { name: type }`, or remove it',
    });
  }
};
