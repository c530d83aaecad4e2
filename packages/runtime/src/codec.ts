/** What generated codecs share: names of subsections, strings, views of bytes. */
import type { Cursor } from './cursor.js';

const encoder = new TextEncoder();
// A byte order mark is text like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The bytes of a name on the wire. */
export function nameBytes(name: string): Uint8Array {
  return encoder.encode(name);
}

/** A view of `length` bytes; not a copy, and never a Buffer. */
export function bytesAt(u8: Uint8Array, offset: number, length: number): Uint8Array {
  return new Uint8Array(u8.buffer, u8.byteOffset + offset, length);
}

/** The nearest number between 0 and the capacity. */
export function countWithin(count: number, capacity: number): number {
  return Math.max(0, Math.min(count, capacity));
}

/** Whether the bytes from `from` up to `to` are all zero. */
export function zeroBytes(u8: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (u8[at] !== 0) return false;
  return true;
}

/** UTF-8 without NUL. Throws STRING_INVALID. */
export function readText(cursor: Cursor, field: string, offset: number, length: number): string {
  const bytes = bytesAt(cursor.u8, offset, length);
  if (bytes.includes(0)) throw cursor.error('STRING_INVALID', field, offset, 'NUL inside');
  try {
    return decoder.decode(bytes);
  } catch {
    throw cursor.error('STRING_INVALID', field, offset, undefined, 'UTF-8');
  }
}

/** Bytes of a string on the wire. */
export function textLength(text: string): number {
  return encoder.encode(text).length;
}

/** Writes the bytes of a string and returns how many there are. Throws STATE_INVALID. */
export function writeText(cursor: Cursor, field: string, offset: number, text: string, capacity: number): number {
  // The encoder would put U+FFFD in its place.
  if (/\p{Surrogate}/u.test(text)) throw cursor.error('STATE_INVALID', field, offset, 'half of a surrogate pair');
  const bytes = encoder.encode(text);
  if (bytes.length > capacity) throw cursor.error('STATE_INVALID', field, offset, `${bytes.length} bytes`, `at most ${capacity}`);
  if (bytes.includes(0)) throw cursor.error('STATE_INVALID', field, offset, 'NUL inside');
  cursor.u8.set(bytes, offset);
  return bytes.length;
}

/** Bytes from hex digits, two a byte; what they do not cover is zero. */
export function hexBytes(hex: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length && index * 2 < hex.length; index++)
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  return bytes;
}

/** Whether bytes are the wanted ones, where the mask has bits; a number stands for every byte. */
export function sameBytes(bytes: Uint8Array, wanted: Uint8Array | number, mask: Uint8Array | number = 255): boolean {
  for (let index = 0; index < bytes.length; index++) {
    const want = typeof wanted === 'number' ? wanted : (wanted[index] ?? 0);
    const bits = typeof mask === 'number' ? mask : (mask[index] ?? 0);
    if ((((bytes[index] ?? 0) ^ want) & bits) !== 0) return false;
  }
  return true;
}
