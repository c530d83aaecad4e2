import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { constant } from '../ir/constants.js';
import type { ModelRule } from './rule.js';

/** A value that is decided again after creation depends on something that can be different then. */
export const resolvesConstant: ModelRule = (model, { reporter, span }) => {
  for (const param of model.params) {
    if (param.resolves === 'create' || param.default.some(({ value }) => constant(value.expr) === undefined)) continue;
    reporter.report(
      codes.resolvesConstant,
      span('model', model.id, 'params', param.id, 'default'),
      `${param.name} resolves at ${param.resolves}, and its default never changes`,
      { help: 'let the default read a host fact, a machine fact or another param, or drop `resolves`' },
    );
  }
};
