import { lstatSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing; gives the ones made, outermost first. Throws what the system says.
 * The system's own way to make several, `recursive`, never ends where no folder can be made, as in `/proc`.
 */
export function makeFolder(folder: string): readonly string[] {
  const missing: string[] = [];
  for (let at = folder; lstatSync(at, { throwIfNoEntry: false }) === undefined && at !== dirname(at); at = dirname(at)) missing.unshift(at);
  for (const each of missing) mkdirSync(each);
  return missing;
}
