/** A copy of the tree with every mutant of an area in it, switched off, and the process that runs tests in it. */
import { execFileSync, fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answerOf } from '../bite/answer.mjs';
import { copyTree } from '../bite/copy.mjs';

/** Stryker's part that makes mutants. It is not among the dependencies: nobody else needs it and what it brings. */
const instrumenter = '9.6.1';

export class Bench {
  #process;

  constructor(original) {
    this.root = mkdtempSync(join(realpathSync(tmpdir()), 'migspec-mutants-'));
    copyTree(original, this.root);
    this.original = original;
  }

  /** Puts the mutants in and answers them, each with id, file, mutator, place, text and replacement. */
  async mutate(files) {
    const { createInstrumenter, createInjector } = await stryker(this.original);
    const quiet = new Proxy({}, { get: () => () => false });
    const make = createInjector().provideValue('logger', quiet).injectFunction(createInstrumenter);
    const sources = files.map((file) => ({ name: file, content: readFileSync(join(this.root, file), 'utf8'), mutate: true }));
    const { files: instrumented, mutants } = await make.instrument(sources, { plugins: null, excludedMutations: [], ignorers: [] });
    for (const { name, content } of instrumented) writeFileSync(join(this.root, name), content);
    const lines = new Map(sources.map(({ name, content }) => [name, content.split('\n')]));
    return mutants.map(({ id, fileName, mutatorName, replacement, location }) => {
      const { line, column } = location.start;
      const text = lines.get(fileName)[line].trim();
      return { id, file: fileName, line: line + 1, column: column + 1, end: location.end, mutator: mutatorName, text, replacement };
    });
  }

  /** What the process answers, or `{ late: true }`: then it is ended, and the next question has another. */
  async ask(message, seconds) {
    if (this.#process === undefined) {
      this.#process = fork(join(import.meta.dirname, 'runner.mjs'), [], {
        cwd: this.root,
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        env: { ...process.env, MIGSPEC_CORPUS: join(this.root, 'no-corpus') },
      });
      await this.#answer(undefined, 60);
    }
    const answer = await this.#answer(message, seconds);
    if (answer.late || answer.ended) this.close();
    return answer;
  }

  #answer(message, seconds) {
    return answerOf(this.#process, message, seconds, { ended: true });
  }

  close() {
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
  }

  remove() {
    this.close();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Installed beside everything else at its first use. */
async function stryker(root) {
  const home = join(root, '.cache/stryker', instrumenter);
  if (!existsSync(join(home, 'node_modules'))) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--save-exact', `@stryker-mutator/instrumenter@${instrumenter}`], {
      cwd: home,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
  }
  const require = createRequire(join(home, 'package.json'));
  const main = require.resolve('@stryker-mutator/instrumenter');
  const { createInstrumenter } = await import(pathToFileURL(main).href);
  const { createInjector } = await import(pathToFileURL(createRequire(main).resolve('typed-inject')).href);
  return { createInstrumenter, createInjector };
}
