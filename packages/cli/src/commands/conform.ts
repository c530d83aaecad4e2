import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  backendsOf,
  type ConformanceResult,
  type Loaded,
  loadGenerated,
  loadSubject,
  matrixPageMark,
  matrixPages,
  orchestrationPage,
  type Progress,
  parseSelector,
  type RunSummary,
  reportHtml,
  runConformance,
  runInThreads,
  runOrchestration,
  runSummary,
  type Selector,
  withOrchestration,
} from '@migspec/conformance';
import * as markdown from '@migspec/generator/markdown';
import { exitCodes, UsageError } from '../exit.js';
import { conformanceFindings } from '../formats/conformance.js';
import { diagnosticFindings } from '../formats/diagnostics.js';
import { type Format, print } from '../formats/format.js';
import { type Packages, packagesOf, SpecRefused } from '../packages.js';
import { realStreams } from '../streams/real.js';
import { conformanceText } from './conform-text.js';

export interface ConformOptions {
  readonly spec?: string;
  readonly only?: string;
  readonly report?: string;
  readonly docs?: string;
  readonly json: boolean;
  /** Without the counts of predicates. */
  readonly summary: boolean;
  readonly format: Format;
  readonly watch: boolean;
}

/** Exit 1 when a document and the emulator disagree, or a real stream does not come out as it went in. */
export async function conform(options: ConformOptions): Promise<number> {
  if (options.watch) return (await import('./conform-watch.js')).conformWatch(options.spec ?? 'spec', options.format);
  const start = performance.now();
  const only = options.only === undefined ? undefined : selectorOf(options.only);
  if (only !== undefined && options.docs !== undefined) throw new UsageError('--docs writes whole matrices: leave --only out');
  const other = await packagesFor(options);
  if (other === 'refused') return exitCodes.findings;
  const loaded = other === undefined ? loadGenerated() : loadSubject(other.documents, other, other.ir);
  const matrix = other === undefined && only === undefined ? runInThreads({ onProgress: progress() }) : runHere(loaded, only);
  const shown = only === undefined && (options.report !== undefined || options.docs !== undefined);
  const result = shown ? await carriedOut(matrix, loaded) : await matrix;
  const streams = await realStreams(other);
  const summary = runSummary(result, streams.counts, round((performance.now() - start) / 1000));
  if (options.report !== undefined || options.docs !== undefined) await writePages(options, result, summary);
  process.stdout.write(
    options.json
      ? `${JSON.stringify(result)}\n`
      : options.format === 'text'
        ? conformanceText(result, summary, streams, options.summary)
        : print({ command: 'conform', findings: conformanceFindings(result, streams.faults) }, options.format),
  );
  if (options.report !== undefined) process.stderr.write(`report: ${join(options.report, 'index.html')}\n`);
  return result.findings.length === 0 && streams.faults.length === 0 ? exitCodes.ok : exitCodes.findings;
}

/** What is wrong with the spec is printed as findings are to be; text goes where the text of all commands goes. */
async function packagesFor({ spec, format, json }: ConformOptions): Promise<Packages | undefined | 'refused'> {
  try {
    return await packagesOf(spec);
  } catch (error) {
    if (!(error instanceof SpecRefused) || spec === undefined || format === 'text' || json) throw error;
    const findings = diagnosticFindings(error.diagnostics, error.sources, spec);
    process.stdout.write(print({ command: 'conform', findings }, format));
    return 'refused';
  }
}

/** Who reads the report also wants to see what a verdict is worth to whoever migrates. The threads run meanwhile. */
async function carriedOut(matrix: Promise<ConformanceResult>, loaded: Promise<Loaded>): Promise<ConformanceResult> {
  const { subject, composed } = await loaded;
  const orchestration = runOrchestration(subject, backendsOf(subject, composed));
  return withOrchestration(await matrix, orchestration);
}

/** A few cells are not worth a thread, and another spec's classes are in this one. */
async function runHere(loaded: Promise<Loaded>, only: Selector | undefined): Promise<ConformanceResult> {
  const { subject, errata } = await loaded;
  return runConformance(subject, { errata, onProgress: progress(), ...(only === undefined ? {} : { only }) });
}

function selectorOf(text: string): Selector {
  const parsed = parseSelector(text);
  if (parsed.ok) return parsed.selector;
  throw new UsageError(`--only: ${parsed.message}`);
}

/** On a terminal, one line that is written over; elsewhere nothing. */
function progress(): (progress: Progress) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return ({ done, total, label }) => {
    process.stderr.write(`\r\x1b[K${done}/${total} ${label}`.slice(0, 100));
    if (done === total) process.stderr.write('\r\x1b[K');
  };
}

type Write = (path: string, content: string) => void;

async function writePages({ report, docs }: ConformOptions, result: ConformanceResult, summary: RunSummary): Promise<void> {
  const write = await writer();
  if (report !== undefined) writeReport(write, report, result, summary);
  if (docs !== undefined) writeMatrices(write, join(docs, 'matrices'), result);
  if (docs !== undefined && result.orchestration !== undefined)
    write(join(docs, 'orchestration.md'), orchestrationPage(result.orchestration));
}

function writeReport(write: Write, folder: string, result: ConformanceResult, summary: RunSummary): void {
  write(join(folder, 'index.html'), reportHtml(result, summary));
  write(join(folder, 'result.json'), `${JSON.stringify(result)}\n`);
  write(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 1)}\n`);
}

/** A page for each model; pages of models that are gone go too, whatever else lies there stays. */
function writeMatrices(write: Write, folder: string, { matrices }: ConformanceResult): void {
  const pages = new Map(matrixPages(matrices, markdown).map(({ path, text }) => [join(folder, path), text]));
  for (const entry of existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || pages.has(path) || !readFileSync(path, 'utf8').startsWith(matrixPageMark)) continue;
    rmSync(path);
  }
  for (const [path, text] of pages) write(path, text);
}

/** Writes a file and the folders above it. The compiler, which knows how, is loaded for runs that write alone. */
async function writer(): Promise<Write> {
  const { makeFolder } = await import('@migspec/generator');
  return (path, content) => {
    makeFolder(dirname(path));
    writeFileSync(`${path}.tmp`, content);
    renameSync(`${path}.tmp`, path);
  };
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
