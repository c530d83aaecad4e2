/**
 * The whole way: compile the spec, run the emitters, write each package's tree. Nothing is written when the spec has an
 * error or an output folder must not be touched.
 */
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Sources } from '../diagnostics/render-text.js';
import { emitCapabilities } from '../emit/capabilities/emit.js';
import { emitEditorSchemas } from '../emit/editor-schema/emit.js';
import type { EmittedFile } from '../emit/file.js';
import { type WriteReport, writeTree } from '../emit/write.js';
import { decompose } from '../ir/decompose.js';
import { compileSpec } from './compile.js';

export interface GenerateOptions {
  readonly specDir: string;
  /** Where the packages go: `devices` and `capabilities` below it. */
  readonly out: string;
  /** Name of the generated packages: a scope (`@acme`) gives `@acme/devices`, anything else `NAME-devices`. */
  readonly packageName: string;
  /** Only report what differs. */
  readonly check: boolean;
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
  const compiled = compileSpec({ specDir: options.specDir });
  const { spec, diagnostics, sources } = compiled;
  if (spec === undefined || diagnostics.some((diagnostic) => diagnostic.severity === 'error')) return { diagnostics, sources, trees: [] };
  const snapshots = decompose(spec);
  // ts-morph takes 0.3 s to load, Handlebars some more: only when their output is wanted.
  const [{ emitTypescript }, { capabilitiesReadme, devicesReadme }] = await Promise.all([
    import('../emit/ts/emit.js'),
    import('../emit/docs/readme.js'),
  ]);
  const devices = { spec, snapshots, packageName: memberName(options.packageName, 'devices') };
  const capabilities = { spec, snapshots, packageName: memberName(options.packageName, 'capabilities') };
  const outputs: readonly { root: string; files: readonly EmittedFile[] }[] = [
    { root: join(options.out, 'devices'), files: [...emitTypescript(devices), devicesReadme(devices)] },
    { root: join(options.out, 'capabilities'), files: [...emitCapabilities(capabilities), capabilitiesReadme(capabilities)] },
    { root: join(options.specDir, 'schema'), files: emitEditorSchemas() },
  ];
  // A first pass without writing refuses before anything is touched.
  for (const output of outputs) writeTree(output.root, output.files, true);
  const trees = outputs.map(({ root, files }) => ({ root, files: files.length, report: writeTree(root, files, options.check) }));
  return { diagnostics, sources, trees };
}

function memberName(packageName: string, member: string): string {
  return /^@[^/]+$/.test(packageName) ? `${packageName}/${member}` : `${packageName}-${member}`;
}
