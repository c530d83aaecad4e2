/** A spec as a git revision has it, read from the object store: nothing is checked out, no hook or filter runs. */
import { spawnSync } from 'node:child_process';
import { basename, posix, relative, resolve, sep } from 'node:path';
import { type SpecFile, specFileOf } from '@migspec/generator';
import { UsageError } from '../exit.js';

/** Far above what a spec has; a revision that holds more is refused before it is read. */
const bounds = { files: 20_000, bytes: 256 * 1024 * 1024, listing: 64 * 1024 * 1024, milliseconds: 60_000 };

export interface RevisionFiles {
  readonly files: readonly SpecFile[];
  /** Texts of locks by name. */
  readonly locks: Readonly<Record<string, string>>;
  /** Symbolic links with the name of a spec's file, by path: what they point to is not read. */
  readonly links: readonly string[];
}

/** `v1.2` or `v1.2:path/of/spec`; without a path that of `specDir`. Throws UsageError for what git does not know. */
export function filesAtRevision(reference: string, specDir: string): RevisionFiles {
  const colon = reference.indexOf(':');
  const [revision, path] = colon < 0 ? [reference, undefined] : [reference.slice(0, colon), reference.slice(colon + 1)];
  if (revision === '' || revision.startsWith('-'))
    throw new UsageError(`${reference}: not a git revision; name a commit, a tag or a branch`);
  const [top = ''] = git(['rev-parse', '--show-toplevel'], reference).split('\n');
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], reference).trim();
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw new UsageError(`${reference}: no such folder and no such git revision`);
  const folder =
    path === undefined || path.startsWith('./')
      ? relative(top, resolve(path ?? specDir))
          .split(sep)
          .join('/')
      : posix.normalize(path);
  if (folder.startsWith('..')) throw new UsageError(`${reference}: the spec does not lie in the repository ${top}`);
  return read(reference, top, commit, folder.replace(/\/$/, ''));
}

function read(reference: string, top: string, commit: string, folder: string): RevisionFiles {
  const prefix = folder === '' || folder === '.' ? '' : `${folder}/`;
  const listing = git(['-C', top, 'ls-tree', '-r', '-l', '-z', '--full-tree', commit, ...(prefix === '' ? [] : ['--', prefix])], reference);
  const { entries, links } = specFilesIn(listing, prefix);
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length === 0) throw new UsageError(`${reference}: there is no spec in ${folder || 'the top folder'} of that revision`);
  if (entries.length > bounds.files || bytes > bounds.bytes)
    throw new UsageError(`${reference}: ${entries.length} files of ${bytes} bytes; a spec has at most ${bounds.files} of ${bounds.bytes}`);
  const texts = blobs(
    top,
    entries.map(({ object }) => object),
    reference,
  );
  const root = basename(folder === '' ? top : folder);
  return {
    files: entries.flatMap(({ path }, i) => specFileOf(root, path, texts[i] ?? '') ?? []),
    locks: Object.fromEntries(
      entries.flatMap(({ path }, i) => (path.startsWith('locks/') ? [[path.slice('locks/'.length), texts[i] ?? ''] as const] : [])),
    ),
    links,
  };
}

interface Entry {
  readonly object: string;
  /** Bytes. */
  readonly size: number;
  /** From the folder of the spec. */
  readonly path: string;
}

/** What belongs to a spec in a listing of `ls-tree -r -l -z`, below a folder; links are told apart. */
export function specFilesIn(listing: string, prefix: string): { readonly entries: readonly Entry[]; readonly links: readonly string[] } {
  const found = listing.split('\0').flatMap((line) => {
    const [, mode = '', type = '', object = '', size = '', path = ''] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(line) ?? [];
    const own = path.slice(prefix.length);
    const wanted = type === 'blob' && (specFileOf('', own, '') !== undefined || /^locks\/[^/]+\.json$/.test(own));
    return wanted ? [{ object, size: Number(size), path: own, link: mode === '120000' }] : [];
  });
  return { entries: found.filter(({ link }) => !link), links: found.filter(({ link }) => link).map(({ path }) => path) };
}

/** The contents of the objects, in their order. */
function blobs(top: string, objects: readonly string[], reference: string): readonly string[] {
  const out = run(['-C', top, 'cat-file', '--batch'], reference, bounds.bytes + bounds.listing, `${objects.join('\n')}\n`);
  let at = 0;
  return objects.map(() => {
    const end = out.indexOf(10, at);
    const size = Number(out.subarray(at, end).toString('latin1').split(' ')[2]);
    if (!Number.isSafeInteger(size)) throw new UsageError(`${reference}: git does not have all of its objects`);
    at = end + 1 + size + 1;
    return out.subarray(end + 1, end + 1 + size).toString('utf8');
  });
}

function git(args: readonly string[], reference: string): string {
  return run(args, reference, bounds.listing).toString('utf8');
}

function run(args: readonly string[], reference: string, maxBuffer: number, input = ''): Buffer {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    input,
    maxBuffer,
    timeout: bounds.milliseconds,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  });
  if (error !== undefined) {
    const missing = 'code' in error && error.code === 'ENOENT';
    throw new UsageError(
      `${reference}: ${missing ? 'no such folder, and git is not installed to look for a revision' : `git: ${error.message}`}`,
    );
  }
  if (status === 0) return stdout;
  const why = stderr.toString('utf8').trim().split('\n')[0] ?? '';
  throw new UsageError(`${reference}: no such folder and no such git revision${why === '' ? '' : `: ${why}`}`);
}
