import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CapabilityDocument } from '@migspec/capabilities';
import { loadCapabilities } from '@migspec/compat';
import { UsageError } from './exit.js';
import { readForm } from './form-files.js';

/**
 * A document by path, in any form, or by build id (`qemu@5.2.0`, or an alias: `qemu@5.2`): among those at hand, else below the
 * documents folder. `model`: what the one model of a form is called that does not name it.
 */
export function findDocument(
  wanted: string,
  folder: string = ownDocuments(),
  atHand?: readonly CapabilityDocument[],
  options: { readonly model?: string } = {},
): CapabilityDocument {
  if (existsSync(wanted) && !wanted.includes('@')) return readForm(wanted, options) ?? readDocument(wanted);
  if (atHand !== undefined) return among(atHand, wanted);
  const at = wanted.indexOf('@');
  const implementation = wanted.slice(0, Math.max(at, 0));
  const builds = join(folder, implementation);
  if (at <= 0 || !existsSync(builds)) throw new UsageError(`${wanted}: neither a document nor a build id; ${known(folder)}`);
  const exact = join(builds, `${wanted.slice(at + 1)}.json`);
  if (existsSync(exact)) return readDocument(exact);
  for (const name of readdirSync(builds)) {
    if (!name.endsWith('.json')) continue;
    const document = readDocument(join(builds, name));
    if (document.aliases.includes(wanted.slice(at + 1))) return document;
  }
  throw new UsageError(`${wanted}: no such build; ${known(folder)}`);
}

function among(documents: readonly CapabilityDocument[], wanted: string): CapabilityDocument {
  const found = documents.find(
    ({ build, implementation, aliases }) => build === wanted || aliases.some((alias) => `${implementation}@${alias}` === wanted),
  );
  if (found !== undefined) return found;
  throw new UsageError(`${wanted}: no such build; the spec has ${documents.map(({ build }) => build).join(', ') || 'none'}`);
}

function readDocument(path: string): CapabilityDocument {
  if (statSync(path).isDirectory()) throw new UsageError(`${path} is a folder, and no tree of files that holds a document (mdev)`);
  const loaded = loadCapabilities(parse(path));
  if (loaded.ok) return loaded.value;
  const lines = loaded.problems.slice(0, 5).map((problem) => `  ${problem.code} ${problem.message}`);
  throw new UsageError(`${path} is no capability document:\n${lines.join('\n')}`);
}

function parse(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function known(folder: string): string {
  if (!existsSync(folder)) return `there are no documents in ${folder} (--documents DIR)`;
  const builds = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => decodeURIComponent(`${name}@${file.replace(/\.json$/, '')}`)));
  return `known builds: ${builds.sort().join(', ')}`;
}

/** The documents of the generated package that this program came with. */
function ownDocuments(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('@migspec/capabilities'))), '../documents');
}
