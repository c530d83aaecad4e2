import { MigspecError } from '../../errors.js';
import { encodeText } from './text.js';

/** Collects one record's payload; a value that its field cannot hold is STATE_INVALID. */
export class PayloadWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  #reserve(length: number): number {
    const at = this.#length;
    const needed = at + length;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    this.#length = needed;
    return at;
  }

  /** An integer of `bits` bits, `number` up to 32 and `bigint` for 64. */
  int(bits: 8 | 16 | 32 | 64, signed: boolean, value: unknown, what: string): void {
    const exact = typeof value === 'bigint' ? bits === 64 : typeof value === 'number' && bits < 64 && Number.isInteger(value);
    const wide = exact ? BigInt(value as bigint | number) : 0n;
    if (!exact || (signed ? BigInt.asIntN(bits, wide) : BigInt.asUintN(bits, wide)) !== wide) {
      const type = `${signed ? 'i' : 'u'}${bits}`;
      throw new MigspecError('STATE_INVALID', `${what} is no ${type}`, {
        have: String(value),
        want: bits === 64 ? `${type} as bigint` : type,
      });
    }
    const at = this.#reserve(bits / 8);
    if (bits === 8) this.#view.setUint8(at, Number(wide));
    else if (bits === 16) this.#view.setUint16(at, Number(wide));
    else if (bits === 32) this.#view.setUint32(at, Number(wide));
    else this.#view.setBigUint64(at, wide);
  }

  u8(value: number, what: string): void {
    this.int(8, false, value, what);
  }

  u16(value: number, what: string): void {
    this.int(16, false, value, what);
  }

  u32(value: number, what: string): void {
    this.int(32, false, value, what);
  }

  text8(text: string, what: string): void {
    const bytes = encodeText(text, 0xff, what);
    this.u8(bytes.length, what);
    this.bytes(bytes);
  }

  text16(text: string, what: string): void {
    const bytes = encodeText(text, 0xffff, what);
    this.u16(bytes.length, what);
    this.bytes(bytes);
  }

  name8(text: string, what: string): void {
    if (text === '') throw new MigspecError('STATE_INVALID', `the ${what} is empty`);
    this.text8(text, what);
  }

  bytes(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    this.#bytes.set(bytes, at);
  }

  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
