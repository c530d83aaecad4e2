import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadHistory } from '@migspec/generator';
import { renderText } from '@migspec/generator/diagnostics';
import { expect, test } from 'vitest';
import { mismatches } from '../../src/history/expect.js';
import { casePage, indexPage, pageMark } from '../../src/history/page.js';
import { runCase } from '../../src/history/run.js';

/** `MIGSPEC_UPDATE=1` writes the pages; what changed is then read in the diff. */
const update = process.env.MIGSPEC_UPDATE === '1';
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const pages = join(root, 'docs/history');
const { cases, diagnostics, sources } = loadHistory(join(root, 'spec'));

test('every case is read, and no number stands twice', () => {
  expect(diagnostics.map((each) => renderText(each, sources))).toEqual([]);
  const numbers = cases.map(({ file }) => Number(file.case));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});

test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  const result = await runCase(one);
  expect(mismatches(one, result).map(({ message }) => message)).toEqual([]);
  expectPage(`${one.name}.md`, casePage(one, result));
  // A case catches what it is about: something is found in the mistake, and by a rule that has a word for it.
  const { findings } = one.file.expect.broken;
  expect(findings).not.toContain('MS6099');
  if (one.file.level === 'device') expect(findings).not.toEqual([]);
});

test('the index has every case, and no page is left over', () => {
  expectPage('README.md', indexPage(cases));
  const wanted = new Set(['README.md', ...cases.map(({ name }) => `${name}.md`)]);
  expect(readdirSync(pages).filter((name) => !wanted.has(name))).toEqual([]);
  for (const name of wanted) expect(readFileSync(join(pages, name), 'utf8').startsWith(pageMark)).toBe(true);
});

/** The list of breakages is a file of its own, beside the captures of streams. */
const corpus = process.env.MIGSPEC_CORPUS ?? fileURLToPath(new URL('../../../../../shared/qemu', import.meta.url));
const list = join(corpus, '../field/history.md');
if (!existsSync(list)) console.warn('no list of breakages: that each has a case is not tested');

test.runIf(existsSync(list))('every breakage that is known has a case', () => {
  const rows = [...readFileSync(list, 'utf8').matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
  expect(rows.length).toBeGreaterThan(40);
  const have = new Set(cases.map(({ file }) => Number(file.case)));
  expect(rows.filter((row) => !have.has(row))).toEqual([]);
  expect([...have].filter((row) => !rows.includes(row))).toEqual([]);
});

function expectPage(name: string, text: string): void {
  const path = join(pages, name);
  const current = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (update && current !== text) {
    mkdirSync(pages, { recursive: true });
    writeFileSync(path, text);
  }
  expect(update ? text : current).toBe(text);
}
