import { isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml';
import type { SchemaNode } from '../../shape/schema-node.js';
import { examplesOf } from './examples.js';

export interface Snippet {
  readonly label: string;
  readonly description?: string;
  /** What an editor inserts: YAML with tab stops, or for maps a key with its value. */
  readonly body: string | Readonly<Record<string, string>>;
}

/** The snippets of a shape, one for each example; of words, one for each word. */
export function snippetsOf(schema: SchemaNode): readonly Snippet[] {
  if (schema.enum !== undefined) {
    return schema.enum.map((word, index) => {
      const description = schema.enumDescriptions?.[index] ?? schema.description;
      return { label: word, ...(description === undefined ? {} : { description }), body: word };
    });
  }
  const title = schema.title ?? 'a value';
  return examplesOf(schema).map(({ label, yaml }) => ({
    label: label ?? title,
    ...(schema.description === undefined ? {} : { description: schema.description }),
    body: bodyOf(schema, yaml),
  }));
}

function bodyOf(schema: SchemaNode, yaml: string): Snippet['body'] {
  const stops = new TabStops();
  const { contents } = parseDocument(yaml, { keepSourceTokens: true });
  // A map goes on lines of its own below its key; what stands in one of its entries stays in one line.
  if (!isMap(contents) || schema.type !== 'object' || schema.properties !== undefined) return stops.replace(yaml, contents);
  return Object.fromEntries(
    contents.items.map(({ key, value }) => {
      const name = isScalar(key) ? stops.scalar(sourceOf(yaml, key), key) : '';
      const node = isNode(value) ? value : null;
      const text = node === null ? '' : sourceOf(yaml, node);
      return [name, stops.replace(text, node, node?.range?.[0] ?? 0)];
    }),
  );
}

/** Puts a numbered tab stop in the place of each scalar that an author will change. */
class TabStops {
  #next = 1;

  /** `from`: where `text` begins in the file whose ranges the nodes have. */
  replace(text: string, node: unknown, from = 0): string {
    const scalars = scalarsIn(node);
    if (scalars.length === 0) return plain(text);
    let result = '';
    let at = 0;
    for (const scalar of scalars) {
      const [start = 0, end = 0] = (scalar.range ?? []).map((offset) => offset - from);
      result += plain(text.slice(at, start)) + this.scalar(text.slice(start, end), scalar);
      at = end;
    }
    return result + plain(text.slice(at));
  }

  /** Quotes stay outside of the stop. */
  scalar(source: string, { type }: Scalar): string {
    const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
    const [before, inner, after] = quoted ? [source.slice(0, 1), source.slice(1, -1), source.slice(-1)] : ['', source, ''];
    return `${before}\${${this.#next++}:${inner.replaceAll(/[\\$}]/g, '\\$&')}}${after}`;
  }
}

/** The values (not the keys) inside, in order. */
function scalarsIn(node: unknown): readonly Scalar[] {
  if (isScalar(node)) return [node];
  if (isSeq(node)) return node.items.flatMap(scalarsIn);
  return isMap(node) ? node.items.flatMap(({ value }) => scalarsIn(value)) : [];
}

function plain(text: string): string {
  return text.replaceAll(/[\\$]/g, '\\$&');
}

function sourceOf(yaml: string, node: Node): string {
  return yaml.slice(node.range?.[0], node.range?.[1]);
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value);
}
