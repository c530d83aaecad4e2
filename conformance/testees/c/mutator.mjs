// Payloads made out of others: what the seed says, and nothing else, decides.

/** Bytes that mean something somewhere: ends of ranges, markers, small counts. */
const telling = [0, 1, 2, 3, 4, 5, 7, 8, 0x10, 0x20, 0x40, 0x7f, 0x80, 0xfe, 0xff];

export class Mutator {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0 || 1;
  }

  /** 0 to limit - 1. */
  #below(limit) {
    // xorshift32
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state % limit;
  }

  /** Sections come at another version now and then. */
  version(known) {
    const turn = this.#below(64);
    return turn === 0 ? this.#below(8) : turn === 1 ? 0xffffffff : known;
  }

  /** One to four changes; `others` are payloads to take parts of. */
  mutate(hex, others) {
    let bytes = Buffer.from(hex, 'hex');
    const changes = 1 + this.#below(4);
    for (let change = 0; change < changes; change++) bytes = this.#change(bytes, others);
    return bytes;
  }

  /** Fields lie at the front, subsections behind a 05; the rest is mostly one long array. */
  #place(bytes) {
    if (bytes.length === 0) return 0;
    const turn = this.#below(4);
    if (turn === 0) return this.#below(bytes.length);
    if (turn === 1) {
      const found = bytes.indexOf(5, this.#below(bytes.length));
      if (found >= 0) return Math.min(bytes.length - 1, found + this.#below(40));
    }
    return this.#below(Math.min(bytes.length, turn === 2 ? 64 : 1024));
  }

  #change(bytes, others) {
    const at = this.#place(bytes);
    switch (this.#below(9)) {
      case 0:
        if (bytes.length > 0) bytes[at] ^= 1 << this.#below(8);
        return bytes;
      case 1:
      case 2:
        if (bytes.length > 0) bytes[at] = telling[this.#below(telling.length)];
        return bytes;
      case 3:
        if (bytes.length > 0) bytes[at] = this.#below(256);
        return bytes;
      case 4: {
        // A number of several bytes at an end of its range.
        const width = 2 << this.#below(3);
        bytes.fill(this.#below(2) === 0 ? 0 : 0xff, at, Math.min(bytes.length, at + width));
        return bytes;
      }
      case 5:
        return bytes.subarray(0, at);
      case 6: {
        const more = Buffer.alloc(1 + this.#below(8));
        for (let index = 0; index < more.length; index++) more[index] = telling[this.#below(telling.length)];
        return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
      }
      case 7:
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + this.#below(16)))]);
      default: {
        const other = Buffer.from(others[this.#below(others.length)], 'hex');
        const from = this.#place(other);
        const part = other.subarray(from, from + 1 + this.#below(64));
        return Buffer.concat([
          bytes.subarray(0, at),
          part,
          bytes.subarray(this.#below(2) === 0 ? at : Math.min(bytes.length, at + part.length)),
        ]);
      }
    }
  }
}
