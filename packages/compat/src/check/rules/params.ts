/** What rules 1 to 3 share: values, implied values, and how a difference is classed. */
import type { DocumentModel, DocumentParam } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import { paramIndex } from '../../document/names.js';
import { parseValue } from '../../values.js';
import type { DevicePair, ReasonClass } from '../types.js';

/** A refusal of a guest-visible param forbids the device; of a state-only one, just this state. */
export function refusalClass(param: DocumentParam, started: boolean): ReasonClass {
  if (!param.guestVisible) return 'state';
  return started ? 'guest' : 'create';
}

/**
 * What a build that does not know the param nevertheless does: the value it was frozen at, else off. Undefined for a
 * param without an off value: then nobody can say.
 */
export function impliedValue(model: DocumentModel, param: DocumentParam): ParamValue | undefined {
  const retired = model.retired.find((candidate) => candidate.id === param.id);
  const raw = retired?.implied ?? param.off;
  return raw === undefined ? undefined : parseValue(param.type, raw);
}

/** Params that both builds know, by identity; names may differ. */
export function knownToBoth(pair: DevicePair): readonly { readonly source: DocumentParam; readonly destination: DocumentParam }[] {
  const { byId } = paramIndex(pair.destination.model);
  return pair.source.model.params.flatMap((source) => {
    const destination = byId.get(source.id);
    return destination === undefined ? [] : [{ source, destination }];
  });
}

/** Params of one model that the other does not know. */
export function knownOnlyTo(model: DocumentModel, other: DocumentModel): readonly DocumentParam[] {
  const { byId } = paramIndex(other);
  return model.params.filter((param) => !byId.has(param.id));
}

export function show(value: ParamValue | undefined): string {
  return value === undefined ? 'nothing' : String(value);
}
