/**
 * The history corpus: a folder for each breakage that happened, `NN-slug/`, with `case.yaml` and three states of a small
 * spec. `before/` is whole; `broken/` and `fixed/` hold the files that differ from the state before them, an empty one where
 * a file is gone.
 */
import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { files as codes } from '../diagnostics/codes/files.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Sources } from '../diagnostics/render-text.js';
import { Reporter } from '../diagnostics/reporter.js';
import { loadSpec, readSpecFile, type SpecFile } from '../parse/load.js';
import { parseYaml } from '../parse/yaml.js';
import { type CaseFile, caseFile } from '../schema/history.js';
import { Places } from '../shape/places.js';
import { shape } from '../shape/shape.js';
import { type SourceText, type Span, sourceText } from '../text/source.js';

export const stateNames = ['before', 'broken', 'fixed'] as const;
export type StateName = (typeof stateNames)[number];

export interface HistoryState {
  /** All files of the state; they are named within it: `models/nic.yaml`. */
  readonly files: readonly SpecFile[];
  /** Those that differ from the state before. */
  readonly own: readonly SpecFile[];
  /** Names of those that are gone. */
  readonly gone: readonly string[];
}

export interface HistoryCase {
  /** `07-wrong-row` */
  readonly name: string;
  readonly file: CaseFile;
  readonly states: Readonly<Record<StateName, HistoryState>>;
  /** Of `case.yaml`. */
  readonly source: SourceText;
  /** Where a part of `case.yaml` stands: the key that the path leads to. */
  readonly place: (...path: readonly string[]) => Span;
}

export interface HistoryResult {
  /** By number. A case with findings is not among them. */
  readonly cases: readonly HistoryCase[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** Far above what is there, far below what would hang a tool. */
const most = { cases: 999, filesPerState: 200 };

/** Reads the cases of a spec directory that are `wanted`. Never throws for what its files hold. */
export function loadHistory(specDir: string, wanted: (name: string) => boolean = () => true): HistoryResult {
  const folder: Folder = { path: join(specDir, 'history'), shown: `${basename(specDir)}/history` };
  const reporter = new Reporter();
  const sources = new Map<string, SourceText>();
  const cases: HistoryCase[] = [];
  const entries = foldersIn(folder, reporter).filter(wanted);
  if (entries.length > most.cases) {
    reporter.report(codes.tooManyKeys, at(folder.shown), `${folder.shown} holds ${entries.length} cases; the bound is ${most.cases}`);
    return { cases, diagnostics: reporter.sorted(), sources };
  }
  for (const name of entries) {
    const own = new Reporter();
    const found = loadCase(folder, name, own, sources);
    for (const { code, id, severity, message, span, related, help } of own.sorted())
      reporter.report({ code, id, severity, title: '' }, span, message, { related, ...(help === undefined ? {} : { help }) });
    if (found !== undefined && !own.hasErrors) cases.push(found);
  }
  return { cases: cases.sort((a, b) => Number(a.file.case - b.file.case)), diagnostics: reporter.sorted(), sources };
}

interface Folder {
  readonly path: string;
  /** From the spec's own folder on. */
  readonly shown: string;
}

function loadCase(
  { path: home, shown }: Folder,
  name: string,
  reporter: Reporter,
  sources: Map<string, SourceText>,
): HistoryCase | undefined {
  const file = `${shown}/${name}/case.yaml`;
  const path = join(home, name, 'case.yaml');
  if (!existsSync(path)) {
    reporter.report(codes.specMissing, at(file), `${shown}/${name} holds no case.yaml`, {
      help: 'every case says what happened, and what is expected of it, in case.yaml',
    });
    return undefined;
  }
  const text = readSpecFile(path, file, reporter);
  if (text === undefined) return undefined;
  const source = sourceText(file, text);
  sources.set(file, source);
  const node = parseYaml(source, reporter);
  const places = new Places();
  const data = node === undefined ? undefined : shape(caseFile, node, places, reporter);
  if (data === undefined || reporter.hasErrors) return undefined;
  if (String(data.case).padStart(2, '0') !== name.split('-')[0]) {
    reporter.report(codes.fileMisplaced, places.value(data, 'case'), `case ${data.case} lies in ${name}`, {
      help: `the folder of a case begins with its number: ${String(data.case).padStart(2, '0')}-…`,
    });
  }
  const states = statesIn({ path: join(home, name), shown: `${shown}/${name}` }, reporter);
  return { name, file: data, states, source, place: (...parts) => placeOf(data, parts, places) };
}

function statesIn({ path, shown }: Folder, reporter: Reporter): HistoryCase['states'] {
  let files: readonly SpecFile[] = [];
  const state = (name: StateName): HistoryState => {
    const own = existsSync(join(path, name)) || name === 'before' ? loadSpec(join(path, name), reporter).map(within(name)) : [];
    const named = new Set(own.map(({ source }) => source.file));
    const gone = own.filter(({ source }) => source.text === '').map(({ source }) => source.file);
    for (const each of gone.filter((each) => !files.some(({ source }) => source.file === each)))
      reporter.report(codes.fileUnread, at(`${shown}/${name}/${each}`), `nothing is taken away by the empty ${shown}/${name}/${each}`, {
        help: 'an empty file takes away the one of the state before; remove it, or write what it declares',
      });
    if (own.length > most.filesPerState)
      reporter.report(codes.tooManyKeys, at(`${shown}/${name}`), `a state holds ${own.length} files; the bound is ${most.filesPerState}`);
    files = [...files.filter(({ source }) => !named.has(source.file)), ...own.filter(({ source }) => source.text !== '')];
    return { files, own: own.filter(({ source }) => source.text !== ''), gone };
  };
  return { before: state('before'), broken: state('broken'), fixed: state('fixed') };
}

/** States follow on each other, so a file has one name in all of them. */
const within =
  (state: StateName) =>
  (file: SpecFile): SpecFile => ({ ...file, source: sourceText(file.source.file.slice(state.length + 1), file.source.text) });

function foldersIn({ path, shown }: Folder, reporter: Reporter): readonly string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
  const names: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory() && /^\d{2,3}(-[a-z0-9]+)+$/.test(entry.name)) names.push(entry.name);
    else
      reporter.report(codes.fileUnread, at(`${shown}/${entry.name}`), `nothing reads ${shown}/${entry.name}`, {
        help: 'a case is a folder called after its number and a few words: 07-wrong-row',
      });
  }
  return names;
}

function placeOf(data: object, path: readonly string[], places: Places): Span {
  let inner: unknown = data;
  let place = places.whole(data);
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) break;
    place = places.key(inner, key);
    inner = (inner as Readonly<Record<string, unknown>>)[key];
  }
  return place;
}

function at(file: string): Span {
  return { file, start: 0, end: 0 };
}
