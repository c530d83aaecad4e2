import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HistoryCase, type HistoryResult, loadHistory } from '@migspec/generator';
import { exitCodes, UsageError } from '../exit.js';
import { findingsText } from '../findings.js';
import { specFolder } from '../folders.js';
import { diagnosticFindings, fromHere } from '../formats/diagnostics.js';
import type { Finding } from '../formats/finding.js';
import { type Format, print } from '../formats/format.js';
import { type Mismatch, mismatches } from '../history/expect.js';
import { casePage, indexPage, pageMark } from '../history/page.js';
import { runCase } from '../history/run.js';
import { caseText } from '../history/text.js';

interface HistoryOptions {
  readonly spec: string;
  readonly docs?: string;
  readonly format: Format;
}

/** Exit 1: a case is not what its file says. `wanted`: the number of a case, or a part of its name; undefined: all. */
export async function history(wanted: string | undefined, { spec, docs, format }: HistoryOptions): Promise<number> {
  const folder = specFolder(spec);
  const loaded = loadHistory(folder, chosen(wanted));
  if (loaded.cases.length === 0 && loaded.diagnostics.length === 0)
    throw new UsageError(wanted === undefined ? `${folder} holds no history/` : `${wanted}: no such case in ${folder}/history`);
  const findings: Finding[] = [...diagnosticFindings(loaded.diagnostics, loaded.sources, specFolder(spec))];
  if (format === 'text' && loaded.diagnostics.length > 0) process.stdout.write(findingsText(loaded.diagnostics, loaded.sources));
  const pages = new Map<string, string>();
  for (const one of loaded.cases) {
    const result = await runCase(one);
    const wrong = mismatches(one, result);
    findings.push(...wrong.map((each) => findingOf(each, loaded, spec)));
    pages.set(`${one.name}.md`, casePage(one, result));
    if (format !== 'text') continue;
    if (wanted !== undefined) process.stdout.write(caseText(one, result, wrong));
    else process.stdout.write(`${[`${one.name}: ${one.file.title}`, ...wrong.map(({ message }) => `  ${message}`)].join('\n')}\n`);
  }
  if (format === 'text') process.stderr.write(`${loaded.cases.length} cases, ${findings.length} findings\n`);
  else process.stdout.write(print({ command: 'history', findings }, format));
  if (docs !== undefined) writePages(docs, pages, wanted === undefined ? loaded.cases : undefined);
  return findings.length === 0 ? exitCodes.ok : exitCodes.findings;
}

function chosen(wanted: string | undefined): (name: string) => boolean {
  if (wanted === undefined) return () => true;
  if (/^\d+$/.test(wanted)) return (name) => Number(name.split('-')[0]) === Number(wanted);
  return (name) => name.includes(wanted);
}

function findingOf({ id, message, span }: Mismatch, { sources }: HistoryResult, spec: string): Finding {
  const diagnostic = { code: '', id, severity: 'error' as const, message, span, related: [] };
  const [finding] = diagnosticFindings([diagnostic], sources, spec);
  return {
    id,
    severity: 'error',
    message,
    related: [],
    ...(finding?.place === undefined ? {} : { place: finding.place }),
    subject: fromHere(span.file, spec),
  };
}

/** With all cases, the index too, and pages of cases that are gone go. */
function writePages(folder: string, pages: ReadonlyMap<string, string>, all: readonly HistoryCase[] | undefined): void {
  mkdirSync(folder, { recursive: true });
  const wanted = new Map([...pages, ...(all === undefined ? [] : [['README.md', indexPage(all)] as const])]);
  for (const [name, text] of wanted) {
    const path = join(folder, name);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  }
  if (all === undefined) return;
  for (const name of readdirSync(folder)) {
    const old = name.endsWith('.md') && !wanted.has(name) && readFileSync(join(folder, name), 'utf8').startsWith(pageMark);
    if (old) rmSync(join(folder, name));
  }
}
