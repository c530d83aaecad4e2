/** Puts entries into the text of a file that has no findings. Everything else keeps its place, comments and line ends included. */
import { isMap, isPair, isScalar, isSeq, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

export interface Entry {
  /** Keys of the maps around it, outermost first; those that are missing are made. */
  readonly path: readonly string[];
  readonly key: string;
  /** YAML on one line. */
  readonly value: string;
  readonly where: 'first' | 'last';
}

/** `order`: the keys of the file's outermost map, as the language has them. */
export function insertEntry(text: string, { path, key, value, where }: Entry, order: readonly string[]): string {
  const root = rootOf(text);
  let map = root;
  let parent: Pair | undefined;
  for (const [index, name] of path.entries()) {
    const pair = pairAt(map, name);
    if (pair === undefined || !isMap(pair.value)) {
      const inner = path.slice(index + 1).reduceRight((made, each) => `{ ${keyText(each)}: ${made} }`, `{ ${keyText(key)}: ${value} }`);
      if (index > 0) return intoMap(text, map, parent, `${keyText(name)}: ${inner}`, 'last');
      return atTop(text, root, name, path.length === 1 ? `${name}:\n  ${keyText(key)}: ${value}` : `${name}: ${inner}`, order);
    }
    parent = pair;
    map = pair.value;
  }
  return intoMap(text, map, parent, `${keyText(key)}: ${value}`, where);
}

/** A key of the outermost map with its value, where the language has it. */
export function insertTop(text: string, key: string, value: string, order: readonly string[]): string {
  return atTop(text, rootOf(text), key, `${key}: ${value}`, order);
}

/** An item at the end of the list at the path. */
export function appendItem(text: string, path: readonly string[], item: string): string {
  let node: unknown = rootOf(text);
  for (const name of path) node = isMap(node) ? pairAt(node, name)?.value : undefined;
  if (!isSeq(node)) throw new Error(`no list at ${path.join('.')}`);
  return intoCollection(text, node, item, '- ');
}

/** Whether there is something at the path. */
export function has(text: string, ...path: readonly string[]): boolean {
  let node: unknown = rootOf(text);
  for (const name of path) {
    const pair = isMap(node) ? pairAt(node, name) : undefined;
    if (pair === undefined) return false;
    node = pair.value;
  }
  return true;
}

function rootOf(text: string): YAMLMap {
  const { contents } = parseDocument(text, { uniqueKeys: false });
  if (!isMap(contents)) throw new Error('the file holds no map');
  return contents;
}

function pairAt(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

function intoMap(text: string, map: YAMLMap, parent: Pair | undefined, entry: string, where: Entry['where']): string {
  if (where === 'last' || map.items.length === 0) return intoCollection(text, map, entry, '');
  if (map.flow === true) {
    const at = (map.range?.[0] ?? 0) + 1;
    return `${text.slice(0, at)} ${entry},${text.slice(at)}`;
  }
  // Comments above the first entry stay with it.
  const from = parent === undefined ? 0 : lineEnd(text, range(parent.key)?.[1] ?? 0);
  return `${text.slice(0, from)}${columnOf(text, map)}${entry}\n${text.slice(from)}`;
}

/** At the end of a map or list, in brackets or in lines. */
function intoCollection(text: string, node: YAMLMap | YAMLSeq, entry: string, dash: string): string {
  const last = node.items.at(-1);
  if (node.flow === true) {
    const end = (node.range?.[1] ?? 0) - 1;
    if (last === undefined) return `${text.slice(0, end).trimEnd()}${dash === '' ? ` ${entry} ` : entry}${text.slice(end)}`;
    const at = endOf(last);
    return `${text.slice(0, at)}, ${entry}${text.slice(at)}`;
  }
  const at = lineEnd(text, endOf(last));
  const before = text.slice(0, at);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${columnOf(text, node)}${dash}${entry}\n${text.slice(at)}`;
}

function atTop(text: string, root: YAMLMap, key: string, entry: string, order: readonly string[]): string {
  const rank = order.indexOf(key);
  const before =
    root.items.filter((pair) => isScalar(pair.key) && order.indexOf(String(pair.key.value)) < rank).at(-1) ?? root.items.at(-1);
  if (root.flow === true) return intoCollection(text, root, entry.replace(':\n  ', ': '), '');
  const at = lineEnd(text, endOf(before));
  const head = text.slice(0, at);
  return `${head}${head.endsWith('\n') ? '' : '\n'}${entry}\n${text.slice(at)}`;
}

/** The blanks in front of the first entry of a collection in lines. */
function columnOf(text: string, node: YAMLMap | YAMLSeq): string {
  const first = node.items[0];
  const at = startOf(isPair(first) ? first.key : first);
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return isSeq(node) ? line.replace(/- *$/, '') : ' '.repeat(line.length);
}

function startOf(node: unknown): number {
  return range(node)?.[0] ?? 0;
}

/** Where the value of an entry ends, without the comment behind it. */
function endOf(entry: unknown): number {
  const [value, key] = isPair(entry) ? [entry.value, entry.key] : [entry, undefined];
  return range(value)?.[1] ?? range(key)?.[1] ?? 0;
}

function range(node: unknown): readonly number[] | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? (node.range ?? undefined) : undefined;
}

/** Where the next line begins; the end of a text that already closed its line is one. */
function lineEnd(text: string, at: number): number {
  if (at > 0 && text[at - 1] === '\n') return at;
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

/** A key as the file needs it: bare where it cannot be anything but a text. */
export function keyText(key: string): string {
  const plain = /^[A-Za-z_/][A-Za-z0-9_./@+-]*(:\/\/[A-Za-z0-9_./@+-]+)?$/.test(key) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(key);
  return plain ? key : JSON.stringify(key);
}
