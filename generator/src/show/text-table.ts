/** The widest line that is printed; only a word that has no space in it may be longer. */
export const width = 100;

/** A column but the last is no wider than that. */
const widest = 30;
/** What the last column has at least. */
const narrowest = 30;

/** Columns as wide as their cells, wrapped where those are long. Lines have no spaces at their ends. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[], indent = '  '): readonly string[] {
  const all = [head, ...rows];
  const widths = head.slice(0, -1).map((_, column) => Math.min(widest, Math.max(...all.map((row) => row[column]?.length ?? 0))));
  const least = head.slice(0, -1).map((_, column) => Math.max(...all.map((row) => longestWord(row[column] ?? ''))));
  const left = (): number => indent.length + widths.reduce((sum, size) => sum + size + 2, 0);
  // The widest column that has room gives way; a word is never cut.
  for (let room = roomiest(widths, least); left() + narrowest > width && room >= 0; room = roomiest(widths, least))
    widths[room] = (widths[room] ?? 0) - 1;
  const last = Math.max(1, width - left());
  return all.flatMap((row) => {
    const cells = [...widths, last].map((size, column) => cellLines(row[column] ?? '', size));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, at) => {
      const line = cells.map((lines, column) => (lines[at] ?? '').padEnd(widths[column] ?? 0)).join('  ');
      return `${indent}${line}`.trimEnd();
    });
  });
}

function longestWord(text: string): number {
  return Math.max(...text.split(/\s+/).map((word) => word.length));
}

/** The widest of the columns that are wider than their longest word; -1 when none is. */
function roomiest(widths: readonly number[], least: readonly number[]): number {
  return widths.reduce((best, size, i) => (size > (least[i] ?? 0) && size > (best < 0 ? 0 : (widths[best] ?? 0)) ? i : best), -1);
}

function cellLines(text: string, size: number): readonly string[] {
  return wrapped(text, '', '', size);
}

/** Words from `first` on, further lines from `next` on. */
export function wrapped(text: string, first: string, next: string, columns = width): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/)) {
    if (!empty && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = next;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].map((each) => each.trimEnd());
}
