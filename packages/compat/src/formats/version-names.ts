import type { DocumentModel } from '@migspec/capabilities';
import { versionOf } from './build.js';

/** Versions of which a form has the names alone, the preferred one first. */
export function versionNames(modelId: string, names: readonly string[]): DocumentModel['versions'] {
  return names.map((name) => versionOf(modelId, [], { name, values: {} }));
}
