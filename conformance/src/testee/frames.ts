/** Messages on a pipe: four bytes of length, big-endian, then so many bytes of UTF-8 JSON. */
import { longestMessage } from './protocol.js';

/** Throws RangeError for a message that is too long. */
export function frame(message: unknown): Buffer {
  const text = JSON.stringify(message);
  const length = Buffer.byteLength(text);
  if (length > longestMessage) throw new RangeError(`a message of ${length} bytes`);
  const bytes = Buffer.allocUnsafe(4 + length);
  bytes.writeUInt32BE(length);
  bytes.write(text, 4);
  return bytes;
}

/** A stream that is no stream of messages. */
export class FrameError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'FrameError';
  }
}

/** Puts chunks together and takes messages out. A length is judged before its bytes have come. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #have = 0;
  #want: number | undefined;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#have += chunk.length;
  }

  /** Bytes of a message that has begun. */
  get rest(): number {
    return this.#have + (this.#want === undefined ? 0 : 4);
  }

  /** The next whole message, or undefined. Throws FrameError. */
  next(): unknown {
    if (this.#want === undefined) {
      if (this.#have < 4) return undefined;
      this.#want = this.#take(4).readUInt32BE();
      if (this.#want > longestMessage)
        throw new FrameError(`a message says that it has ${this.#want} bytes; at most ${longestMessage} are allowed`);
    }
    if (this.#have < this.#want) return undefined;
    const text = this.#take(this.#want).toString('utf8');
    this.#want = undefined;
    try {
      return JSON.parse(text) ?? null;
    } catch {
      throw new FrameError(`a message is no JSON: ${JSON.stringify(text.slice(0, 80))}`);
    }
  }

  #take(length: number): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && first.length >= length) {
      this.#have -= length;
      if (first.length === length) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(length);
      return first.subarray(0, length);
    }
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all.subarray(length)];
    this.#have -= length;
    return all.subarray(0, length);
  }
}
