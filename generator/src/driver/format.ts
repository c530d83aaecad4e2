import { join, resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Sources } from '../diagnostics/render-text.js';
import { Reporter } from '../diagnostics/reporter.js';
import { saveFiles } from '../edit/save.js';
import { formatFile } from '../format/format.js';
import { loadSpec, type SpecFile } from '../parse/load.js';

export interface FormatOptions {
  readonly specDir: string;
  /** Only these, by path; default: all. */
  readonly files?: readonly string[];
  /** Change nothing. */
  readonly check: boolean;
}

export interface FormatResult {
  /** Of files that have errors of their own and were left as they are; a file that cannot be read is one. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  readonly files: number;
  /** Files that were not in canonical form: `spec/models/example.org/nic.yaml`. */
  readonly changed: readonly string[];
  /** Those of `files` that are no file of the spec. */
  readonly unknown: readonly string[];
}

/** Puts files of a spec into canonical form. All that can be are written together, or none is. */
export function formatSpec({ specDir, files: wanted, check }: FormatOptions): FormatResult {
  const reporter = new Reporter();
  const all = loadSpec(specDir, reporter);
  const paths = new Map(all.map((file) => [resolve(pathOf(specDir, file)), file]));
  const unknown = (wanted ?? []).filter((path) => !paths.has(resolve(path)));
  const chosen = wanted === undefined ? all : wanted.flatMap((path) => paths.get(resolve(path)) ?? []);
  const formatted = unknown.length > 0 ? [] : chosen.map((file) => ({ file, ...formatFile(file) }));
  const changed = formatted.flatMap(({ file, text }) => (text === undefined || text === file.source.text ? [] : [{ file, text }]));
  if (!check) saveFiles(changed.map(({ file, text }) => ({ path: pathOf(specDir, file), text })));
  return {
    diagnostics: [...(wanted === undefined ? reporter.sorted() : []), ...formatted.flatMap(({ diagnostics }) => diagnostics)],
    sources: new Map(all.map(({ source }) => [source.file, source])),
    files: formatted.length,
    changed: changed.map(({ file }) => file.source.file),
    unknown,
  };
}

/** Where the file lies on the disk. */
function pathOf(specDir: string, { source }: SpecFile): string {
  return join(specDir, source.file.slice(source.file.indexOf('/') + 1));
}
