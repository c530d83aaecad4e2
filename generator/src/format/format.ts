/** The canonical form of a spec file: the order of keys, quotes, indentation, brackets, the modeline. It says the same as before. */
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Reporter } from '../diagnostics/reporter.js';
import type { SpecFile } from '../parse/load.js';
import type { YamlNode } from '../parse/node.js';
import { parseYaml } from '../parse/yaml.js';

import { Places } from '../shape/places.js';
import { schemaNode } from '../shape/schema-node.js';
import { shape } from '../shape/shape.js';
import { sourceText } from '../text/source.js';
import { modeline, modelineStart } from './modeline.js';
import { printTree } from './print.js';
import { readTree } from './read.js';
import { schemaOf } from './schemas.js';
import { Style } from './style.js';
import type { Tree } from './tree.js';

export interface Formatted {
  /** Absent when the file has errors of its own: it is left as it is. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function formatFile(file: SpecFile): Formatted {
  const schema = schemaOf[file.folder];
  const reporter = new Reporter();
  const source = sourceText(file.source.file, file.source.text.replaceAll('\r\n', '\n'));
  const node = parseYaml(source, reporter);
  if (node !== undefined) shape(schema, node, new Places(), reporter);
  if (node === undefined || reporter.hasErrors) return { diagnostics: reporter.sorted() };
  const tree = readTree(source.text, new Style(schemaNode(schema), node));
  const text = printTree(withoutModeline(tree), modeline(file));
  const again = parseYaml(sourceText(file.source.file, text), new Reporter());
  if (again === undefined || !same(node, again)) throw new Error(`${file.source.file}: formatting would change what the file says`);
  return { text, diagnostics: [] };
}

/** The right one is printed, wherever another stood. */
function withoutModeline(tree: Tree): Tree {
  const others = (lines: readonly string[]): readonly string[] => lines.filter((line) => !modelineStart.test(line));
  const { header, root, end } = tree;
  if (root.kind === 'scalar' || root.kind === 'block') return { ...tree, header: others(header) };
  const entries = root.entries.map((entry) => ({ ...entry, before: others(entry.before) }));
  return { header: others(header), root: { ...root, entries }, end: others(end) };
}

/** Whether two files hold the same; keys of a map may have changed places. */
function same(a: YamlNode, b: YamlNode): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.value === b.value;
  if (a.kind === 'list')
    return b.kind === 'list' && a.items.length === b.items.length && a.items.every((item, index) => sameAt(item, b.items[index]));
  if (b.kind !== 'map' || a.entries.length !== b.entries.length) return false;
  const others = new Map(b.entries.map(({ key, value }) => [key, value]));
  return a.entries.every(({ key, value }) => sameAt(value, others.get(key)));
}

function sameAt(a: YamlNode, b: YamlNode | undefined): boolean {
  return b !== undefined && same(a, b);
}
