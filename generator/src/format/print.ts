import { type Block, type Collection, type Entry, holdsComments, type Node, type Tree } from './tree.js';

/** What stands in brackets goes on lines of its own beyond this column; texts and comments may be longer. */
const width = 140;

export function printTree({ header, root, end }: Tree, modeline: string): string {
  const body = withoutLeadingBlanks(root.kind === 'map' || root.kind === 'list' ? collection(root, 0) : [inline(root)]);
  const lines = [modeline, ...withoutLeadingBlanks(header), ...body];
  const rest = end.slice(0, end.findLastIndex((line) => line !== '') + 1);
  return `${squeezed([...lines, ...rest]).join('\n')}\n`;
}

function collection({ kind, entries, end }: Collection, indent: number): readonly string[] {
  const space = ' '.repeat(indent);
  const lines = entries.flatMap((entry, index) => {
    const above = index === 0 ? withoutLeadingBlanks(entry.before) : entry.before;
    return [...above.map((line) => indented(line, space)), ...(kind === 'map' ? mapEntry(entry, indent) : listItem(entry, indent))];
  });
  return [...lines, ...end.map((line) => indented(line, space))];
}

function mapEntry({ key = '', value, comment }: Entry, indent: number): readonly string[] {
  const head = `${' '.repeat(indent)}${key}:`;
  if (value.kind === 'block') return blockText(`${head} `, value, comment, indent);
  const text = value.kind === 'scalar' ? value.text : bracketed(value, head.length + 1);
  if (text !== undefined) return [`${head}${text === '' ? '' : ` ${text}`}${remark(comment)}`];
  return [`${head}${remark(comment)}`, ...(value.kind === 'scalar' ? [] : collection(value, indent + 2))];
}

function listItem({ value, comment }: Entry, indent: number): readonly string[] {
  const dash = `${' '.repeat(indent)}- `;
  if (value.kind === 'block') return blockText(dash, value, comment, indent);
  if (value.kind === 'scalar') return [`${dash}${value.text}${remark(comment)}`];
  const text = bracketed(value, dash.length);
  if (text !== undefined) return [`${dash}${text}${remark(comment)}`];
  // Comments above the first key stand above the dash.
  const [first, ...others] = value.entries;
  const above = [...(comment === undefined ? [] : [comment]), ...withoutLeadingBlanks(first?.before ?? [])];
  const entries = first === undefined ? [] : [{ ...first, before: [] }, ...others];
  const [top = '', ...rest] = collection({ ...value, entries }, indent + 2);
  return [...above.map((line) => indented(line, ' '.repeat(indent))), dash + top.slice(indent + 2), ...rest];
}

function blockText(head: string, { header, lines }: Block, comment: string | undefined, indent: number): readonly string[] {
  return [`${head}${header}${remark(comment)}`, ...lines.map((line) => indented(line, ' '.repeat(indent + 2)))];
}

/** The collection on one line, where it was written so, fits, and no comment needs a line of its own. */
function bracketed(value: Collection, column: number): string | undefined {
  if (holdsComments(value)) return undefined;
  const text = inline(value);
  return value.entries.length === 0 || (value.flow && column + text.length <= width) ? text : undefined;
}

function inline(node: Node): string {
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'block') return JSON.stringify(node.lines.join('\n'));
  const inside = node.entries.map(({ key, value }) => (key === undefined ? inline(value) : `${key}: ${inline(value)}`)).join(', ');
  if (node.kind === 'list') return `[${inside}]`;
  return inside === '' ? '{}' : `{ ${inside} }`;
}

function remark(comment: string | undefined): string {
  return comment === undefined ? '' : ` ${comment}`;
}

function indented(line: string, space: string): string {
  return line === '' ? '' : space + line;
}

function withoutLeadingBlanks(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first);
}

/** One blank line where there were several. */
function squeezed(lines: readonly string[]): readonly string[] {
  return lines.filter((line, index) => line !== '' || lines[index - 1] !== '');
}
