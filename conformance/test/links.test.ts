/** Links between pages of this repository lead somewhere. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** Written by `npm run demo`, which CI compares: a model that is new has none yet. */
const matrices = join(root, 'docs/reference/matrices');

function pages(): string[] {
  const below = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => join(root, 'docs', path));
  const top = readdirSync(root).map((name) => join(root, name));
  return [...top, ...below].filter((path) => path.endsWith('.md') && statSync(path).isFile());
}

/** Targets of links in running text, code left out. */
function targetsOf(text: string): string[] {
  const prose = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').replace(/`[^`\n]+`/g, '');
  return [...prose.matchAll(/(?<!\\)\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
}

test('every relative link of every page has a target', () => {
  let checked = 0;
  const broken = pages().flatMap((page) =>
    targetsOf(readFileSync(page, 'utf8')).flatMap((target) => {
      if (/^[a-z]+:|^#/.test(target)) return [];
      const path = join(dirname(page), decodeURIComponent(target.replace(/#.*$/, '')));
      checked++;
      return path.startsWith(matrices) || existsSync(path) ? [] : [`${relative(root, page)}: ${target}`];
    }),
  );
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(60);
});

test('the matrices that are there belong to models that are there', () => {
  const models = join(root, 'docs/reference/models');
  const pagesOf = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md') && path !== 'README.md');
  const known = new Set(pagesOf(models));
  expect(pagesOf(matrices).filter((path) => !known.has(path))).toEqual([]);
});
