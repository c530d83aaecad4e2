/** What a command knows of devices: the generated packages this program came with, or those of another spec, made on the spot. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CapabilityDocument } from '@migspec/capabilities';
import type { SpecJson } from '@migspec/conformance';
import type { PackagesResult } from '@migspec/generator';
import type { Diagnostic, Sources } from '@migspec/generator/diagnostics';
import { findingsText } from './findings.js';
import { specFolder } from './folders.js';
import type { StreamDevices } from './streams/models.js';

export interface Packages extends StreamDevices {
  readonly documents: readonly CapabilityDocument[];
  readonly ir: SpecJson;
}

/** A spec with errors. The message is its findings as text. */
export class SpecRefused extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  constructor(diagnostics: readonly Diagnostic[], sources: Sources) {
    super(findingsText(diagnostics, sources));
    this.diagnostics = diagnostics;
    this.sources = sources;
    this.name = 'SpecRefused';
  }
}

/** Those of the spec, if one is named; undefined stands for the generated packages. */
export async function packagesOf(spec: string | undefined): Promise<Packages | undefined> {
  return spec === undefined ? undefined : packagesOfSpec(spec);
}

/** Throws SpecRefused with the findings. */
export async function packagesOfSpec(spec: string): Promise<Packages> {
  const { compilePackages } = await import('@migspec/generator');
  const { packages, diagnostics, sources } = await compilePackages(specFolder(spec));
  if (packages === undefined) throw new SpecRefused(diagnostics, sources);
  return loadPackages(packages);
}

/** Those of this process: one that watches makes many, and has one listener for the end. */
const homes: string[] = [];

const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });

/** Writes generated code where Node finds the runtime, and loads it. */
export async function loadPackages(packages: NonNullable<PackagesResult['packages']>): Promise<Packages> {
  const home = mkdtempSync(join(tmpdir(), 'migspec-spec-'));
  if (homes.length === 0) process.on('exit', () => homes.forEach(removeHome));
  homes.push(home);
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }\n');
  for (const { path, text } of packages.devices) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  mkdirSync(join(home, 'node_modules/@migspec'), { recursive: true });
  symlinkSync(
    join(dirname(fileURLToPath(import.meta.resolve('@migspec/runtime'))), '..'),
    join(home, 'node_modules/@migspec/runtime'),
    'junction',
  );
  const load = (name: string) => import(pathToFileURL(join(home, 'src', name)).href);
  const [{ loadCapabilities }, { registry, sections }, { machines }] = await Promise.all([
    import('@migspec/compat'),
    load('registry.js'),
    load('machines.js'),
  ]);
  const documents = packages.documents.flatMap((json) => {
    const loaded = loadCapabilities(json);
    return loaded.ok ? [loaded.value] : [];
  });
  return { documents, registry, sections, machines, ir: packages.ir as SpecJson };
}
