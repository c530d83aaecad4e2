/** The only file that changes the author's files: all of them, or none. */
import { lstatSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.js';

export interface SavedFile {
  /** On the disk. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes every text under a temporary name beside its file, then renames them. When one cannot be written, nothing has
 * changed. Throws what the system says.
 */
export function saveFiles(files: readonly SavedFile[]): void {
  const made: string[] = [];
  const written: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const { path, text } of files) {
      made.push(...makeFolder(dirname(path)));
      const from = `${path}.${process.pid}.tmp`;
      written.push({ from, to: path });
      const mode = lstatSync(path, { throwIfNoEntry: false })?.mode;
      writeFileSync(from, text, mode === undefined ? { flag: 'wx' } : { flag: 'wx', mode });
    }
    for (const { to } of written) if (lstatSync(to, { throwIfNoEntry: false })?.isDirectory() === true) throw isFolder(to);
  } catch (error) {
    for (const { from } of written) rmSync(from, { force: true });
    for (const folder of made.reverse()) rmdirSync(folder);
    throw error;
  }
  for (const { from, to } of written) renameSync(from, to);
}

function isFolder(path: string): Error {
  return Object.assign(new Error(`EISDIR: ${path}`), { code: 'EISDIR', syscall: 'rename', path });
}
