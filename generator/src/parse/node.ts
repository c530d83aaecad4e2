import type { Span } from '../text/source.js';

/** A YAML file as plain nodes: no anchors, tags or styles left, every node with its place. */
export type YamlNode = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly span: Span;
  readonly entries: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
}

export interface ListNode {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly YamlNode[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly span: Span;
  /** Integers are `bigint`, so nothing is lost. */
  readonly value: string | bigint | number | boolean | null;
  /** As written, without quotes. */
  readonly written: string;
  readonly quoted: boolean;
}
