/** A disk's part: it keeps what is written until it is told to forget, and says whether it has everything. */
import { type Done, done, type Payload, refused } from './payload.js';
import type { Act, Cargo } from './protocol.js';
import type { Memory } from './seat.js';
import { joined } from './stream.js';

export class FileSeat {
  state: 'none' | 'partial' | 'whole' = 'none';
  /** The head first. */
  #stream: Uint8Array[] = [];
  #memory: Memory[] = [];
  #lockCount: number | undefined;
  /** How long the stream was where it came from. */
  #total: number | undefined;

  perform(act: Act, payload: Payload): Done {
    if (act.act === 'receive') {
      this.state = 'partial';
      this.#stream.push(...(payload.stream ?? []));
      this.#memory.push(...(payload.memory ?? []));
      this.#lockCount = payload.lock ?? this.#lockCount;
      this.#total = payload.total ?? this.#total;
    } else if (act.act === 'seal') {
      const bytes = joined(this.#stream).length;
      const whole = this.#memory.length > 0 && this.#memory.every((memory) => memory.whole);
      const message = `${bytes} bytes of devices were written, of ${this.#total}`;
      if (bytes !== this.#total || !whole) return refused('file', { code: 'TRUNCATED', message });
      this.state = 'whole';
    } else if (act.act === 'remove') {
      this.state = 'none';
      this.#stream = [];
      this.#memory = [];
    }
    return done;
  }

  contents(carries: ReadonlySet<Cargo>): Payload {
    const [head, ...state] = this.#stream;
    return {
      stream: [...(carries.has('head') && head !== undefined ? [head] : []), ...(carries.has('state') ? state : [])],
      memory: carries.has('memory') ? [...this.#memory] : [],
      ...(carries.has('lock') && this.#lockCount !== undefined ? { lock: this.#lockCount } : {}),
    };
  }
}
