import { type ErrorDetails, MigspecError, type RuntimeCode } from './errors.js';

/** The fields of a run that is checked by one comparison: name and bytes of each, in wire order. */
export type Run = readonly (readonly [field: string, bytes: number])[];

/**
 * Position in a run of bytes. Codecs hoist `u8`, `view` and `end` into locals and keep `offset` up to date across calls.
 * What a codec decodes may be views of `u8`: the bytes must not change afterwards.
 */
export class Cursor {
  // `declare`: the constructor sets every field once, in this order; a class field would be written twice.
  declare readonly u8: Uint8Array;
  declare readonly view: DataView;
  /** Next byte, from the start of `u8`. */
  declare offset: number;
  /** First byte that is not ours. */
  declare end: number;
  /** First byte of the payload: offsets of errors count from here. */
  declare start: number;
  /** The section that is being read or written, for errors. */
  declare section: string;
  /** Optional subsections that were skipped, and known ones that did not come; made when needed. */
  declare dropped: string[] | undefined;
  declare absent: string[] | undefined;

  constructor(u8: Uint8Array, offset = 0, end: number = u8.length) {
    this.u8 = u8;
    this.view = new DataView(u8.buffer, u8.byteOffset, u8.byteLength);
    this.offset = offset;
    this.end = end;
    this.start = offset;
    this.section = '';
    this.dropped = undefined;
    this.absent = undefined;
  }

  /** Names the section whose payload begins here. Returns the offset. */
  begin(section: string): number {
    this.section = section;
    this.start = this.offset;
    return this.offset;
  }

  /** Passes over `bytes` bytes that must be there. Returns where they begin. Error: TRUNCATED. */
  take(bytes: number): number {
    const { offset } = this;
    if (this.end - offset < bytes) throw this.error('TRUNCATED', '', offset, this.end - offset, bytes);
    this.offset = offset + bytes;
    return offset;
  }

  /**
   * Reads the marker (u8) in front of an element of a list that has `have` elements so far: whether another follows. Errors:
   * TRUNCATED, MARKER_INVALID, COUNT_TOO_LARGE above `capacity` elements.
   */
  anotherElement(have: number, capacity: number, more: number, end: number): boolean {
    const at = this.take(1);
    const marker = this.view.getUint8(at);
    if (marker === end) return false;
    if (marker !== more) throw this.error('MARKER_INVALID', '', at, marker, `${more} or ${end}`);
    if (have >= capacity) throw this.error('COUNT_TOO_LARGE', '', at, have + 1, capacity);
    return true;
  }

  /** An error about the field at `offset` (from the start of `u8`); the caller throws it. */
  error(code: RuntimeCode, field: string, offset: number, have?: unknown, want?: unknown): MigspecError {
    const details: ErrorDetails = {
      section: this.section,
      field,
      offset: offset - this.start,
      ...(have === undefined ? {} : { have: String(have) }),
      ...(want === undefined ? {} : { want: String(want) }),
    };
    return new MigspecError(code, message(code, details), details);
  }

  /** The bytes end inside the run that begins at `offset`: names the field in which they do. */
  truncated(run: Run, offset: number): MigspecError {
    let at = offset;
    for (const [field, bytes] of run) {
      if (at + bytes > this.end) return this.error('TRUNCATED', field, at, this.end - at, bytes);
      at += bytes;
    }
    return this.error('TRUNCATED', run.at(-1)?.[0] ?? '', at);
  }

  /** The bytes end inside an array of `count` elements of `bytes` bytes each. */
  truncatedArray(field: string, offset: number, count: number, bytes: number): MigspecError {
    const whole = Math.max(0, Math.floor((this.end - offset) / bytes));
    const at = offset + whole * bytes;
    return this.error('TRUNCATED', `${field}[${whole}]`, at, `${this.end - offset} bytes`, `${count} elements of ${bytes}`);
  }

  /** An optional subsection that this build does not know. */
  noteDropped(name: string): void {
    this.dropped ??= [];
    this.dropped.push(name);
  }

  /** A known subsection that did not come. */
  noteAbsent(name: string): void {
    this.absent ??= [];
    this.absent.push(name);
  }
}

/** The same error seen from the enclosing struct: its field path begins with `field`, or `field[index]`. */
export function within(error: unknown, field: string, index?: number): unknown {
  if (!(error instanceof MigspecError)) return error;
  const head = index === undefined ? field : `${field}[${index}]`;
  const details = { ...error.details, field: error.details.field ? `${head}.${error.details.field}` : head };
  return new MigspecError(error.code, message(error.code, details), details);
}

function message(code: RuntimeCode, details: ErrorDetails): string {
  const place = [details.section, details.field].filter((part) => part !== undefined && part !== '').join(': ');
  const have = details.have === undefined ? '' : `, have ${details.have}`;
  const want = details.want === undefined ? '' : `, want ${details.want}`;
  return `${code} ${place}${details.offset === undefined ? '' : ` at byte ${details.offset}`}${have}${want}`;
}
