import type { Static, TSchema } from 'typebox';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Sources as SourceTexts } from '../diagnostics/render-text.js';
import { Reporter } from '../diagnostics/reporter.js';
import { specSide } from '../diff/change.js';
import type { SpecIR } from '../ir/spec.js';
import { lint } from '../lint/lint.js';
import { type DeclaredType, typeUnused } from '../lint/type-unused.js';
import { lockViolations, reportLocks } from '../lock/check.js';
import { type LoadedLock, loadLocks, lockOf } from '../lock/load.js';
import { type Folder, loadSpec, type SpecFile } from '../parse/load.js';
import { parseYaml } from '../parse/yaml.js';
import type { Context, Source, Sources } from '../resolve/context.js';
import { Positions } from '../resolve/positions.js';
import { resolveSpec } from '../resolve/resolve.js';
import { classesFile } from '../schema/classes.js';
import { compatFile } from '../schema/compat.js';
import { composedFile } from '../schema/composed.js';
import { implementationFile } from '../schema/implementation.js';
import { machinesFile } from '../schema/machines.js';
import { modelFile } from '../schema/model.js';
import { typesFile } from '../schema/types.js';
import { Places } from '../shape/places.js';
import { shape } from '../shape/shape.js';
import { sourceText } from '../text/source.js';
import { checkCodable } from './codable.js';
import { Memory } from './memory.js';

export interface CompileResult {
  /** Absent when a finding is an error, unless it is about nothing but broken migrations (MS6xxx). */
  readonly spec?: SpecIR;
  /** Sorted by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where each part of the spec was written. */
  readonly positions: Positions;
  /** The texts of the files, for code frames. */
  readonly sources: SourceTexts;
  /** What was released; empty for files in memory that came without locks. */
  readonly locks: readonly LoadedLock[];
}

/**
 * Loads, checks and links a spec directory. Never throws for what its files hold. With `memory`, what a compilation before
 * has made of files that are still the same is used again.
 */
export function compileSpec(options: { readonly specDir: string; readonly memory?: Memory }): CompileResult {
  const reporter = new Reporter();
  const locks = loadLocks(options.specDir, reporter);
  return compile(loadSpec(options.specDir, reporter), locks, reporter, options.memory);
}

/** The same for files in memory; `locks` are texts by name, `acme.json`. */
export function compileFiles(files: readonly SpecFile[], memory?: Memory, locks: Readonly<Record<string, string>> = {}): CompileResult {
  const reporter = new Reporter();
  const loaded = Object.entries(locks).flatMap(([name, text]) => lockOf(sourceText(`spec/locks/${name}`, text), name, reporter));
  return compile(files, loaded, reporter, memory);
}

function compile(files: readonly SpecFile[], locks: readonly LoadedLock[], reporter: Reporter, memory = new Memory()): CompileResult {
  const places = new Places(memory.places);
  const positions = new Positions();
  const incomplete = new Set<string>();
  const load = <Schema extends TSchema>(folder: Folder, schema: Schema): readonly Source<Static<Schema>>[] =>
    files.flatMap(({ folder: own, path, source }) => {
      if (own !== folder) return [];
      const data = memory.file(source.file, source.text) ?? shaped(source, schema);
      if (data === undefined) incomplete.add(folder);
      else memory.keepFile(source.file, source.text, data);
      return data === undefined ? [] : [{ path, file: source.file, data: data as Static<Schema> }];
    });
  const shaped = (source: SpecFile['source'], schema: TSchema): object | undefined => {
    const node = parseYaml(source, reporter);
    return node === undefined ? undefined : (shape(schema, node, places, reporter) as object | undefined);
  };
  const sources: Sources = {
    models: load('models', modelFile),
    types: load('types', typesFile),
    classes: load('classes', classesFile),
    implementations: load('implementations', implementationFile),
    compat: load('compat', compatFile),
    machines: load('machines', machinesFile),
    composed: load('composed', composedFile),
  };
  const context: Context = { places, reporter, positions, sources, incomplete, usedTypes: new Set(), exprTypes: new WeakMap() };
  const spec = resolveSpec(context, (source, around, resolve) => memory.model(context, source, around, resolve));
  lint(spec, reporter, (...path) => positions.nearest(...path), memory.sound);
  if (says(reporter)) checkCodable(spec, reporter, positions);
  if (says(reporter) && locks.length > 0) reportLocks(lockViolations(specSide(spec), locks), positions, reporter);
  if (says(reporter)) typeUnused(declaredTypes(context), reporter);
  const texts = new Map([...files, ...locks].map(({ source }) => [source.file, source] as const));
  const result = { diagnostics: reporter.sorted(), positions, sources: texts, locks };
  memory.forget(result.diagnostics);
  return says(reporter) ? { ...result, spec } : result;
}

/** A change that breaks migrations is an error, and yet the spec says what it says: it can be shown, judged and emulated. */
function says(reporter: Reporter): boolean {
  return !reporter.sorted().some(({ severity, code }) => severity === 'error' && !code.startsWith('MS6'));
}

function declaredTypes({ sources, places, usedTypes }: Context): readonly DeclaredType[] {
  const declared = (structs: object | undefined, label: (name: string) => string, key: (name: string) => string): readonly DeclaredType[] =>
    Object.keys(structs ?? {}).map((name) => ({
      name: label(name),
      span: places.key(structs ?? {}, name),
      used: usedTypes.has(key(name)),
    }));
  return [
    ...sources.models.flatMap(({ data }) =>
      declared(
        data.types,
        (name) => name,
        (name) => `${data.model} ${name}`,
      ),
    ),
    ...sources.types.flatMap(({ data }) => {
      const name = (own: string): string => `${data.types}.${own}`;
      return [data.structs, data.enums, data.flags].flatMap((each) => declared(each, name, name));
    }),
  ];
}
