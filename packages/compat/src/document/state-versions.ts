/** Preferred order of state versions, and the choice between two builds; made before the destination is created. */
import type { DocumentModel } from '@migspec/capabilities';

/** A build's list, most preferred first; `minimum` cuts it after that entry. */
export function stateVersionList(model: DocumentModel): readonly string[] {
  const list = model.stateVersions ?? [];
  const last = model.minimum === undefined ? -1 : list.indexOf(model.minimum);
  return last < 0 ? list : list.slice(0, last + 1);
}

/** The first entry of the source's list that the destination has. */
export function chooseStateVersion(source: readonly string[], destination: readonly string[]): string | undefined {
  return source.find((version) => destination.includes(version));
}
