import { names } from '../diagnostics/codes/names.js';
import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { ParamType } from '../ir/values.js';
import type { ParamData } from '../schema/model.js';
import { didYouMean } from '../text/suggest.js';
import type { ModelContext } from './model-state.js';
import { describeParamType } from './values.js';

/** The host fact of a param exists wherever the model does, and can say which of the param's values a host allows. */
export function checkHostFact({ context, creationScope }: ModelContext, name: string, type: ParamType, data: ParamData): void {
  const wanted = data['host-fact'];
  if (wanted === undefined) return;
  const span = context.places.value(data, 'host-fact');
  const fact = creationScope.host.get(wanted);
  if (fact === undefined) {
    if (context.places.lost(wanted) || context.incomplete.has('implementations')) return;
    const known = [...creationScope.host.keys()];
    context.reporter.report(names.hostFactUnknown, span, `there is no host fact "${wanted}"${didYouMean(wanted, known)}`, {
      help: 'declare it under `host-facts` of every implementation that has the model, with one type',
    });
    return;
  }
  if (limits(fact, type)) return;
  const message = `host fact ${wanted} (${describeParamType(fact)}) cannot say which values of ${name} (${describeParamType(type)}) a host allows`;
  context.reporter.report(codes.hostFactMisfit, span, message, {
    help: 'a bool allows or forbids, an integer limits integers, flags limit flags, a text allows one text',
  });
}

function limits(fact: ParamType, param: ParamType): boolean {
  if (fact.kind === 'bool') return true;
  const text = (type: ParamType): boolean => type.kind === 'enum' || type.kind === 'string';
  return fact.kind === param.kind || (text(fact) && text(param));
}
