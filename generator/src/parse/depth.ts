import { Lexer } from 'yaml';

/**
 * Whether a text may nest deeper than `limit`, before it is composed: the YAML library recurses once a level, and a file of
 * a million brackets would end the process. Linear. Text inside block scalars can count as nesting of blocks, which takes
 * that many steps of ever deeper indentation.
 */
export function nestsDeeper(text: string, limit: number): boolean {
  return blockDepth(text, limit) > limit || (brackets(text) > limit && flowDepth(text, limit) > limit);
}

/** Levels of indentation, with the entries that start on one line (`- - a`). */
function blockDepth(text: string, limit: number): number {
  const columns: number[] = [];
  let deepest = 0;
  for (const line of text.matchAll(/^([ ]*)((?:[-?:][ ]+)*)(?=\S)/gm)) {
    const indent = line[1]?.length ?? 0;
    while (columns.length > 0 && (columns.at(-1) ?? 0) >= indent) columns.pop();
    columns.push(indent);
    const entries = line[2] ?? '';
    for (let at = 0; at < entries.length && columns.length <= limit; at++) if (entries[at] !== ' ') columns.push(indent + at + 1);
    deepest = Math.max(deepest, columns.length);
    if (deepest > limit) break;
  }
  return deepest;
}

/** Opening brackets of any kind: a file that has few cannot nest deep, and needs no second look. */
function brackets(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) count++;
  }
  return count;
}

/** Brackets that YAML reads as such. */
function flowDepth(text: string, limit: number): number {
  let depth = 0;
  let deepest = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    deepest = Math.max(deepest, depth);
    if (deepest > limit) break;
  }
  return deepest;
}
