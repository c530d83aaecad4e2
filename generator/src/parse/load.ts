import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { files } from '../diagnostics/codes/files.js';
import type { Reporter } from '../diagnostics/reporter.js';
import { type SourceText, sourceText } from '../text/source.js';
import { limits } from './limits.js';

/** The folders that hold YAML, and what each file in them declares. */
export const folders = ['models', 'types', 'classes', 'implementations', 'compat', 'machines'] as const;
export type Folder = (typeof folders)[number];

export interface SpecFile {
  readonly folder: Folder;
  /** Without folder and extension: `example.org/devices/nic`. */
  readonly path: string;
  readonly source: SourceText;
}

/** Reads every YAML file of a spec directory, in an order that does not depend on the disk. */
export function loadSpec(specDir: string, reporter: Reporter): readonly SpecFile[] {
  const root = basename(specDir);
  const found: SpecFile[] = [];
  let seen = 0;
  for (const folder of folders) {
    for (const path of list(join(specDir, folder), '')) {
      seen++;
      const file = `${root}/${folder}/${path}`;
      const text = read(join(specDir, folder, path), file, reporter);
      if (text !== undefined) found.push({ folder, path: path.replace(/\.ya?ml$/, ''), source: sourceText(file, text) });
    }
  }
  if (seen === 0) {
    reporter.report(files.specMissing, { file: root, start: 0, end: 0 }, `${root} holds no YAML in ${folders.join('/, ')}/`, {
      help: 'name the directory with --spec DIR',
    });
  }
  return found;
}

function list(directory: string, prefix: string): string[] {
  let entries: { name: string; isDirectory(): boolean; isFile(): boolean }[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) paths.push(...list(join(directory, entry.name), `${prefix}${entry.name}/`));
    else if (entry.isFile() && /\.ya?ml$/.test(entry.name)) paths.push(`${prefix}${entry.name}`);
  }
  return paths;
}

function read(path: string, file: string, reporter: Reporter): string | undefined {
  const span = { file, start: 0, end: 0 };
  try {
    const { size } = statSync(path);
    if (size > limits.fileBytes) {
      reporter.report(files.fileTooLarge, span, `the file has ${size} bytes; the bound is ${limits.fileBytes}`);
      return undefined;
    }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(readFileSync(path));
  } catch (problem) {
    const why = problem instanceof TypeError ? 'it is not UTF-8' : 'it cannot be read';
    reporter.report(files.fileUnreadable, span, `the file is unreadable: ${why}`);
    return undefined;
  }
}
