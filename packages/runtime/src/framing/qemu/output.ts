import { Cursor } from '../../cursor.js';
import { MigspecError } from '../../errors.js';
import type { StreamSink } from './source.js';

/** Collects what is written in one buffer and hands it on when the buffer is full. */
export class Output {
  private readonly sink: StreamSink;
  private u8: Uint8Array;
  private view: DataView;
  private from: number;
  private to: number;
  private pos: number;
  private flushed = 0;

  /** Uses `memory[from, to)`. */
  constructor(sink: StreamSink, memory: Uint8Array, from = 0, to: number = memory.length) {
    this.sink = sink;
    this.u8 = memory;
    this.view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
    this.from = from;
    this.to = to;
    this.pos = from;
  }

  /** Bytes written so far. */
  get offset(): number {
    return this.flushed + this.pos - this.from;
  }

  flush(): void {
    if (this.pos === this.from) return;
    this.sink.write(this.u8, this.from, this.pos);
    this.flushed += this.pos - this.from;
    this.pos = this.from;
  }

  private room(count: number): void {
    if (this.to - this.pos >= count) return;
    this.flush();
    if (this.to - this.from >= count) return;
    this.u8 = new Uint8Array(count);
    this.view = new DataView(this.u8.buffer);
    this.from = 0;
    this.to = count;
    this.pos = 0;
  }

  byte(value: number): void {
    this.room(1);
    this.view.setUint8(this.pos, value);
    this.pos += 1;
  }

  be16(value: number): void {
    this.room(2);
    this.view.setUint16(this.pos, value);
    this.pos += 2;
  }

  be32(value: number): void {
    this.room(4);
    this.view.setUint32(this.pos, value);
    this.pos += 4;
  }

  /** `value`: an exact integer. */
  be64(value: number): void {
    this.room(8);
    this.view.setUint32(this.pos, Math.floor(value / 0x1_0000_0000));
    this.view.setUint32(this.pos + 4, value % 0x1_0000_0000);
    this.pos += 8;
  }

  /** ASCII without a length. */
  text(text: string): void {
    this.room(text.length);
    for (let i = 0; i < text.length; i++) this.view.setUint8(this.pos++, text.charCodeAt(i));
  }

  /** One length byte and the characters. */
  shortText(text: string): void {
    if (text.length > 255) throw new MigspecError('LIMIT_EXCEEDED', `a name is longer than 255 bytes: ${text}`);
    this.byte(text.length);
    this.text(text);
  }

  /** Copies `bytes[from, to)`, within one memory without making a view. */
  bytes(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (this.pos === this.to) this.flush();
      const count = Math.min(to - at, this.to - this.pos);
      if (bytes === this.u8) this.u8.copyWithin(this.pos, at, at + count);
      else this.u8.set(bytes.subarray(at, at + count), this.pos);
      this.pos += count;
      at += count;
    }
  }

  /** Lets a codec write exactly `size` bytes; returns a view of them, good until the next write. */
  encode(size: number, write: (cursor: Cursor) => void): Uint8Array {
    this.room(size);
    const target = this.u8.subarray(this.pos, this.pos + size);
    const cursor = new Cursor(target);
    write(cursor);
    if (cursor.offset !== size) {
      throw new MigspecError('STATE_INVALID', 'a codec wrote another number of bytes than it said', {
        have: `${cursor.offset} bytes`,
        want: `${size} bytes`,
      });
    }
    this.pos += size;
    return target;
  }
}
