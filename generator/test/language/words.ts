/** Every key and every word that the schemas of the spec language know, and which of them some data use. */
import type { TSchema } from 'typebox';

interface Node {
  readonly title?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly enum?: readonly string[];
  readonly const?: unknown;
}

/** `a field: capacity`, `a param: compare: subset`: keys by what the map is called, words by their key. */
export function wordsOf(schema: TSchema, file: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: Node, at: string): void => {
    const here = node.properties === undefined ? at : (node.title ?? at);
    for (const [key, inner] of Object.entries(node.properties ?? {})) {
      found.add(`${here}: ${key}`);
      visit(inner, `${here}: ${key}`);
    }
    for (const inner of Object.values(node.patternProperties ?? {})) visit(inner, at);
    for (const branch of node.anyOf ?? []) visit(branch, at);
    if (node.items !== undefined) visit(node.items, at);
    for (const word of node.enum ?? []) found.add(named(at, word));
  };
  visit(schema as Node, file);
  return found;
}

/** The same names, of what stands in the data. */
export function wordsIn(schema: TSchema, data: unknown, file: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: Node, value: unknown, at: string): void => {
    for (const branch of node.anyOf ?? []) visit(branch, value, at);
    if (Array.isArray(value)) {
      if (node.items !== undefined) for (const item of value) visit(node.items, item, at);
      return;
    }
    if (typeof value !== 'object' || value === null) {
      if (node.enum?.includes(String(value)) === true) found.add(named(at, String(value)));
      return;
    }
    const here = node.properties === undefined ? at : (node.title ?? at);
    for (const [key, inner] of Object.entries(value)) {
      const known = node.properties?.[key];
      if (known !== undefined) {
        found.add(`${here}: ${key}`);
        visit(known, inner, `${here}: ${key}`);
        continue;
      }
      for (const [pattern, each] of Object.entries(node.patternProperties ?? {})) if (new RegExp(pattern).test(key)) visit(each, inner, at);
    }
  };
  visit(schema as Node, data, file);
  return found;
}

/** What carries an enum or flags is one word, whatever its width. */
function named(at: string, word: string): string {
  return at.endsWith(': of') ? at : `${at}: ${word}`;
}
