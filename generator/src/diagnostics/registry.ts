import { breaking } from './codes/breaking.js';
import { changes } from './codes/changes/all.js';
import { files } from './codes/files.js';
import { locks } from './codes/locks.js';
import { names } from './codes/names.js';
import { revisions } from './codes/revisions.js';
import { shape } from './codes/shape.js';
import { state } from './codes/state.js';
import type { DiagnosticCode } from './define.js';

/** Every code of the front end and of changes between specs, by number. */
export const registry: readonly DiagnosticCode[] = [files, shape, names, revisions, state, breaking, locks]
  .flatMap((group): readonly DiagnosticCode[] => Object.values(group))
  .concat(changes)
  .sort((a, b) => (a.code < b.code ? -1 : 1));

/** Takes the number or the id, as `explain` does. */
export function findCode(codeOrId: string): DiagnosticCode | undefined {
  return registry.find((entry) => entry.code === codeOrId || entry.id === codeOrId);
}
