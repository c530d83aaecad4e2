import { readFileSync, statSync } from 'node:fs';
import type { CapabilityDocument } from '@migspec/capabilities';
import { documentForHost, type FormFiles, forms, nvmlLevel, nvmlLoses, readNvml, staleReasons } from '@migspec/compat';
import type { ParamValue } from '@migspec/runtime';
import { findDocument } from '../documents.js';
import { exitCodes, UsageError } from '../exit.js';
import { formNamed, readFiles, readForm, writeFiles } from '../form-files.js';
import { packagesOf } from '../packages.js';
import { printableJson } from '../printable.js';
import { problemLines } from '../problem-lines.js';

export interface CapabilitiesOptions {
  readonly host?: string;
  readonly epoch?: string;
  readonly cached?: string;
  readonly as?: string;
  readonly from?: string;
  readonly model?: string;
  readonly type?: string;
  readonly out?: string;
  readonly forms?: boolean;
  readonly documents?: string;
  readonly spec?: string;
}

/** Prints the document; with `--cached`, exit 3 says that the copy must be fetched again. */
export async function capabilities(build: string | undefined, options: CapabilitiesOptions): Promise<number> {
  if (options.forms === true) {
    process.stdout.write(formsText());
    return exitCodes.ok;
  }
  if (build === undefined) throw new UsageError('a build id or the path of a document is expected: migspec capabilities qemu@5.2.0');
  if (options.from === 'nvml') return readVerdict(build);
  const document = onHost(await wanted(build, options), options);
  if (options.cached !== undefined) return judgeCopy(document, options.cached);
  if (options.as === undefined || options.as === 'native') print({ 'capabilities.json': documentText(document) }, options.out, false);
  else writeAs(document, options.as, options);
  return exitCodes.ok;
}

async function wanted(build: string, options: CapabilitiesOptions): Promise<CapabilityDocument> {
  const named = { ...(options.model === undefined ? {} : { model: options.model }) };
  if (options.from !== undefined && options.from !== 'native') {
    const read = readForm(build, { ...named, form: formNamed(options.from) });
    if (read !== undefined) return read;
  }
  const other = await packagesOf(options.spec);
  return findDocument(build, options.documents, other?.documents, named);
}

/** NVML's masks are of two builds: what they say, in words. */
function readVerdict(path: string): number {
  const read = readNvml(Object.values(readFiles(path)).join(''));
  if (!read.ok) throw new UsageError(`${path} is no nvml:\n  ${problemLines(read.problems)}`);
  process.stdout.write(`${JSON.stringify({ level: nvmlLevel(read.value), ...read.value }, undefined, 1)}\n`);
  return exitCodes.ok;
}

function writeAs(document: CapabilityDocument, name: string, { model, type, out }: CapabilitiesOptions): void {
  if (name === 'nvml') throw new UsageError('nvml is of two builds: migspec compat SOURCE DESTINATION --as nvml');
  const form = formNamed(name);
  const written = form.write(document, { ...(model === undefined ? {} : { model }), ...(type === undefined ? {} : { type }) });
  if (!written.ok) throw new UsageError(`${document.build} as ${name}: ${problemLines(written.problems)}`);
  print(written.value, out, form.tree);
}

function print(files: FormFiles, out: string | undefined, tree: boolean): void {
  if (out !== undefined) writeFiles(files, out);
  else if (tree) throw new UsageError(`the form is a tree of ${Object.keys(files).length} files: --out DIR says where to write it`);
  else process.stdout.write(Object.values(files).join(''));
}

function formsText(): string {
  const nvml = {
    name: 'nvml',
    title: 'a verdict as two masks (compat --as nvml)',
    source: 'NVIDIA NVML API, nvmlGetVgpuCompatibility',
    loses: nvmlLoses,
  };
  const text = [...forms, nvml].map(({ name, title, source, loses }) => {
    const lost = loses.map(({ at, what }) => `    ${at}: ${what}`);
    return [`${name}: ${title}`, `  from: ${source}`, '  loses:', ...lost].join('\n');
  });
  return `${text.join('\n\n')}\n`;
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
