/** Emits devices from snapshots made in a test, and runs what was emitted. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { ts } from 'ts-morph';
import * as runtime from '../../../../packages/runtime/src/index.js';
import { emitTypescript } from '../../../src/emit/ts/emit.js';
import type { SnapshotIR } from '../../../src/ir/snapshot.js';
import type { ImplementationIR, SpecIR } from '../../../src/ir/spec.js';

/** A spec with the implementations and builds of the snapshots, builds newest first as given. */
export function specOf(snapshots: readonly SnapshotIR[], machineFacts: ImplementationIR['machineFacts'] = []): SpecIR {
  const names = [...new Set(snapshots.map(({ implementation }) => implementation))];
  return {
    irVersion: 1,
    models: [],
    compatSets: [],
    machineFamilies: [],
    composed: [],
    implementations: names.map((name) => ({
      name,
      sources: [],
      framing: snapshots.find(({ implementation }) => implementation === name)?.framing ?? 'native',
      destination: 'configured',
      machineFacts,
      hostFacts: [],
      builds: [...new Set(snapshots.filter(({ implementation }) => implementation === name).map(({ build }) => build))].map((build) => ({
        name: build,
        models: [],
        sources: [],
      })),
      classes: [],
      errata: [],
    })),
  };
}

export function emit(snapshots: readonly SnapshotIR[], machineFacts: ImplementationIR['machineFacts'] = []): ReadonlyMap<string, string> {
  const files = emitTypescript({ spec: specOf(snapshots, machineFacts), snapshots, packageName: 'test-devices' });
  return new Map(files.map(({ path, text }) => [path, text]));
}

type Exports = Record<string, unknown>;

/** Runs an emitted package: every module once, imports between them and of the runtime. */
export class EmittedPackage {
  readonly files: ReadonlyMap<string, string>;
  readonly #loaded = new Map<string, Exports>();

  constructor(files: ReadonlyMap<string, string>) {
    this.files = files;
  }

  module(path: string): Exports {
    const known = this.#loaded.get(path);
    if (known !== undefined) return known;
    const text = this.files.get(path);
    if (text === undefined) throw new Error(`no module ${path}; there are ${[...this.files.keys()].join(', ')}`);
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const exports: Exports = {};
    this.#loaded.set(path, exports);
    const require = (name: string): unknown =>
      name === '@migspec/runtime' ? runtime : this.module(posix.join(posix.dirname(path), name).replace(/\.js$/, '.ts'));
    new Function('exports', 'require', outputText)(exports, require);
    return exports;
  }

  /** The class of a model in a build. */
  async device(build: string, model: string): Promise<runtime.DeviceClass> {
    const registry = this.module('src/registry.ts').registry as Record<string, Record<string, () => Promise<runtime.DeviceClass>>>;
    const load = registry[build]?.[model];
    if (load === undefined) throw new Error(`no ${model} in ${build}`);
    return load();
  }
}

/** Type errors of an emitted package, as a strict user's compiler sees them. */
export function typeErrors(files: ReadonlyMap<string, string>): readonly string[] {
  const repository = resolve(import.meta.dirname, '../../../..');
  const root = mkdtempSync(join(tmpdir(), 'migspec-emitted-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    for (const [name, target] of [
      ['@migspec/runtime', 'packages/runtime'],
      ['@types/node', 'node_modules/@types/node'],
    ] as const) {
      mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
      symlinkSync(join(repository, target), join(root, 'node_modules', name));
    }
    const config = {
      extends: join(repository, 'tsconfig.base.json'),
      compilerOptions: { noEmit: true, composite: false, incremental: false, declarationMap: false, noUnusedLocals: true },
      include: ['src'],
    };
    writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(config));
    const { stdout } = spawnSync(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-p', root], { encoding: 'utf8' });
    return stdout.split('\n').filter((line) => line !== '');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
