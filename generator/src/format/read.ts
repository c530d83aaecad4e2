import { type CST, Parser } from 'yaml';
import type { Style } from './style.js';
import type { Collection, Entry, Node, Tree } from './tree.js';

type Token = CST.Token;

/** Reads a file that has no findings of YAML or of shape. `style` knows what each value is, and so how it is quoted. */
export function readTree(text: string, style: Style): Tree {
  return new TreeReader().read(text, style);
}

class TreeReader {
  /** Comment lines that nothing took yet: they stand above what comes next, or below what they are as far in as. */
  #pending: Line[] = [];

  read(text: string, style: Style): Tree {
    let root: Node = { kind: 'scalar', text: '' };
    let header: readonly string[] = [];
    const outside: Token[] = [];
    for (const token of new Parser().parse(text)) {
      outside.push(token);
      if (token.type !== 'document') continue;
      this.#lines([...outside.splice(0).slice(0, -1), ...token.start]);
      header = this.#header();
      root = this.#node(token.value, style);
      outside.push(...(token.end ?? []));
    }
    this.#lines(outside);
    return { header, root, end: this.#taken() };
  }

  /**
   * What stands at the top is about the file: down to the last blank line above the first key, or, where none follows it, a
   * licence.
   */
  #header(): readonly string[] {
    const licence = this.#pending.findLastIndex(({ text }) => isLicence.test(text)) + 1;
    const end = Math.max(this.#pending.lastIndexOf(blank) + 1, licence);
    return this.#pending.splice(0, end).map(({ text }) => text);
  }

  #node(token: Token | null | undefined, style: Style): Node {
    switch (token?.type) {
      case 'block-map':
      case 'block-seq':
        return this.#block(token, style);
      case 'flow-collection':
        return this.#flow(token, style);
      case 'block-scalar':
        return this.#blockScalar(token, style);
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        return { kind: 'scalar', text: style.scalar(token.source) };
      default:
        return { kind: 'scalar', text: '' };
    }
  }

  #block(token: CST.BlockMap | CST.BlockSequence, style: Style): Collection {
    const entries: Entry[] = [];
    const map = token.type === 'block-map';
    for (const item of token.items) {
      if (isEntry(item)) entries.push(this.#entry(item, style, entries.length, map));
      else this.#lines(item.start);
    }
    const end = this.#taken(token.indent);
    return { kind: map ? 'map' : 'list', flow: false, entries: map ? ordered(entries, style) : entries, end };
  }

  #entry(item: CST.CollectionItem, style: Style, index: number, map: boolean): Entry {
    this.#lines(item.start);
    const before = this.#taken();
    const head = this.#restOfLine(item.sep ?? []);
    const within = item.value?.type === 'block-map' || item.value?.type === 'block-seq';
    if (!within) before.push(...this.#taken());
    const value = this.#node(item.value, map ? style.entry(index) : style.item(index));
    const tail = this.#restOfLine(endOf(item.value));
    if (head !== undefined && tail !== undefined) before.push(head);
    const comment = tail ?? head;
    return {
      before,
      ...(map ? { key: style.key(index, sourceOf(item.key)) } : {}),
      value,
      ...(comment === undefined ? {} : { comment }),
    };
  }

  #flow(token: CST.FlowCollection, style: Style): Collection {
    const map = token.start.source === '{';
    const entries: Entry[] = [];
    for (const item of token.items) {
      // What stands behind a comma, on the same line, is about the entry before it.
      const behind = this.#restOfLine(item.start);
      const last = entries.at(-1);
      if (behind !== undefined && last !== undefined && last.comment === undefined)
        entries[entries.length - 1] = { ...last, comment: behind };
      else if (behind !== undefined) this.#pending.unshift({ text: behind, column: 0 });
      if (isEntry(item)) entries.push(this.#entry({ ...item, start: [] }, style, entries.length, map));
    }
    const commented = entries.map((entry) => ({ ...entry, before: entry.before.filter((line) => line !== '') }));
    return {
      kind: map ? 'map' : 'list',
      flow: true,
      entries: map ? ordered(commented, style) : commented,
      end: this.#taken().filter(Boolean),
    };
  }

  /** The lines keep how they are indented against each other. */
  #blockScalar(token: CST.BlockScalar, style: Style): Node {
    const header = token.props.flatMap((prop) => (prop.type === 'block-scalar-header' ? [prop.source] : [])).join('');
    const lines = token.source.replace(/\n$/, '').split('\n');
    const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
    if (/[\d+]/.test(header) || indents.length === 0) return { kind: 'scalar', text: style.blockText() };
    const indent = Math.min(...indents);
    while (lines.at(-1)?.trim() === '') {
      lines.pop();
      this.#pending.push(blank);
    }
    return { kind: 'block', header, lines: lines.map((line) => line.slice(indent)) };
  }

  /** The comment before the line ends; whole lines after that are pending. */
  #restOfLine(tokens: readonly Token[]): string | undefined {
    const newline = tokens.findIndex(({ type }) => type === 'newline');
    const comment = (newline < 0 ? tokens : tokens.slice(0, newline)).find(({ type }) => type === 'comment');
    if (newline >= 0) this.#lines(tokens.slice(newline + 1));
    return comment === undefined ? undefined : sourceOf(comment).trimEnd();
  }

  /** Whole lines: comments, and blank ones. */
  #lines(tokens: readonly Token[]): void {
    let empty = true;
    for (const token of tokens) {
      if (token.type === 'comment') this.#pending.push({ text: token.source.trimEnd(), column: token.indent });
      else if (token.type === 'newline' && empty) this.#pending.push(blank);
      empty = token.type === 'newline' || (empty && token.type === 'space');
    }
  }

  /** Those that are at least so far in, from the first that is not on, the rest stays; with the blank lines above each. */
  #taken(column = 0): string[] {
    const out = this.#pending.findIndex((line) => line !== blank && line.column < column);
    const last =
      out < 0 && column === 0
        ? this.#pending.length
        : this.#pending.slice(0, out < 0 ? undefined : out).findLastIndex((line) => line !== blank) + 1;
    return this.#pending.splice(0, last).map(({ text }) => text);
  }
}

interface Line {
  readonly text: string;
  readonly column: number;
}

const blank: Line = { text: '', column: 0 };

const isLicence = /SPDX-License-Identifier|copyright|\blicen[cs]e/i;

/** Not only comments. */
function isEntry({ start, key, sep, value }: CST.CollectionItem): boolean {
  return key !== undefined || sep !== undefined || value !== undefined || start.some(({ type }) => type === 'seq-item-ind');
}

/** In the order of the shape; names of the author's stay where they are. */
function ordered(entries: readonly Entry[], style: Style): readonly Entry[] {
  return entries
    .map((entry, index) => ({ entry, rank: style.rank(index) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}

function sourceOf(token: Token | null | undefined): string {
  return token !== null && token !== undefined && 'source' in token ? token.source : '';
}

function endOf(token: Token | null | undefined): readonly Token[] {
  if (token?.type === 'block-scalar') return token.props.filter((prop) => prop.type === 'comment');
  return token !== null && token !== undefined && 'end' in token && Array.isArray(token.end) ? token.end : [];
}
