/** A copy of the tree and the process that runs tests in it. */
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerOf } from './answer.mjs';
import { copyTree } from './copy.mjs';

const worker = fileURLToPath(new URL('worker.mjs', import.meta.url));
const startSeconds = 60;

export class Workbench {
  #original;
  #process;
  /** The file that was changed and put back, which the next run reads again. */
  #changed;

  constructor(original) {
    this.#original = original;
    this.root = mkdtempSync(join(realpathSync(tmpdir()), 'migspec-bite-'));
    copyTree(original, this.root);
  }

  /** Runs tests as the copy is. `bail`: stop after so many failures, 0 never. */
  run(tests, { bail = 0, seconds = 60 } = {}) {
    return this.#ask({ tests, bail }, seconds);
  }

  /** Runs tests with one line changed, and puts the file back. */
  async sabotaged({ file, find, replace }, tests, seconds = 60) {
    const path = join(this.root, file);
    const whole = readFileSync(path, 'utf8');
    // Somebody may have changed the source while it was copied.
    if (whole.split(find).length !== 2) return { broken: ['the copy does not have the text to replace exactly once'] };
    try {
      writeFileSync(
        path,
        whole.replace(find, () => replace),
      );
      return await this.#ask({ tests, bail: 1, changed: file }, seconds);
    } finally {
      writeFileSync(path, whole);
      this.#changed = file;
    }
  }

  /** What the worker answers, or `{ late: true }`; a worker that is late is ended, and the next run has another. */
  async #ask(message, seconds) {
    if (this.#process === undefined) await this.#start();
    const [before, now] = [this.#changed, message.changed];
    this.#changed = undefined;
    const answer = await this.#answer({ ...message, changed: [before, now].filter((file) => file !== undefined) }, seconds);
    if (answer.late) this.#end();
    return answer;
  }

  async #start() {
    // A group of its own: whatever a test starts ends with it.
    this.#process = fork(worker, [this.#original, this.root], { detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const child = this.#process;
    child.once('exit', () => {
      if (this.#process === child) this.#process = undefined;
    });
    const { ready } = await this.#answer(undefined, startSeconds);
    if (ready !== true) throw new Error('Vitest does not start in the copy');
  }

  #answer(message, seconds) {
    return answerOf(this.#process, message, seconds, {
      passed: [],
      failed: [],
      broken: ['the process that runs the tests ended'],
      escaped: [],
    });
  }

  #end() {
    const child = this.#process;
    this.#process = undefined;
    if (child?.pid === undefined || child.exitCode !== null) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      child.kill('SIGKILL');
    }
  }

  close() {
    this.#end();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}
