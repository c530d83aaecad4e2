/** Documents in other forms, as files on disk: one file, or a tree of small ones. */
import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { CapabilityDocument } from '@migspec/capabilities';
import { type Form, type FormFiles, type FormOptions, findForm, formOf, forms } from '@migspec/compat';
import { UsageError } from './exit.js';
import { problemLines } from './problem-lines.js';

/** Bounds: bytes of one file, files of a tree, bytes of a file of a tree, folders deep. */
const mostBytes = 1 << 26;
const mostFiles = 20_000;
const mostPage = 1 << 16;
const deepest = 8;

/** The text of a file, or of all files below a folder; links are not followed. */
export function readFiles(path: string): FormFiles {
  if (!statSync(path).isDirectory()) return { [basename(path)]: readText(path, mostBytes) };
  const files: Record<string, string> = {};
  let count = 0;
  const visit = (folder: string, depth: number): void => {
    if (depth > deepest) return;
    for (const name of readdirSync(folder).sort()) {
      const at = join(folder, name);
      const found = lstatSync(at);
      if (found.isDirectory()) visit(at, depth + 1);
      else if (found.isFile()) {
        if (++count > mostFiles) throw new UsageError(`${path}: more than ${mostFiles} files`);
        files[relative(dirname(resolve(path)), resolve(at)).replaceAll('\\', '/')] = readText(at, mostPage);
      }
    }
  };
  visit(path, 0);
  return files;
}

function readText(path: string, most: number): string {
  // Files of sysfs say that they are a page long, whatever they hold.
  if (statSync(path).size > most) throw new UsageError(`${path}: larger than ${most} bytes`);
  return readFileSync(path, 'utf8');
}

export function formNamed(name: string): Form {
  const found = findForm(name);
  if (found !== undefined) return found;
  throw new UsageError(`${name}: no such form; ${forms.map((form) => form.name).join(', ')}`);
}

/** Undefined for files that are in none of the forms. What is wrong with a form is the caller's mistake. */
export function readForm(path: string, options: FormOptions & { readonly form?: Form } = {}): CapabilityDocument | undefined {
  const files = readFiles(path);
  const form = options.form ?? formOf(files);
  if (form === undefined) return undefined;
  const build = options.build ?? `${form.name}@${basename(path)}`;
  const read = form.read(files, { ...options, build });
  if (read.ok) return read.value;
  throw new UsageError(`${path} is no ${form.name} (${form.title}):\n  ${problemLines(read.problems)}`);
}

/** Writes the files below a folder, which is made. */
export function writeFiles(files: FormFiles, folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    const at = join(folder, path);
    if (relative(folder, at).startsWith('..')) throw new UsageError(`${path} lies outside of ${folder}`);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
}
