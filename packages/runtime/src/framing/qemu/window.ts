import { type ErrorDetails, MigspecError, type RuntimeCode } from '../../errors.js';
import type { StreamSource } from './source.js';

/**
 * The part of a stream that is in memory: one buffer, refilled as the position moves on. Hot loops take `u8`, `view` and
 * `pos` after `need()` and write `pos` back; the next `need()` may move everything.
 */
export class Window {
  u8: Uint8Array;
  view: DataView;
  /** Next byte, an index into `u8`. */
  pos: number;
  /** Index behind the last byte in memory. */
  limit: number;
  private readonly source: StreamSource;
  /** The window's own part of `u8`; the rest may be somebody else's. */
  private from: number;
  private to: number;
  /** `pos` + `shift` is the position in the stream. */
  private shift: number;

  /** Uses `memory[from, to)`. */
  constructor(source: StreamSource, memory: Uint8Array, from = 0, to: number = memory.length) {
    this.source = source;
    this.u8 = memory;
    this.view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
    this.from = from;
    this.to = to;
    this.pos = from;
    this.limit = from;
    this.shift = -from;
  }

  /** A window on bytes that are in memory as a whole. */
  static over(bytes: Uint8Array): Window {
    const window = new Window({ size: bytes.length, read: () => 0 }, bytes);
    window.limit = bytes.length;
    return window;
  }

  /** Position in the stream. */
  get offset(): number {
    return this.pos + this.shift;
  }

  /** Bytes from here to the end of the stream. */
  get left(): number {
    return this.source.size - this.pos - this.shift;
  }

  /** Makes the next `count` bytes contiguous at `pos`; `what` names them in the error. */
  need(count: number, what: string): void {
    if (this.limit - this.pos < count) this.refill(count, what);
  }

  private refill(count: number, what: string): void {
    if (count > this.left)
      throw this.error('TRUNCATED', `the stream ends inside ${what}`, { have: `${this.left} bytes`, want: `${count} bytes` });
    const rest = this.limit - this.pos;
    const shift = this.offset;
    if (count > this.to - this.from) {
      const memory = new Uint8Array(Math.max(count, 2 * (this.to - this.from)));
      memory.set(this.u8.subarray(this.pos, this.limit));
      this.u8 = memory;
      this.view = new DataView(memory.buffer);
      this.from = 0;
      this.to = memory.length;
    } else {
      this.u8.copyWithin(this.from, this.pos, this.limit);
    }
    this.pos = this.from;
    this.limit = this.from + rest;
    this.shift = shift - this.from;
    while (this.limit - this.pos < count) {
      const got = this.source.read(this.u8, this.limit, this.to - this.limit, this.limit + this.shift);
      if (got <= 0) throw this.error('TRUNCATED', `the stream ends inside ${what}`);
      this.limit += got;
    }
  }

  /** Goes on by `count` bytes, handing them over in pieces as they lie in memory; without `take` they are not even read. */
  pass(count: number, what: string, take?: (bytes: Uint8Array, from: number, to: number) => void): void {
    if (count > this.left)
      throw this.error('TRUNCATED', `the stream ends inside ${what}`, { have: `${this.left} bytes`, want: `${count} bytes` });
    let rest = count;
    while (rest > 0) {
      if (take !== undefined || this.limit > this.pos) this.need(1, what);
      const here = Math.min(rest, this.limit - this.pos);
      if (take !== undefined) take(this.u8, this.pos, this.pos + here);
      this.pos += here;
      rest -= here;
      if (take === undefined && rest > 0) {
        this.shift = this.offset + rest - this.from;
        this.pos = this.from;
        this.limit = this.from;
        rest = 0;
      }
    }
  }

  /** The next byte without taking it, or undefined at the end. */
  peek(): number | undefined {
    if (this.left === 0) return undefined;
    this.need(1, 'a record');
    return this.u8[this.pos];
  }

  byte(what: string): number {
    this.need(1, what);
    return this.view.getUint8(this.pos++);
  }

  be16(what: string): number {
    this.need(2, what);
    const value = this.view.getUint16(this.pos);
    this.pos += 2;
    return value;
  }

  be32(what: string): number {
    this.need(4, what);
    const value = this.view.getUint32(this.pos);
    this.pos += 4;
    return value;
  }

  /** A 64-bit number that is exact as a `number`, else LIMIT_EXCEEDED. */
  be64(what: string): number {
    this.need(8, what);
    const high = this.view.getUint32(this.pos);
    if (high >= 0x20_0000) throw this.error('LIMIT_EXCEEDED', `${what} is above 2^53`, { have: `0x${high.toString(16)}00000000` });
    const value = high * 0x1_0000_0000 + this.view.getUint32(this.pos + 4);
    this.pos += 8;
    return value;
  }

  /** One length byte and that many characters. */
  shortText(what: string): string {
    return this.text(this.byte(what), what);
  }

  /** `length` printable ASCII characters; anything else is RECORD_INVALID, so that a name may be printed as it is. */
  text(length: number, what: string): string {
    this.need(length, what);
    const { u8, pos } = this;
    let text = '';
    for (let i = 0; i < length; i++) {
      const char = u8[pos + i] ?? 0;
      if (char < 0x20 || char > 0x7e) {
        this.pos = pos + i;
        throw this.error('RECORD_INVALID', `${what} holds a byte that is not printable ASCII`, { have: `0x${char.toString(16)}` });
      }
      text += String.fromCharCode(char);
    }
    this.pos = pos + length;
    return text;
  }

  /** An error to throw, with the current position, or the one in `details`. */
  error(code: RuntimeCode, message: string, details: ErrorDetails = {}): MigspecError {
    const offset = details.offset ?? this.offset;
    return new MigspecError(code, `${message} (offset 0x${offset.toString(16)})`, { ...details, offset });
  }
}
