/** A testee as a process: started once, asked over its standard input, answering on its standard output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { FrameError, FrameReader, frame } from './frames.js';
import type { Request } from './protocol.js';

/** The testee cannot go on: it did not start, ended, is silent, or says something that is no message. */
export class TesteeEnded extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'TesteeEnded';
  }
}

export interface Task {
  readonly request: Request;
}

/** Requests that are on their way before the first of them is answered: enough that neither side waits for the other. */
const mostAhead = 512;
const mostBytesAhead = 1 << 20;

export class TesteeProcess {
  readonly #child: ChildProcess;
  readonly #reader = new FrameReader();
  /** Milliseconds without an answer after which the testee hangs. */
  readonly #patience: number;
  #said = '';
  #ended: TesteeEnded | undefined;
  /** Called when something came or the testee ended. */
  #news: () => void = () => undefined;

  /** `command` is a line for the shell. */
  constructor(command: string, patience: number) {
    this.#patience = patience;
    // A group of its own, so that what the shell started ends with it.
    this.#child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
    this.#child.on('error', (error) => this.#end(`it cannot be started: ${error.message}`));
    this.#child.on('close', (code, signal) => this.#end(signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`));
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.#reader.push(chunk);
      this.#news();
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-2000);
    });
  }

  /**
   * Sends every task and hands over each answer, in order. Returns the task that was not answered, with why, when the testee
   * ended before the last one. What `answered` throws is thrown on.
   */
  async exchange<T extends Task>(
    tasks: Iterator<T>,
    answered: (task: T, reply: unknown) => void,
  ): Promise<{ readonly task: T; readonly problem: string } | undefined> {
    const waiting: { readonly task: T; readonly bytes: number }[] = [];
    let first = 0;
    let bytesAhead = 0;
    /** When the testee last answered, or was first asked. */
    let since = performance.now();
    let over = false;
    const send = (): void => {
      const parts: Buffer[] = [];
      while (!over && waiting.length - first < mostAhead && bytesAhead < mostBytesAhead) {
        const next = tasks.next();
        if (next.done === true) {
          over = true;
          break;
        }
        const bytes = frame(next.value.request);
        parts.push(bytes);
        waiting.push({ task: next.value, bytes: bytes.length });
        bytesAhead += bytes.length;
      }
      if (parts.length > 0) this.#child.stdin?.write(parts.length === 1 ? (parts[0] ?? '') : Buffer.concat(parts));
    };
    const take = (): void => {
      try {
        for (let reply = this.#reader.next(); reply !== undefined; reply = this.#reader.next()) {
          const asked = waiting[first];
          if (asked === undefined) throw new FrameError('it answers what nobody asked');
          first++;
          bytesAhead -= asked.bytes;
          since = performance.now();
          answered(asked.task, reply);
        }
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        this.#end(error.message);
      }
      if (first > mostAhead) waiting.splice(0, first);
      if (first > mostAhead) first = 0;
    };
    for (;;) {
      take();
      send();
      const head = waiting[first];
      if (head === undefined) return undefined;
      if (this.#ended !== undefined) return { task: head.task, problem: this.#ended.message };
      await this.#more(since + this.#patience);
    }
  }

  /** Ends the testee; what it started ends with it. */
  stop(): void {
    this.#end('it was stopped');
    this.#child.stdin?.destroy();
    this.#kill();
  }

  /** Resolves when there is news, or when the time is over. A message that comes byte by byte does not buy more. */
  #more(until: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#news = () => undefined;
        resolve();
      };
      const timer = setTimeout(
        () => {
          this.#end(`it did not answer within ${this.#patience / 1000} s`);
          this.#kill();
          done();
        },
        Math.max(0, until - performance.now()),
      );
      this.#news = done;
    });
  }

  #end(problem: string): void {
    const said = this.#said.trim().split('\n').slice(-3).join(' / ');
    this.#ended ??= new TesteeEnded(said === '' ? problem : `${problem}; it said: ${said}`);
    this.#news();
  }

  #kill(): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    try {
      if (process.platform === 'win32') this.#child.kill('SIGKILL');
      else process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself in the meantime.
    }
  }
}
