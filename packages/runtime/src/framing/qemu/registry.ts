import type { Cursor } from '../../cursor.js';

/** Reads and writes the payload of one section. */
export interface SectionCodec {
  /** Reads from `cursor.offset` and leaves it behind the last byte it took. The value may hold views of the bytes. */
  decode(cursor: Cursor): unknown;
  /** Writes exactly `size(value)` bytes. */
  encode(value: unknown, cursor: Cursor): void;
  size(value: unknown): number;
  /** Of these bytes, how many lie in fields without a known inside; default 0. */
  opaqueBytes?(value: unknown): number;
}

/** The sections that have a model. */
export interface SectionRegistry {
  find(name: string, instance: number, version: number): SectionCodec | undefined;
}
