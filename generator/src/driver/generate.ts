/**
 * The whole way: compile the spec, run the emitters, write each package's tree. Nothing is written when the spec has an
 * error or an output folder must not be touched.
 */
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Sources } from '../diagnostics/render-text.js';
import type { EmittedFile } from '../emit/file.js';
import { planTree, type WriteReport, WrittenFiles } from '../emit/write.js';
import { decompose } from '../ir/decompose.js';
import { compileSpec } from './compile.js';
import { Memory } from './memory.js';
import { outputsOf } from './outputs.js';

export interface GenerateOptions {
  readonly specDir: string;
  /** Where the packages go: `devices`, `capabilities`, `c` and `ksy` below it. */
  readonly out: string;
  /** Name of the generated packages: a scope (`@acme`) gives `@acme/devices`, anything else `NAME-devices`. */
  readonly packageName: string;
  /** Where reference pages go: `models` below it. None are made without it. */
  readonly docs?: string;
  /** Only report what differs. */
  readonly check: boolean;
  /** For a process that generates again and again. */
  readonly memory?: GenerateMemory;
}

/** What one run leaves for the next: what was compiled, and the files that were written. */
export interface GenerateMemory {
  readonly compiled: Memory;
  readonly written: WrittenFiles;
}

export function generateMemory(): GenerateMemory {
  return { compiled: new Memory(), written: new WrittenFiles() };
}

export interface GeneratedTree {
  readonly root: string;
  readonly files: number;
  readonly report: WriteReport;
}

export interface GenerateResult {
  readonly diagnostics: readonly Diagnostic[];
  /** The texts of the spec's files, for code frames. */
  readonly sources: Sources;
  /** Empty when the spec has errors. */
  readonly trees: readonly GeneratedTree[];
}

export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const { compiled: memory, written } = options.memory ?? generateMemory();
  const compiled = compileSpec({ specDir: options.specDir, memory });
  const { spec, diagnostics, sources } = compiled;
  if (spec === undefined || diagnostics.some((diagnostic) => diagnostic.severity === 'error')) return { diagnostics, sources, trees: [] };
  const snapshots = decompose(spec);
  const { emitEditorSchemas } = await import('../emit/editor-schema/emit.js');
  const made = await outputsOf(spec, snapshots, { packageName: options.packageName, docs: options.docs !== undefined });
  const outputs: readonly { root: string; files: readonly EmittedFile[] }[] = [
    ...made.map(({ folder, files }) => ({ root: join((folder === 'models' ? options.docs : undefined) ?? options.out, folder), files })),
    { root: join(options.specDir, 'schema'), files: editorSchemas(emitEditorSchemas) },
  ];
  // All are planned before the first is written: a refusal leaves everything untouched.
  const plans = outputs.map(({ root, files }) => ({ root, files: files.length, plan: planTree(root, files, written) }));
  if (!options.check) for (const { plan } of plans) plan.apply();
  const trees = plans.map(({ root, files, plan }) => ({ root, files, report: plan.report }));
  return { diagnostics, sources, trees };
}

let schemas: readonly EmittedFile[] | undefined;

/** They depend on nothing but this program. */
function editorSchemas(emit: () => readonly EmittedFile[]): readonly EmittedFile[] {
  schemas ??= emit();
  return schemas;
}
