import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { ModelRule } from './rule.js';

/** `version=latest` asks for the first of a build's list, which is this one only where there is no other. */
export const versionLatest: ModelRule = (model, { reporter, span }) => {
  if (model.versions.length < 2 || !model.versions.some(({ name }) => name === 'latest')) return;
  reporter.report(codes.versionLatest, span('model', model.id, 'versions', 'latest'), 'a version cannot be called latest', {
    help: 'call it something else: latest is the first version that a build prefers, whatever its name',
  });
};
