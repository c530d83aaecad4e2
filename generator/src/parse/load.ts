import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { files } from '../diagnostics/codes/files.js';
import type { Reporter } from '../diagnostics/reporter.js';
import { type SourceText, sourceText } from '../text/source.js';
import { didYouMean } from '../text/suggest.js';
import { limits } from './limits.js';

/** The folders that hold YAML, and what each file in them declares. */
export const folders = ['models', 'types', 'classes', 'implementations', 'compat', 'machines', 'composed'] as const;
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
    for (const path of list(join(specDir, folder), '', (link) => reportLink(`${root}/${folder}/${link}`, reporter))) {
      seen++;
      const file = `${root}/${folder}/${path}`;
      if (!extension.test(path)) {
        reporter.report(files.fileUnread, { file, start: 0, end: 0 }, `nothing reads ${file}: its extension is in upper case`, {
          help: `call it ${file.replace(anyExtension, '.yaml')}`,
        });
        continue;
      }
      const text = readSpecFile(join(specDir, folder, path), file, reporter);
      if (text !== undefined) found.push({ folder, path: path.replace(extension, ''), source: sourceText(file, text) });
    }
  }
  reportUnread(specDir, root, reporter);
  if (seen === 0) {
    reporter.report(files.specMissing, { file: root, start: 0, end: 0 }, `${root} holds no YAML in ${folders.join('/, ')}/`, {
      help: 'name the directory with --spec DIR',
    });
  }
  return found;
}

/** What is read; and what somebody takes for the same, which some systems do not. */
const extension = /\.ya?ml$/;
const anyExtension = /\.ya?ml$/i;

/** Paths of the YAML files below a directory. What is a link is told to `link` and not followed. */
function list(directory: string, prefix: string, link: (path: string) => void): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) paths.push(...list(join(directory, entry.name), `${path}/`, link));
    else if (entry.isSymbolicLink()) link(path);
    else if (entry.isFile() && anyExtension.test(entry.name)) paths.push(path);
  }
  return paths;
}

function reportLink(file: string, reporter: Reporter): void {
  reporter.report(files.fileIsLink, { file, start: 0, end: 0 }, `${file} is a symbolic link, which is not followed`, {
    help: 'put the file itself there: a spec is the same wherever it is copied',
  });
}

/** Folders of a spec that are not read here: digests, the corpus of breakages, schemas for editors. */
const others: readonly string[] = ['locks', 'history', 'schema'];

/** YAML where nothing looks for it is a slip in the name of a folder. */
function reportUnread(specDir: string, root: string, reporter: Reporter): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(specDir, { withFileTypes: true });
  } catch {
    return;
  }
  const known: readonly string[] = [...folders, ...others];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || known.includes(entry.name)) continue;
    const unread = entry.isDirectory()
      ? list(join(specDir, entry.name), `${entry.name}/`, () => undefined)
      : anyExtension.test(entry.name)
        ? [entry.name]
        : [];
    for (const path of unread) {
      const file = `${root}/${path}`;
      const hint = entry.isDirectory() ? didYouMean(entry.name, folders) : '';
      reporter.report(files.fileUnread, { file, start: 0, end: 0 }, `nothing reads ${file}${hint}`, {
        help: `a spec is read from ${folders.map((each) => `${each}/`).join(', ')}`,
      });
    }
  }
}

/** A file of a spec by its path in it (`models/example.org/nic.yaml`); undefined for one that is not read. */
export function specFileOf(root: string, path: string, text: string): SpecFile | undefined {
  const folder = folders.find((each) => path.startsWith(`${each}/`));
  if (folder === undefined || !/\.ya?ml$/.test(path)) return undefined;
  return { folder, path: path.slice(folder.length + 1).replace(/\.ya?ml$/, ''), source: sourceText(`${root}/${path}`, text) };
}

/** The text of a file within the bounds; undefined after a finding. */
export function readSpecFile(path: string, file: string, reporter: Reporter): string | undefined {
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
