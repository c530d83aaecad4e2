/** What a printed expression is, before it is known where it goes. */
import type { Interval } from '../../expr/range.js';

/** Texts bind as strongly as a name: what is compound is in brackets. */
export type Value =
  | { readonly kind: 'bool'; readonly text: string }
  | IntValue
  | WideValue
  /** A value of an enum of the description, by the enum's id; `names` gives the id of each name in the spec. */
  | { readonly kind: 'enum'; readonly text: string; readonly enum: KnownEnum }
  | { readonly kind: 'string'; readonly text: string; readonly literal?: string };

/** An integer that every language holds exactly, JavaScript too: at most 53 bits. Literals may be longer. */
export interface IntValue {
  readonly kind: 'int';
  readonly text: string;
  readonly range: Interval;
  readonly literal?: bigint;
}

/** A 64-bit integer as its halves, because Kaitai's JavaScript reads 64 bits as a rounded number. */
export interface WideValue {
  readonly kind: 'wide';
  readonly hi: string;
  readonly lo: string;
  readonly signed: boolean;
}

export interface KnownEnum {
  readonly id: string;
  /** Name in the spec → id of the value. */
  readonly names: ReadonlyMap<string, string>;
}

/** Kaitai's expression language has no words for it, or some language would compute something else. */
export class Unprintable extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'Unprintable';
  }
}

export const bool = (text: string): Value => ({ kind: 'bool', text });

export function literal(value: bigint): IntValue {
  return { kind: 'int', text: value < 0n ? `(${value})` : String(value), range: { min: value, max: value }, literal: value };
}

/** `_`, when it is 64 bits. */
export function whole(signed: boolean): WideValue {
  return { kind: 'wide', hi: '_.hi', lo: '_.lo', signed };
}

/** Without the brackets around the whole. */
export function bare(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"' && text[at - 1] !== '\\') quoted = !quoted;
    if (quoted) continue;
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (depth === 0 && at < text.length - 1) return text;
  }
  return text.slice(1, -1);
}
