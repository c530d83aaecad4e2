/** The packages of a spec in memory, for commands that look at a spec without building anything from it. */
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Sources } from '../diagnostics/render-text.js';
import { emitCapabilities } from '../emit/capabilities/emit.js';
import type { EmittedFile } from '../emit/file.js';
import { decompose } from '../ir/decompose.js';
import { compileSpec } from './compile.js';

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
}

export async function compilePackages(specDir: string): Promise<PackagesResult> {
  const { spec, diagnostics, sources } = compileSpec({ specDir });
  if (spec === undefined) return { diagnostics, sources };
  const snapshots = decompose(spec);
  const [{ emitTypescript }, { javascript }] = await Promise.all([import('../emit/ts/emit.js'), import('../emit/ts/print.js')]);
  const devices = emitTypescript({ spec, snapshots, packageName: 'devices' })
    .filter(({ path }) => path.endsWith('.ts'))
    .map(({ path, text }) => ({ path: path.replace(/\.ts$/, '.js'), text: javascript(text) }));
  const capabilities = emitCapabilities({ spec, snapshots, packageName: 'capabilities' });
  const json = (wanted: (path: string) => boolean): unknown[] =>
    capabilities.filter(({ path }) => wanted(path)).map(({ text }) => JSON.parse(text));
  return {
    diagnostics,
    sources,
    packages: { devices, documents: json((path) => path.startsWith('documents/')), ir: json((path) => path === 'ir.json')[0] },
  };
}
