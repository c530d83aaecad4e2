/**
 * The only file that touches the output disk. A tree of generated files belongs to a manifest, which is written last: a
 * run that is cut off leaves the old manifest, and the next run puts everything right. Files are written to a temporary
 * name and renamed, and only when they changed; files of the old manifest that are no longer made are removed.
 */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { makeFolder } from '../edit/make-folder.js';
import { pathKey, pathProblem } from '../text/path.js';
import type { EmittedFile } from './file.js';

export const manifestName = '.migspec-manifest.json';

export interface WriteReport {
  /** Paths, sorted: made new, changed, removed. All empty: the tree was up to date. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** A tree that must not be written to: the path leaves the root, is a link, or is somebody's own file. */
export class OutputRefused extends Error {
  readonly path: string;
  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.name = 'OutputRefused';
    this.path = path;
  }
}

interface Manifest {
  readonly files: Readonly<Record<string, string>>;
}

/** What a process knows of the files that it has read or written: a file that was not touched since is not read again. */
export class WrittenFiles {
  readonly #known = new Map<string, { readonly text: string; readonly changed: number; readonly digest: string }>();

  /** Whether the file holds the text; undefined where there is no file. */
  holds(path: string, text: string): boolean | undefined {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (stats.isSymbolicLink()) throw new OutputRefused(path, 'passes through a symbolic link');
    const changed = stats.mtimeMs;
    const known = this.#known.get(path);
    if (known?.changed === changed) return known.text === text;
    const found = readFileSync(path, 'utf8');
    this.#known.set(path, { text: found, changed, digest: sha256(found) });
    return found === text;
  }

  digest(path: string, text: string): string {
    const known = this.#known.get(path);
    return known?.text === text ? known.digest : sha256(text);
  }

  wrote(path: string, text: string): void {
    this.#known.set(path, { text, changed: statSync(path).mtimeMs, digest: sha256(text) });
  }
}

/** What has to happen to a tree; nothing has yet. */
export interface TreePlan {
  readonly report: WriteReport;
  readonly apply: () => void;
}

/** What would make the tree under `root` equal to `files`. Throws OutputRefused for a tree that must not be touched. */
export function planTree(root: string, files: readonly EmittedFile[], written = new WrittenFiles()): TreePlan {
  const old = readManifest(root);
  const guard = guarded(root);
  const wanted = new Map<string, string>();
  const keys = new Map<string, string>();
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (wanted.has(file.path)) throw new OutputRefused(file.path, 'two emitters make this file');
    const twin = keys.get(pathKey(file.path));
    if (twin !== undefined) throw new OutputRefused(file.path, `some systems take it for ${twin}`);
    wanted.set(file.path, file.text);
    keys.set(pathKey(file.path), file.path);
    guard(file.path);
  }
  const added: string[] = [];
  const changed: string[] = [];
  for (const [path, text] of wanted) {
    const at = join(root, path);
    const same = written.holds(at, text);
    if (same === undefined) added.push(path);
    else if (!same) {
      if (old.files[path] === undefined && !isGenerated(at))
        throw new OutputRefused(path, 'a file that is not generated is in the way; move it');
      changed.push(path);
    }
  }
  const removed = Object.keys(old.files)
    .filter((path) => !wanted.has(path) && existsSync(join(root, path)))
    .sort();
  for (const path of removed) guard(path);
  if (isLink(join(root, manifestName))) throw new OutputRefused(manifestName, 'is a symbolic link');
  const apply = (): void => {
    for (const path of [...added, ...changed]) {
      writeAtomic(join(root, path), wanted.get(path) ?? '');
      written.wrote(join(root, path), wanted.get(path) ?? '');
    }
    for (const path of removed) removeFile(root, path);
    const manifest = manifestText(wanted, (path, text) => written.digest(join(root, path), text));
    const at = join(root, manifestName);
    if (written.holds(at, manifest) === true) return;
    writeAtomic(at, manifest);
    written.wrote(at, manifest);
  };
  return { report: { added, changed, removed }, apply };
}

function manifestText(files: ReadonlyMap<string, string>, digest: (path: string, text: string) => string): string {
  const digests: Record<string, string> = {};
  for (const [path, text] of files) digests[path] = digest(path, text);
  return `${JSON.stringify({ '//': '@generated by migspec generate: the files of this folder that are generated', files: digests }, null, 1)}\n`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function readManifest(root: string): Manifest {
  const at = join(root, manifestName);
  if (!existsSync(at)) return { files: {} };
  try {
    const parsed: unknown = JSON.parse(readFileSync(at, 'utf8'));
    const files = typeof parsed === 'object' && parsed !== null && 'files' in parsed ? parsed.files : {};
    return {
      files:
        typeof files === 'object' && files !== null
          ? Object.fromEntries(Object.entries(files).map(([path, digest]) => [path, String(digest)]))
          : {},
    };
  } catch {
    // A damaged manifest is as none: files are compared by content anyway, only stale ones stay.
    return { files: {} };
  }
}

/**
 * A generated file says so in its first lines; JSON, which has no comments, in a key. Documents and the IR hold nothing but
 * what their schemas name: they are told by their versions.
 */
function isGenerated(path: string): boolean {
  const text = readFileSync(path, 'utf8');
  return text.slice(0, 500).includes('@generated') || (path.endsWith('.json') && isDocument(text));
}

function isDocument(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && ('documentVersion' in parsed || 'irVersion' in parsed);
  } catch {
    return false;
  }
}

/** Refuses a path that leaves the root or goes through a folder that is a symbolic link; looks at each folder once. */
function guarded(root: string): (path: string) => void {
  const top = resolve(root);
  if (isLink(top)) throw new OutputRefused(root, 'the output folder is a symbolic link');
  const sound = new Set([top]);
  return (path) => {
    const full = resolve(top, path);
    if (!full.startsWith(top + sep)) throw new OutputRefused(path, 'leaves the output folder');
    const problem = pathProblem(path);
    if (problem !== undefined) throw new OutputRefused(path, problem);
    const seen: string[] = [];
    for (let at = dirname(full); !sound.has(at); at = dirname(at)) {
      if (isLink(at)) throw new OutputRefused(path, 'passes through a symbolic link');
      seen.push(at);
    }
    for (const at of seen) sound.add(at);
  };
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function writeAtomic(path: string, text: string): void {
  makeFolder(dirname(path));
  const temporary = `${path}.${process.pid}.tmp`;
  // Whatever lies under the name is left behind or planted: it is never written through.
  rmSync(temporary, { force: true });
  writeFileSync(temporary, text, { flag: 'wx' });
  renameSync(temporary, path);
}

/** Removes the file and the folders that it leaves empty. */
function removeFile(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
  for (let at = dirname(path); at !== '.' && at !== ''; at = dirname(at)) {
    const folder = join(root, at);
    if (existsSync(folder) && readdirSync(folder).length > 0) break;
    if (existsSync(folder)) rmdirSync(folder);
  }
}
