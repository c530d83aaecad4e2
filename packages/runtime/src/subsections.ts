/** How subsections look inside a payload, in both framings. */
import { nameBytes } from './codec.js';
import type { Cursor } from './cursor.js';

const marker = 5;

/** What comes before the fields in the qemu framing: 05, name length, name, be32 version. */
export function qemuSubsectionHeader(name: string, version: number): Uint8Array {
  const bytes = nameBytes(name);
  const header = new Uint8Array(bytes.length + 6);
  header[0] = marker;
  header[1] = bytes.length;
  header.set(bytes, 2);
  new DataView(header.buffer).setUint32(bytes.length + 2, version);
  return header;
}

/**
 * Looks for a subsection at `offset`, as QEMU does: 05 and a name that is longer than the enclosing description's and
 * begins with it; anything else is not ours, and the section ends here. Moves the cursor behind the header and returns
 * the version, or -1.
 */
export function enterSubsection(cursor: Cursor, offset: number, prefix: Uint8Array): number {
  const { u8, end } = cursor;
  if (offset >= end || u8[offset] !== marker) return -1;
  const length = offset + 1 < end ? (u8[offset + 1] ?? 0) : 0;
  const after = offset + 2 + length;
  if (after > end) throw cursor.error('TRUNCATED', 'subsection name', offset + 1, end - offset - 1, length + 1);
  if (length <= prefix.length) return -1;
  for (let index = 0; index < prefix.length; index++) if (u8[offset + 2 + index] !== prefix[index]) return -1;
  if (after + 4 > end) throw cursor.error('TRUNCATED', 'subsection version', after, end - after, 4);
  cursor.offset = after + 4;
  return cursor.view.getUint32(after);
}

/** Whether the subsection at `offset` (its 05) has this name. */
export function subsectionIs(cursor: Cursor, offset: number, name: Uint8Array): boolean {
  const { u8 } = cursor;
  if (u8[offset + 1] !== name.length) return false;
  for (let index = 0; index < name.length; index++) if (u8[offset + 2 + index] !== name[index]) return false;
  return true;
}

/** The name of the subsection at `offset`, for messages. */
export function subsectionName(cursor: Cursor, offset: number): string {
  const length = cursor.u8[offset + 1] ?? 0;
  return String.fromCharCode(...cursor.u8.subarray(offset + 2, offset + 2 + length));
}

/** What comes before the fields in the native framing: u8 name length, name, u32 version, u8 flags, u32 length (filled in later). */
export function nativeSubsectionHeader(name: string, version: number, optional: boolean): Uint8Array {
  const bytes = nameBytes(name);
  const header = new Uint8Array(bytes.length + 10);
  header[0] = bytes.length;
  header.set(bytes, 1);
  new DataView(header.buffer).setUint32(bytes.length + 1, version);
  header[bytes.length + 5] = optional ? 1 : 0;
  return header;
}

/** The subsections that end a layout in the native framing: u8 count, then each with its length. */
export class NativeSubsections {
  readonly #cursor: Cursor;
  readonly #seen: string[] = [];
  #left: number;
  name = '';
  version = 0;
  optional = false;
  /** First byte behind the subsection; the cursor stands at its first field. */
  end: number;
  /** Where the subsection began. */
  at: number;

  constructor(cursor: Cursor, offset: number) {
    if (offset >= cursor.end) throw cursor.error('TRUNCATED', 'subsection count', offset, 0, 1);
    this.#cursor = cursor;
    this.#left = cursor.view.getUint8(offset);
    this.end = offset + 1;
    this.at = offset;
  }

  /** Reads the next header. Throws TRUNCATED, STRING_INVALID, RESERVED_BITS, SECTION_DUPLICATE. */
  next(): boolean {
    if (this.#left === 0) return false;
    this.#left--;
    const cursor = this.#cursor;
    const { view, end } = cursor;
    const at = this.end;
    const length = at < end ? view.getUint8(at) : 0;
    const after = at + 1 + length;
    if (at >= end || after + 9 > end) throw cursor.error('TRUNCATED', 'subsection header', at, end - at, length + 10);
    this.at = at;
    this.name = readName(cursor, at + 1, length);
    this.version = view.getUint32(after);
    const flags = view.getUint8(after + 4);
    if (flags > 1) throw cursor.error('RESERVED_BITS', `${this.name} flags`, after + 4, flags, '0 or 1');
    this.optional = flags === 1;
    const bytes = view.getUint32(after + 5);
    if (bytes > end - (after + 9)) throw cursor.error('TRUNCATED', this.name, after + 9, end - (after + 9), bytes);
    if (this.#seen.includes(this.name)) throw cursor.error('SECTION_DUPLICATE', this.name, at);
    this.#seen.push(this.name);
    this.end = after + 9 + bytes;
    cursor.offset = after + 9;
    return true;
  }
}

// A byte order mark is text like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readName(cursor: Cursor, offset: number, length: number): string {
  try {
    const name = decoder.decode(cursor.u8.subarray(offset, offset + length));
    if (name !== '' && !name.includes('\0')) return name;
  } catch {
    // Said below, as for an empty name.
  }
  throw cursor.error('STRING_INVALID', 'subsection name', offset, undefined, 'UTF-8 that is not empty');
}
