/** Rows of a section as a diagram in plain text, for a block of code. */
import type { LayoutRow } from './layout-rows.js';

/** Names of deep or long fields may stick out; the rest stays in line. */
const widestName = 34;

export function layoutText(rows: readonly LayoutRow[]): string {
  const fields = rows.flatMap((row) => (row.kind === 'field' ? [row] : []));
  const width = (of: (row: (typeof fields)[number]) => string, head: string): number =>
    fields.reduce((most, row) => Math.max(most, of(row).length), head.length);
  const offset = width((row) => row.offset, 'offset');
  const size = width((row) => row.size, 'bytes');
  const name = Math.min(widestName, width(nameOf, 'field'));
  const left = ' '.repeat(offset + size + 4);
  const lines = rows.map((row) => {
    if (row.kind === 'note') return `${left}${guide(row.depth)}┌ ${row.text}`;
    const { doc, type } = row;
    return `${row.offset.padStart(offset)}  ${row.size.padStart(size)}  ${nameOf(row).padEnd(name)}  ${type}${doc === '' ? '' : ` · ${doc}`}`.trimEnd();
  });
  const head = `${'offset'.padStart(offset)}  ${'bytes'.padStart(size)}  field`;
  return [head, ...lines].join('\n');
}

function nameOf({ depth, name }: LayoutRow & { readonly kind: 'field' }): string {
  return `${guide(depth)}${name}`;
}

function guide(depth: number): string {
  return '│ '.repeat(depth);
}
