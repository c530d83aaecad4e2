import { readFileSync, statSync } from 'node:fs';
import type { CapabilityDocument } from '@migspec/capabilities';
import { documentForHost, type Problem, staleReasons } from '@migspec/compat';
import type { ParamValue } from '@migspec/runtime';
import { findDocument } from '../documents.js';
import { exitCodes, UsageError } from '../exit.js';
import { packagesOf } from '../packages.js';
import { printableJson } from '../printable.js';

export interface CapabilitiesOptions {
  readonly host?: string;
  readonly epoch?: string;
  readonly cached?: string;
  readonly documents?: string;
  readonly spec?: string;
}

/** Prints the document; with `--cached`, exit 3 says that the copy must be fetched again. */
export async function capabilities(build: string, options: CapabilitiesOptions): Promise<number> {
  const other = await packagesOf(options.spec);
  const found = findDocument(build, options.documents, other?.documents);
  const document = onHost(found, options);
  if (options.cached !== undefined) return judgeCopy(document, options.cached);
  process.stdout.write(documentText(document));
  return exitCodes.ok;
}

export function documentText(document: CapabilityDocument): string {
  return printableJson(`${JSON.stringify(document, undefined, 1)}\n`);
}

function onHost(document: CapabilityDocument, { host, epoch }: CapabilitiesOptions): CapabilityDocument {
  if (host === undefined && epoch === undefined) return document;
  const made = documentForHost(document, host === undefined ? {} : readFacts(host), epoch);
  if (made.ok) return made.value;
  throw new UsageError(`${host ?? document.build}: ${problemLines(made.problems)}`);
}

/** Messages and codes of problems, a line each. */
export function problemLines(problems: readonly Problem[]): string {
  return problems
    .slice(0, 20)
    .map(({ code, message }) => `${code}: ${message}`)
    .join('\n  ');
}

/** A file of facts is small. */
const mostBytes = 1 << 20;

function readFacts(path: string): Readonly<Record<string, ParamValue>> {
  if (statSync(path).size > mostBytes) throw new UsageError(`${path}: larger than ${mostBytes} bytes, which facts of a host never are`);
  const wanted = '{ "link-speed": 10000 }: names of host facts, and true, false, a number or text each';
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} is not JSON (${error instanceof SyntaxError ? error.message : String(error)}); ${wanted} is expected`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new UsageError(`${path}: ${wanted} is expected`);
  return Object.fromEntries(
    Object.entries(json).map(([name, value]: readonly [string, unknown]) => {
      if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return [name, value];
      throw new UsageError(`${path}: ${JSON.stringify(name)}: ${wanted} is expected`);
    }),
  );
}

function judgeCopy(document: CapabilityDocument, path: string): number {
  const copy = findDocument(path);
  const reasons = staleReasons(copy, {
    build: document.build,
    ...(document.host === undefined ? {} : { facts: document.host }),
    ...(document.validity?.epoch === undefined ? {} : { epoch: document.validity.epoch }),
    ...(document.digest === undefined ? {} : { digest: document.digest }),
  });
  const lines = reasons.map(({ code, message }) => `  ${code}: ${message}\n`);
  process.stdout.write(`${path}: ${reasons.length === 0 ? 'holds' : 'fetch it again'}\n${lines.join('')}`);
  return reasons.length === 0 ? exitCodes.ok : exitCodes.notYes;
}
