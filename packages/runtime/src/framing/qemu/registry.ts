import type { Cursor } from '../../cursor.js';

/** Reads and writes the payload of one section. */
export interface SectionCodec {
  /** Shown to people; the model's name. */
  readonly model?: string;
  /**
   * Reads from `cursor.offset` and leaves it behind the last byte it took; the value may hold views of the bytes. `exact`: the
   * payload is known to end at `cursor.end`; otherwise that is only where the bytes at hand end, and TRUNCATED asks for more.
   */
  decode(cursor: Cursor, exact: boolean): unknown;
  /** The section version of what `encode` writes; default: the one that was read. */
  version?(value: unknown): number;
  /** Writes exactly `size(value)` bytes. */
  encode(value: unknown, cursor: Cursor): void;
  size(value: unknown): number;
  /** What of the value is shown to people; default: all of it. */
  variables?(value: unknown): unknown;
  /** Of these bytes, how many lie in fields without a known inside; default 0. */
  opaqueBytes?(value: unknown): number;
}

/** The sections that have a model. */
export interface SectionRegistry {
  find(name: string, instance: number, version: number): SectionCodec | undefined;
}
