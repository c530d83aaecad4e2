/** What of a generated file is code: the same for two specs that differ in texts for people only. */
import { ts } from 'ts-morph';
import { parseDocument } from 'yaml';

/** By the end of the path. Throws for a file that is broken. */
const skeletons: readonly (readonly [end: string, of: (text: string) => string])[] = [
  ['.ts', syntax],
  ['.js', syntax],
  ['.json', (text) => shape(JSON.parse(text))],
  ['.ksy', kaitai],
  ['.c', withoutText],
  ['.h', withoutText],
  ['.md', markdown],
];

export function skeleton(path: string, text: string): string {
  const found = skeletons.find(([end]) => path.endsWith(end));
  if (found === undefined) throw new Error(`${path}: nobody says here what in such a file is code`);
  return found[1](text);
}

/** Kinds of all nodes of the syntax tree. */
function syntax(text: string): string {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022, true);
  const errors = (file as unknown as { readonly parseDiagnostics: readonly unknown[] }).parseDiagnostics;
  if (errors.length > 0) throw new Error('it does not parse');
  const kinds: number[] = [];
  const visit = (node: ts.Node): void => {
    kinds.push(node.kind);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return kinds.join(' ');
}

function shape(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shape).join()}]`;
  if (typeof value !== 'object' || value === null) return typeof value;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}:${shape(inner)}`)
    .join()}}`;
}

/** The Kaitai compiler writes texts raw into comments of many languages, so none may hold what ends one. */
function kaitai(text: string): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new Error('it is no YAML');
  const visit = (node: unknown, key: string): void => {
    if (typeof node === 'string' && ['doc', 'title', 'doc-ref'].includes(key) && /\*\/|"""|'''|-->|\\|\n\S*#/.test(node))
      throw new Error(`a comment of some language ends in ${JSON.stringify(node)}`);
    if (typeof node === 'object' && node !== null) for (const [name, inner] of Object.entries(node)) visit(inner, name);
  };
  const data: unknown = document.toJS();
  visit(data, '');
  return shape(data);
}

/** In C: what begins a stretch of text, what ends it, and whether a backslash takes the next character with it. */
const stretches: readonly (readonly [begin: string, end: string, escapes: boolean])[] = [
  ['/*', '*/', false],
  ['//', '\n', true],
  ['"', '"', true],
  ["'", "'", true],
];

/** The text without comments and without what strings hold; a backslash at the end of a `//` line goes on in the next. */
function withoutText(text: string): string {
  let code = '';
  for (let at = 0; at < text.length; ) {
    const found = stretches.find(([begin]) => text.startsWith(begin, at));
    if (found === undefined) {
      code += text[at];
      at++;
      continue;
    }
    const [begin, end, escapes] = found;
    at += begin.length;
    while (!text.startsWith(end, at)) {
      if (at >= text.length) throw new Error(`a ${begin} never ends`);
      if (end !== '\n' && end.length === 1 && text[at] === '\n') throw new Error(`a ${begin} goes over the end of its line`);
      at += escapes && text[at] === '\\' ? 2 : 1;
    }
    at += end.length;
    code += end === '\n' ? '\n' : begin;
  }
  return code.replace(/\s*\n\s*/g, '\n');
}

/** How many headings, rows, items, fences, links and pieces of HTML there are. */
function markdown(whole: string): string {
  // What stands in code is shown as it is.
  const text = whole
    .replace(/^(```+)[^`\n]*\n[\s\S]*?\n\1$/gm, 'CODE')
    .replace(/(?<![\\`])(`+)(?!`)((?:(?!\n\n)[\s\S])+?)(?<!`)\1(?!`)/g, 'code');
  const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
  const html = text.match(/(?<!\\)<(?!!--)[a-z/][^>\n]*>/gi) ?? [];
  if (html.some((tag) => /script|onerror|img|iframe/i.test(tag))) throw new Error(`it holds ${html.join(' ')}`);
  return [
    count(/^#{1,6} /gm),
    count(/^\|/gm),
    count(/(?<!\\)\|/g),
    count(/^\s*([-*+]|\d+[.)]) /gm),
    count(/^\s*(```|~~~)/gm),
    count(/(?<!\\)\]\(/g),
  ].join(' ');
}
