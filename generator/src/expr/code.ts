/** Pieces of printed TypeScript with what is needed to put them together: how strongly they bind, and their type. */
import type { Interval } from './range.js';

/** JavaScript's precedences, as far as printed expressions use them. */
export const binds = {
  primary: 20,
  unary: 15,
  power: 14,
  times: 13,
  plus: 12,
  shift: 11,
  relation: 10,
  equality: 9,
  bitAnd: 8,
  bitOr: 6,
  and: 5,
  or: 4,
  conditional: 2,
} as const;

export interface Code {
  readonly text: string;
  readonly binds: number;
}

/** An integer: `number` in memory unless `big`; a literal can be either. */
export interface IntCode extends Code {
  readonly range: Interval;
  readonly big: boolean;
  readonly literal?: bigint;
}

export const primary = (text: string): Code => ({ text, binds: binds.primary });

/** In brackets unless it binds at least as strongly as `least`. */
export const wrap = (code: Code, least: number): string => (code.binds >= least ? code.text : `(${code.text})`);

/** `a op b`, left-associative. */
export const infix = (left: Code, op: string, right: Code, level: number): Code => ({
  text: `${wrap(left, level)} ${op} ${wrap(right, level + 1)}`,
  binds: level,
});

/** A single-quoted string literal; nothing in `value` can end it or the line. */
export function quote(value: string): string {
  const escaped = value.replace(/[\\'\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu, (character) => {
    if (character === '\\' || character === "'") return `\\${character}`;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `'${escaped}'`;
}

/** `.name`, or `['na-me']` where the name is no identifier. */
export const member = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${quote(name)}]`);
