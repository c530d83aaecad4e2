import { MigspecError, type RuntimeCode } from '../../errors.js';
import { decodeText } from './text.js';

/** Reads one record's payload; bytes that are missing or left over make the record malformed, for its checksum has matched. */
export class PayloadReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #end: number;
  readonly #code: RuntimeCode;
  /** Next byte, from the start of the stream. */
  offset: number;

  /** `code` is what a malformed payload of this record is called. */
  constructor(bytes: Uint8Array, offset: number, end: number, code: RuntimeCode) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = end;
    this.#code = code;
    this.offset = offset;
  }

  invalid(message: string, offset: number = this.offset): MigspecError {
    return new MigspecError(this.#code, message, { offset });
  }

  #take(length: number): number {
    const at = this.offset;
    if (length > this.#end - at) throw this.invalid('the record ends inside a field');
    this.offset = at + length;
    return at;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8));
  }

  i8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  i16(): number {
    return this.#view.getInt16(this.#take(2));
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4));
  }

  i64(): bigint {
    return this.#view.getBigInt64(this.#take(8));
  }

  /** Text after its length in one byte. */
  text8(): string {
    return this.#text(this.u8());
  }

  /** Text after its length in two bytes. */
  text16(): string {
    return this.#text(this.u16());
  }

  #text(length: number): string {
    const at = this.#take(length);
    return decodeText(this.#bytes.subarray(at, at + length), at);
  }

  name8(what: string): string {
    const at = this.offset;
    const name = this.text8();
    if (name === '') throw this.invalid(`the ${what} is empty`, at);
    return name;
  }

  /** What is left, as a view into the stream; never a Buffer, whatever the stream is. */
  rest(): Uint8Array {
    const at = this.offset;
    this.offset = this.#end;
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + at, this.#end - at);
  }

  done(): void {
    if (this.offset !== this.#end) throw this.invalid('the record is longer than its fields');
  }
}
