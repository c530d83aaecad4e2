/** The packages of a spec in memory, for commands that look at a spec without building anything from it. */
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Sources } from '../diagnostics/render-text.js';
import type { SpecSide } from '../diff/change.js';
import type { EmittedFile } from '../emit/file.js';
import { decompose } from '../ir/decompose.js';
import type { SnapshotIR } from '../ir/snapshot.js';
import type { SpecFile } from '../parse/load.js';
import { type CompileResult, compileFiles, compileSpec } from './compile.js';
import type { Memory } from './memory.js';

export interface PackagesResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  /** Absent when the spec has errors. */
  readonly packages?: {
    /** ES modules (`src/registry.js`, `src/machines.js` and what they import); they import `@migspec/runtime`. */
    readonly devices: readonly EmittedFile[];
    /** `documents/**.json` and `ir.json`, parsed. */
    readonly documents: readonly unknown[];
    readonly ir: unknown;
  };
  /** What each model is made from; the same objects as long as nothing about it changed. */
  readonly models?: ModelParts;
}

export type ModelParts = ReadonlyMap<string, readonly object[]>;

export interface PackagesOptions {
  readonly memory?: Memory;
  /** Only models of which a part is new since then. */
  readonly since?: ModelParts;
}

export async function compilePackages(specDir: string, options: PackagesOptions = {}): Promise<PackagesResult> {
  const { memory } = options;
  return packagesOf(compileSpec({ specDir, ...(memory === undefined ? {} : { memory }) }), options);
}

/** The same of files in memory. */
export async function compilePackagesOfFiles(files: readonly SpecFile[]): Promise<PackagesResult> {
  return packagesOf(compileFiles(files));
}

async function packagesOf({ spec, diagnostics, sources }: CompileResult, { memory, since }: PackagesOptions = {}): Promise<PackagesResult> {
  if (spec === undefined) return { diagnostics, sources };
  const models = partsOf(decompose(spec));
  const snapshots = [...models].flatMap(([model, parts]) => (isSame(parts, since?.get(model)) ? [] : parts));
  const [devices, { emitCapabilities }] = await Promise.all([
    deviceModules({ spec, snapshots }, memory),
    import('../emit/capabilities/emit.js'),
  ]);
  const capabilities = emitCapabilities({ spec, snapshots, packageName: 'capabilities' });
  const json = (wanted: (path: string) => boolean): unknown[] =>
    capabilities.filter(({ path }) => wanted(path)).map(({ text }) => JSON.parse(text));
  return {
    diagnostics,
    sources,
    packages: { devices, documents: json((path) => path.startsWith('documents/')), ir: json((path) => path === 'ir.json')[0] },
    models,
  };
}

/** The device classes of a spec as ES modules: `src/registry.js`, `src/machines.js` and what they import. */
export async function deviceModules(
  { spec, snapshots }: Pick<SpecSide, 'spec' | 'snapshots'>,
  memory?: Memory,
): Promise<readonly EmittedFile[]> {
  const [{ emitTypescript }, { javascript }] = await Promise.all([import('../emit/ts/emit.js'), import('../emit/ts/print.js')]);
  return emitTypescript({ spec, snapshots, packageName: 'devices' })
    .filter(({ path }) => path.endsWith('.ts'))
    .map(javascriptFile(memory?.javascript(javascript) ?? javascript));
}

function partsOf(snapshots: readonly SnapshotIR[]): ReadonlyMap<string, readonly SnapshotIR[]> {
  const models = new Map<string, SnapshotIR[]>();
  for (const snapshot of snapshots) models.set(snapshot.model, [...(models.get(snapshot.model) ?? []), snapshot]);
  return models;
}

function isSame(now: readonly object[], before: readonly object[] | undefined): boolean {
  return now.length === before?.length && now.every((part, i) => part === before[i]);
}

function javascriptFile(javascript: (text: string) => string): (file: EmittedFile) => EmittedFile {
  return ({ path, text }) => ({ path: path.replace(/\.ts$/, '.js'), text: javascript(text) });
}
