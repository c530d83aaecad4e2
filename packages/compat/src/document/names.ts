import type { DocumentModel, DocumentParam } from '@migspec/capabilities';

export interface ParamIndex {
  readonly byName: ReadonlyMap<string, DocumentParam>;
  readonly byId: ReadonlyMap<string, DocumentParam>;
}

const cache = new WeakMap<DocumentModel, ParamIndex>();

/** A model's params by name and by identity. */
export function paramIndex(model: DocumentModel): ParamIndex {
  const known = cache.get(model);
  if (known !== undefined) return known;
  const index = {
    byName: new Map(model.params.map((param) => [param.name, param])),
    byId: new Map(model.params.map((param) => [param.id, param])),
  };
  cache.set(model, index);
  return index;
}
