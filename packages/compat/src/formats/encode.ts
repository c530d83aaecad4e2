/**
 * Names inside names with few characters: everything else is written `_` and two hex digits a byte, and what is then too long
 * is a hash, which reads back as `h.` and the hash and is written the same again.
 */
import { createHash } from 'node:crypto';

export interface Alphabet {
  /** One character that stands for itself. */
  readonly plain: RegExp;
  readonly upper: boolean;
}

export const labelAlphabet: Alphabet = { plain: /^[A-Za-z0-9.-]$/, upper: false };
/** Lower-case letters stand in upper case; letters that are upper-case are written as bytes. */
export const traitAlphabet: Alphabet = { plain: /^[a-z0-9]$/, upper: true };

const hashed = /^h\.[0-9a-f]{24}$/;

/** `most`: characters of the result, at least 32. */
export function encodeName(name: string, alphabet: Alphabet, most: number): string {
  const done = hashed.test(name) ? undefined : escaped(name, alphabet);
  if (done !== undefined && done.length <= most) return done;
  const hash = hashName(name).slice(2);
  return alphabet.upper ? `_H${hash.toUpperCase()}` : `_h${hash}`;
}

/** What a name that is too long reads back as: `h.` and 96 bits of its SHA-256. */
export function hashName(name: string): string {
  return hashed.test(name) ? name : `h.${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
}

function escaped(name: string, { plain, upper }: Alphabet): string {
  let out = '';
  let at = 0;
  for (const character of name) {
    at += character.length;
    // What ends a label is a letter or a digit.
    if (plain.test(character) && (at < name.length || /[A-Za-z0-9]/.test(character))) out += upper ? character.toUpperCase() : character;
    else for (const byte of Buffer.from(character)) out += `_${hex(byte, upper)}`;
  }
  return out;
}

function hex(byte: number, upper: boolean): string {
  const digits = byte.toString(16).padStart(2, '0');
  return upper ? digits.toUpperCase() : digits;
}

/** Undefined for what `encodeName` never writes. */
export function decodeName(text: string, alphabet: Alphabet): string | undefined {
  const hash = (alphabet.upper ? /^_H([0-9A-F]{24})$/ : /^_h([0-9a-f]{24})$/).exec(text)?.[1];
  if (hash !== undefined) return `h.${hash.toLowerCase()}`;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character !== '_') {
      if (!(alphabet.upper ? /^[A-Z0-9]$/ : alphabet.plain).test(character)) return undefined;
      bytes.push(...Buffer.from(alphabet.upper ? character.toLowerCase() : character));
      continue;
    }
    const digits = text.slice(at + 1, at + 3);
    if (!(alphabet.upper ? /^[0-9A-F]{2}$/ : /^[0-9a-f]{2}$/).test(digits)) return undefined;
    bytes.push(Number.parseInt(digits, 16));
    at += 2;
  }
  try {
    const name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
    return encodeName(name, alphabet, Number.POSITIVE_INFINITY) === text ? name : undefined;
  } catch {
    return undefined;
  }
}
