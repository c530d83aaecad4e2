/**
 * Two states of a small spec: `old/` stands on the base that the file `base` names, in which 1.0 is released; `new/` holds
 * what is another when 2.0 is (an empty file is one that is gone).
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BreakingResult, breakingChanges, type SpecState, stateOfFolder } from '@migspec/generator';
import { renderText } from '@migspec/generator/diagnostics';
import { judgeOf } from '../../src/breaking/judge.js';

export const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
export const bases = fileURLToPath(new URL('./bases/', import.meta.url));
export const pages = fileURLToPath(new URL('../../../../docs/diagnostics/', import.meta.url));

export interface Case extends BreakingResult {
  readonly before: SpecState;
  readonly after: SpecState;
  readonly rendered: string;
}

/** Undefined: there is no such fixture. Throws for a spec that does not compile. */
export function breakingFixture(code: string, kind: 'bad' | 'good'): Case | undefined {
  const folder = join(fixtures, code, kind);
  if (!existsSync(folder)) return undefined;
  const home = mkdtempSync(join(tmpdir(), 'migspec-breaking-'));
  try {
    const base = join(bases, readFileSync(join(fixtures, code, 'base'), 'utf8').trim());
    const old = [join(base, 'old'), join(folder, 'old')];
    for (const layer of old) cpSync(layer, join(home, 'old'), { recursive: true });
    for (const layer of [join(base, 'old'), join(base, 'new'), join(folder, 'old'), join(folder, 'new')])
      cpSync(layer, join(home, 'new'), { recursive: true });
    for (const path of list(join(home, 'new'), '')) if (statSync(join(home, 'new', path)).size === 0) rmSync(join(home, 'new', path));
    const [before, after] = [stateAt(join(home, 'old'), `${code} ${kind}`), stateAt(join(home, 'new'), `${code} ${kind}`)];
    const result = breakingChanges(before, after, judgeOf(before, after), { compatibility: 'full-transitive' });
    const rendered = result.diagnostics.map((each) => renderText(each, result.sources)).join('\n');
    return { ...result, before, after, rendered: `${rendered}\n` };
  } finally {
    rmSync(home, { recursive: true });
  }
}

function stateAt(folder: string, what: string): SpecState {
  const result = stateOfFolder(folder, 'before');
  if (result.state !== undefined) return result.state;
  throw new Error(`${what} does not compile:\n${result.diagnostics.map((each) => renderText(each, result.sources)).join('\n')}`);
}

export function expectedPath(code: string): string {
  return join(fixtures, code, 'expected.txt');
}

/** The part of a page between "Example" and "What to do". */
export function exampleSection(code: string, rendered: string): string {
  const shown = (kind: 'bad' | 'good'): readonly string[] => [
    ...shownFiles(join(fixtures, code, kind, 'old'), 'before: '),
    ...shownFiles(join(fixtures, code, kind, 'new'), 'after: '),
  ];
  return ['Bad:', '', ...shown('bad'), '```text', rendered.trimEnd(), '```', '', 'Good:', '', ...shown('good')].join('\n');
}

function shownFiles(folder: string, prefix: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return list(folder, '').flatMap((path) => {
    const text = readFileSync(join(folder, path), 'utf8').trimEnd();
    return ['```yaml', `# ${prefix}${path}${text === '' ? ' is gone' : ''}`, ...(text === '' ? [] : [text]), '```', ''];
  });
}

function list(directory: string, prefix: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? list(join(directory, entry.name), `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`]));
}
