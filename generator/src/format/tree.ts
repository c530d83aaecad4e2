/** A spec file as it will be printed: what it says, with its comments and blank lines, and nothing of how it was laid out. */
export type Node = Scalar | Block | Collection;

/** One value on one line, quotes included; empty for nothing. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly text: string;
}

/** A `|` or `>` text: its lines without their indentation. */
export interface Block {
  readonly kind: 'block';
  readonly header: string;
  readonly lines: readonly string[];
}

export interface Collection {
  readonly kind: 'map' | 'list';
  /** Written in brackets. */
  readonly flow: boolean;
  readonly entries: readonly Entry[];
  /** Lines below the last entry. */
  readonly end: readonly string[];
}

export interface Entry {
  /** Comment lines above; an empty one is a blank line. */
  readonly before: readonly string[];
  /** Of a map's entry, quotes included. */
  readonly key?: string;
  readonly value: Node;
  /** At the end of the entry's first line. */
  readonly comment?: string;
}

export interface Tree {
  /** Lines above everything: they stay there when the first key goes elsewhere. */
  readonly header: readonly string[];
  readonly root: Node;
  /** Lines below everything. */
  readonly end: readonly string[];
}

/** Whether a comment or a blank line stands inside: brackets on one line cannot hold it. */
export function holdsComments(node: Node): boolean {
  if (node.kind === 'scalar' || node.kind === 'block') return false;
  return (
    node.end.some((line) => line !== '') ||
    node.entries.some(
      ({ before, comment, value }) =>
        comment !== undefined || before.some((line) => line !== '') || holdsComments(value) || value.kind === 'block',
    )
  );
}
