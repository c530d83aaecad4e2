/** Everything from a spec that reaches Markdown passes through here: it stays text, on one line or in its block. */
import { escapeInvisible } from '../escape.js';

/** Running text on one line. What the author put between backticks is code; everything else means itself. */
export function inline(text: string): string {
  return pieces(text, (code) => code);
}

/** The same in a table: a bar would end the cell, in code too. */
export function tableCell(text: string): string {
  return pieces(text, barsEscaped);
}

function pieces(text: string, codeOf: (code: string) => string): string {
  return oneLine(text)
    .split(/(`[^`]+`)/)
    .map((piece, index) => (index % 2 === 1 ? codeOf(piece) : escaped(piece)))
    .join('');
}

/** Paragraphs: an empty line parts them. */
export function prose(text: string): string {
  return text
    .split(/(?:\r\n|[\n\r\u2028\u2029])[^\S\n]*(?:\r\n|[\n\r\u2028\u2029])+/)
    .map((paragraph) => blockStart(inline(paragraph)))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** Code in running text that `inline` or `tableCell` is still to quote. */
export function codeIn(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** A code span. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = line === '' || longest > 0 || /^ | $/.test(line) ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** A code span in a table: a bar would end the cell. */
export function tableCode(text: string): string {
  return barsEscaped(codeSpan(text));
}

/** Tables have no way to write a backslash before a bar in code: a space parts them. */
function barsEscaped(code: string): string {
  return code.replace(/\\(?=\|)/g, '\\ ').replaceAll('|', '\\|');
}

/** A block of code that its content cannot end. `language` is ours, never the author's. */
export function fencedBlock(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => escapeInvisible(line.replace(/\p{Cc}/gu, ' ').trimEnd()));
  return `${fence}${language}\n${lines.join('\n')}\n${fence}`;
}

/** A relative path or an anchor as the target of a link. */
export function linkTarget(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/').replace(/^%23/, '#').replaceAll('(', '%28').replaceAll(')', '%29');
}

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  const plain = heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '');
  return `#${plain.replaceAll(' ', '-')}`;
}

function oneLine(text: string): string {
  return escapeInvisible(text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim());
}

/** What GitHub would take for an address and make a link of: most often the name of a build. */
const address = /([\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\+[\w.-]*\w)?)/;

/** Signs that mean something to Markdown, to HTML, or to a site generator that fills in `{{ }}` or `$ $`. */
function escaped(text: string): string {
  return text
    .split(address)
    .map((piece, index) => (index % 2 === 1 ? `\`${piece}\`` : signsEscaped(piece)))
    .join('');
}

function signsEscaped(text: string): string {
  return text
    .replace(/[\\`*[\]<>|~{}$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '&amp;');
}

/** What would begin a heading, a list, a quotation or a rule at the start of a line. */
function blockStart(line: string): string {
  return line.replace(/^([#+=-])/, '\\$1').replace(/^(\d+)([.)])/, '$1\\$2');
}
