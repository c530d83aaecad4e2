/** Whatever text a spec holds, its pages have the same structure as with harmless text, and nothing of it becomes HTML. */
import { marked, type Token } from 'marked';
import { expect, test } from 'vitest';
import { compileSpec } from '../../../src/driver/compile.js';
import { emitDocs } from '../../../src/emit/docs/emit.js';
import { capabilitiesReadme, devicesReadme } from '../../../src/emit/docs/readme.js';
import { decompose } from '../../../src/ir/decompose.js';
import type { SpecIR } from '../../../src/ir/spec.js';

const { spec } = compileSpec({ specDir: new URL('../../../../spec', import.meta.url).pathname });
if (spec === undefined) throw new Error('the spec does not compile');

/** The largest models have nothing that the others lack. */
const small: SpecIR = { ...spec, models: spec.models.filter((model) => JSON.stringify(model).length < 20_000) };

const hostile = [
  '<script>alert(1)</script>',
  '<!-- -->',
  '-->',
  '| x | y |',
  '```',
  '~~~',
  '`',
  '**bold** _it_ ~~gone~~',
  '[x](javascript:alert(1)) ![x](y)',
  '[x]: javascript:alert(1)',
  '# heading',
  '\n\n# heading\n\n- list\n\n> quotation\n\n---\n\n1. one\n',
  '\n```\n</code></pre><script>x</script>',
  '&lt;script&gt; &#60;b&#62;',
  '{{x}} {{{y}}} {% z %}',
  '\\',
  '\\`',
  '\\|',
  '\r\n\t| --- |',
  '$$x$$',
];

/** Keys that hold text of the author's choosing, in running text. Names are limited by the language. */
const free = new Set(['doc', 'title', 'unit', 'reason', 'evidence', 'remedy', 'refused']);

/** The spec with the text behind every free text, and behind every source and expression. */
function withText(value: unknown, text: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => withText(each, text, key));
  if (typeof value === 'string') return free.has(key) || key === 'sources' || key === 'text' ? `${value} ${text}` : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withText(each, text, name)]));
}

/** Blocks, with what is in them that is not text; the number of paragraphs of a doc is the author's. */
function skeleton(tokens: readonly Token[]): unknown[] {
  const kept = tokens
    .filter(({ type }) => !['text', 'escape', 'space'].includes(type))
    .map((token) => {
      if (token.type === 'table') {
        const rows = [token.header, ...token.rows] as { tokens: Token[] }[][];
        return ['table', rows.map((row) => row.map(({ tokens: inner }) => skeleton(inner)))];
      }
      if (token.type === 'html') return ['html', token.raw.trim().slice(0, 14)];
      if (token.type === 'list') return ['list', token.items.map(({ tokens: inner }: { tokens: Token[] }) => skeleton(inner))];
      if (token.type === 'code') return ['code', token.lang];
      return 'tokens' in token && token.tokens !== undefined ? [token.type, skeleton(token.tokens)] : [token.type];
    });
  return kept.filter((each, index) => !(isPlain(each) && isPlain(kept[index - 1])));
}

function isPlain(token: unknown): boolean {
  return JSON.stringify(token) === '["paragraph",[]]';
}

const made = new Map<string, readonly (readonly [string, string])[]>();

function pagesWith(text: string): readonly (readonly [string, string])[] {
  const known = made.get(text);
  if (known !== undefined) return known;
  const pages = pagesOf(text);
  made.set(text, pages);
  return pages;
}

function pagesOf(text: string): readonly (readonly [string, string])[] {
  const of = withText(small, text) as SpecIR;
  const input = { spec: of, snapshots: decompose(of), packageName: '@migspec/devices' };
  return [...emitDocs(input), devicesReadme(input), capabilitiesReadme(input)].map(({ path, text: page }) => [path, page] as const);
}

test('hostile text gives the same blocks as harmless text', () => {
  const harmless = pagesWith('harmless').map(([path, page]) => [path, skeleton(marked.lexer(page))]);
  expect(harmless.length).toBeGreaterThan(8);
  for (const text of hostile) {
    expect(
      pagesWith(text).map(([path, page]) => [path, skeleton(marked.lexer(page))]),
      text,
    ).toEqual(harmless);
  }
});

test('and no element of it reaches a reader', () => {
  for (const text of hostile) {
    for (const [path, page] of pagesWith(text)) {
      const html = String(marked.parse(page));
      expect(html.match(/<script|javascript:[^<]*"|<img|<h1[^>]*>heading/g) ?? [], `${path}: ${text}`).toEqual([]);
    }
  }
});
