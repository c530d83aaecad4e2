/** Rows of a section as a diagram in plain text, for a block of code that fits a page. */
import type { LayoutRow } from './layout-rows.js';

/** Names of deep or long fields may stick out; the rest stays in line. */
const widestName = 34;
/** A browser shows about as many columns without scrolling. */
const page = 112;
const leastText = 40;

export function layoutText(rows: readonly LayoutRow[]): string {
  const fields = rows.flatMap((row) => (row.kind === 'field' ? [row] : []));
  const width = (of: (row: (typeof fields)[number]) => string, head: string): number =>
    fields.reduce((most, row) => Math.max(most, of(row).length), head.length);
  const offset = width((row) => row.offset, 'offset');
  const size = width((row) => row.size, 'bytes');
  const name = Math.min(widestName, width(nameOf, 'field'));
  const left = ' '.repeat(offset + size + 4);
  const lines = rows.flatMap((row) => {
    const inner = guide(row.depth);
    if (row.kind === 'note') {
      const [first = '', ...more] = row.lines.flatMap((line) => wrapped(line, page - left.length - inner.length - 2));
      return [`${left}${inner}┌ ${first}`, ...more.map((line) => `${left}${inner}│ ${line}`)];
    }
    const start = left.length + name + 2;
    const [first = '', ...more] = wrapped(row.doc === '' ? row.type : `${row.type} · ${row.doc}`, page - start);
    const head = `${row.offset.padStart(offset)}  ${row.size.padStart(size)}  ${nameOf(row).padEnd(name)}  ${first}`;
    return [head, ...more.map((line) => `${left}${inner.padEnd(name)}  ${line}`)];
  });
  const head = `${'offset'.padStart(offset)}  ${'bytes'.padStart(size)}  field`;
  return [head, ...lines].map((line) => line.trimEnd()).join('\n');
}

function nameOf({ depth, name }: LayoutRow & { readonly kind: 'field' }): string {
  return `${guide(depth)}${name}`;
}

function guide(depth: number): string {
  return '│ '.repeat(depth);
}

/** Lines of at most so many characters, longer only where a word is. */
function wrapped(text: string, columns: number): readonly string[] {
  const most = Math.max(leastText, columns);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
