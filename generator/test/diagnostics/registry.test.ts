import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { changes } from '../../src/diagnostics/codes/changes/all.js';
import { findCode, registry } from '../../src/diagnostics/registry.js';
import { compileFixture, exampleSection, expectedPath, fixtures, index, pages } from './fixture.js';

/** `MIGSPEC_UPDATE=1` writes the expected renderings and the examples of the pages; what changed is then read in the diff. */
const update = process.env.MIGSPEC_UPDATE === '1';
// Rules about changes have fixtures of two states each; they are tested where the judge is (packages/cli/test/breaking).
const live = registry.filter((entry) => entry.retired !== true && !changes.includes(entry));

test('numbers and ids are unique, and either finds the entry', () => {
  expect(new Set(registry.map((entry) => entry.code)).size).toBe(registry.length);
  expect(new Set(registry.map((entry) => entry.id)).size).toBe(registry.length);
  for (const entry of registry) {
    expect(entry.code).toMatch(/^MS[1-6]\d{3}$/);
    expect(entry.id).toMatch(/^[A-Z][A-Z_]+$/);
    expect(findCode(entry.code)).toBe(entry);
    expect(findCode(entry.id)).toBe(entry);
  }
});

test('every bad fixture yields its code once and nothing else', () => {
  const wrong = live.flatMap(({ code }) => {
    const found = compileFixture(code, 'bad')?.diagnostics.map((each) => each.code) ?? ['no fixture'];
    const own = code === 'MS1014' ? found.filter((each) => each !== 'MS2001') : found;
    return own.length === 1 && own[0] === code ? [] : [`${code}: ${found.join(', ')}`];
  });
  expect(wrong).toEqual([]);
});

test('every good fixture is clean', () => {
  const wrong = live.flatMap(({ code }) => {
    const fixture = compileFixture(code, 'good');
    return fixture !== undefined && fixture.diagnostics.length === 0 ? [] : [`${code}: ${fixture?.rendered ?? 'no fixture'}`];
  });
  expect(wrong).toEqual([]);
});

test('every finding says what to do', () => {
  const silent = live.filter(({ code }) => (compileFixture(code, 'bad')?.diagnostics ?? []).some((each) => (each.help ?? '') === ''));
  expect(silent.map(({ code }) => code)).toEqual([]);
});

test('every rendering is the expected one', () => {
  for (const { code } of live) {
    const rendered = shortened(compileFixture(code, 'bad')?.rendered ?? '');
    if (update) write(expectedPath(code), rendered);
    expect(rendered, code).toBe(existsSync(expectedPath(code)) ? readFileSync(expectedPath(code), 'utf8') : 'no expected.txt');
  }
});

test('every code has a page, with its title and its fixtures', () => {
  for (const { code, id, title } of live) {
    const path = join(pages, `${code}.md`);
    expect(existsSync(path), `${code}.md`).toBe(true);
    const page = readFileSync(path, 'utf8');
    const example = exampleSection(code, shortened(compileFixture(code, 'bad')?.rendered ?? ''));
    const parts = /^(# [^\n]+\n\n[^\n]+\n\n[\s\S]+\n\n)## Example\n([\s\S]*)\n## What to do\n\n([\s\S]+)$/.exec(page);
    expect(parts, code).not.toBeNull();
    const whole = `${parts?.[1]}## Example\n\n${example}\n## What to do\n\n${parts?.[3]}`;
    if (update) write(path, whole);
    expect(readFileSync(path, 'utf8'), code).toBe(whole);
    expect(page.startsWith(`# ${code} ${id}\n\n${title}\n`), code).toBe(true);
  }
});

test('the list of all codes has each once, as its page says it', () => {
  const entries = readdirSync(pages).flatMap((name) => {
    const [, code, id, title] = /^# (MS\d{4}) (\w+)\n\n([^\n]+)\n/.exec(readFileSync(join(pages, name), 'utf8')) ?? [];
    return code === undefined ? [] : [{ thousand: code.slice(0, 3), line: `- [${code}](diagnostics/${code}.md) ${id}: ${title}` }];
  });
  const expected = readFileSync(index, 'utf8').replace(
    /^(## (MS\d)xxx [^\n]+\n\n)(?:- [^\n]+\n)*/gm,
    (_, head: string, thousand: string) => {
      const lines = entries.filter((entry) => entry.thousand === thousand).map(({ line }) => `${line}\n`);
      return head + lines.sort().join('');
    },
  );
  for (const { line } of entries) expect(expected).toContain(line);
  if (update) write(index, expected);
  expect(readFileSync(index, 'utf8')).toBe(expected);
});

test('no fixture and no page is left over', () => {
  const codes = new Set(registry.map((entry) => entry.code));
  const ours = readdirSync(pages).flatMap((name) => /^(MS[1-6]\d{3})\.md$/.exec(name)?.[1] ?? []);
  expect([...readdirSync(fixtures), ...ours].filter((code) => !codes.has(code))).toEqual([]);
});

/** One code renders a thousand findings of another; its own comes first. */
function shortened(rendered: string): string {
  const lines = rendered.split('\n');
  return lines.length < 100 ? rendered : `${lines.slice(0, 4).join('\n')}\n…\n`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}
