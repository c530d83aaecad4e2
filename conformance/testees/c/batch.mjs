// Talks to `testee --batch` (batch.h): payloads in, codes and encoded bytes out, many at a time.
import { spawn } from 'node:child_process';
import { Cursor, MigspecError, runtimeCodes } from '@migspec/runtime';

export class Batch {
  #child;
  #answers;
  #ended;
  #pending = Buffer.alloc(0);

  constructor(testee) {
    this.#child = spawn(testee, ['--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#ended = new Promise((done) => {
      this.#child.on('close', (code, signal) => done(signal ?? code));
    });
    this.#child.stdin.on('error', () => undefined);
    this.#answers = this.#child.stdout[Symbol.asyncIterator]();
  }

  /** `about`: model, build, section, params and facts, as a testee is told them. Payloads are `{ version, bytes }`. */
  send(about, payloads) {
    const request = Buffer.from(JSON.stringify({ op: 'decode', ...about }));
    const parts = payloads.flatMap(({ version, bytes }) => [u32(version, bytes.length), bytes]);
    this.#child.stdin.write(Buffer.concat([u32(request.length), request, u32(payloads.length), ...parts]));
  }

  /** The answer to the next payload: the codes of decoding and of encoding again (0: fine), and the bytes. */
  async next() {
    const head = await this.#take(12);
    const [decode, encode] = [head.readUInt32BE(0), head.readUInt32BE(4)];
    return { decode, encode, bytes: await this.#take(head.readUInt32BE(8)) };
  }

  /** Exit code or signal. */
  end() {
    this.#child.stdin.end();
    return this.#ended;
  }

  async #take(length) {
    const parts = [this.#pending];
    let have = this.#pending.length;
    while (have < length) {
      const { value, done } = await this.#answers.next();
      if (done) throw new Error(`the testee ended: ${await this.#ended}`);
      parts.push(value);
      have += value.length;
    }
    const all = parts.length === 1 ? this.#pending : Buffer.concat(parts);
    this.#pending = all.subarray(length);
    return all.subarray(0, length);
  }
}

function u32(...numbers) {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, index) => {
    bytes.writeUInt32BE(number, 4 * index);
  });
  return bytes;
}

const none = new Uint8Array();

/** What the generated TypeScript makes of a payload, in the same form; `others`: variables of other sections that it looks at. */
export function reference(section, env, version, payload, others = {}) {
  // The codec keeps views of what it reads.
  const cursor = new Cursor(Uint8Array.from(payload));
  cursor.begin(section.id);
  let state;
  try {
    if (version < section.minimum || version > section.version) throw cursor.error('SECTION_VERSION_REFUSED', '', 0);
    state = { ...others, ...section.decode(cursor, env, version) };
    if (cursor.offset !== cursor.end) throw cursor.error('TRAILING_BYTES', '', cursor.offset);
  } catch (error) {
    return { decode: codeOf(error), encode: 0, bytes: none };
  }
  try {
    const bytes = new Uint8Array(section.size(state, env));
    section.encode(state, new Cursor(bytes), env);
    return { decode: 0, encode: 0, bytes };
  } catch (error) {
    return { decode: 0, encode: codeOf(error), bytes: none };
  }
}

export function sameAnswer(a, b) {
  return a.decode === b.decode && a.encode === b.encode && Buffer.compare(a.bytes, b.bytes) === 0;
}

const names = new Map(Object.entries(runtimeCodes).map(([name, [number]]) => [number, name]));

/** One line: what became of the payload. */
export function answerText({ decode, encode, bytes }) {
  if (decode !== 0) return names.get(decode) ?? `code ${decode}`;
  return encode === 0 ? `${bytes.length} bytes` : `read, then ${names.get(encode) ?? `code ${encode}`}`;
}

function codeOf(error) {
  if (error instanceof MigspecError) return runtimeCodes[error.code][0];
  throw error;
}
