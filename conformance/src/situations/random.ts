/** Numbers that look random and are fixed by a name, so that a state is the same in every run, build and process. */
export class NamedRandom {
  #state: number;

  constructor(name: string) {
    let hash = 0x811c9dc5;
    for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
    this.#state = hash === 0 ? 1 : hash;
  }

  /** 0 to 2^32 - 1. */
  next(): number {
    // xorshift32
    let x = this.#state;
    x ^= x << 13;
    x >>>= 0;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state;
  }

  bits(count: number): bigint {
    let value = 0n;
    for (let have = 0; have < count; have += 32) value = (value << 32n) | BigInt(this.next());
    return value & ((1n << BigInt(count)) - 1n);
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.next() & 0xff);
  }

  /** Inclusive on both ends. */
  between(low: bigint, high: bigint): bigint {
    return high <= low ? low : low + (this.bits(64) % (high - low + 1n));
  }
}
