import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { ModelRule } from './rule.js';

/** Every param and section says where it is known from. */
export const sourcesMissing: ModelRule = (model, { reporter, span }) => {
  const missing = (kind: 'params' | 'sections', id: string, what: string): void =>
    reporter.report(codes.sourcesMissing, span('model', model.id, kind, id), `${what} names no source`, {
      help: 'add `sources: [a file, a commit, a capture or a page]`',
    });
  for (const param of model.params) if (param.sources.length === 0) missing('params', param.id, `param ${param.name}`);
  for (const section of model.sections) if (section.sources.length === 0) missing('sections', section.id, `section ${section.id}`);
};
