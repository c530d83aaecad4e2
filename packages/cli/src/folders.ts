import { existsSync, statSync } from 'node:fs';
import { UsageError } from './exit.js';

/** The folder of a spec, which must be there: an empty result of a mistyped path would read as a clean one. */
export function specFolder(path: string): string {
  if (!existsSync(path))
    throw new UsageError(`${path}: no such folder; --spec DIR names the folder that holds models/ and implementations/`);
  if (!statSync(path).isDirectory())
    throw new UsageError(`${path}: is a file; --spec takes the folder that holds models/ and implementations/`);
  return path;
}
