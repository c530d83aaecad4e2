import { state as codes } from '../diagnostics/codes/state.js';
import type { ModelRule } from './rule.js';

/** Which version an opaque state has is said once for the model. */
export const opaqueTwice: ModelRule = (model, { reporter, span }) => {
  const [first, ...more] = model.sections.filter(({ fields }) => fields.some(({ type }) => type.kind === 'bytes' && type.opaque));
  if (first === undefined || model.opaque === undefined) return;
  for (const section of more) {
    reporter.report(codes.opaqueTwice, span('model', model.id, 'sections', section.id), `${section.id} is opaque, and so is ${first.id}`, {
      related: [{ message: 'the other', span: span('model', model.id, 'sections', first.id) }],
      help: 'state versions belong to the model: put both into one section, or describe one of them',
    });
  }
};
