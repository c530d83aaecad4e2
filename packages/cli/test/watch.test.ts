/** `--watch`: a change is answered, a mistake does not end it, and Ctrl+C does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { root, temporaryFolder } from './run.js';

const cli = join(root, 'packages/cli/bin/migspec.js');
const model = (name: string, type = 'u16'): string =>
  `model: example.org/${name}\nsources: [test]\nversions: { "1": {} }\nstate:\n  ${name}: { sources: [test], fields: { frequency: ${type} } }\nsituations: { silent: {}, loud: { state: { frequency: 7 } } }\n`;
const acme = `implementation: acme\nsources: [test]\nframing: native\ndestination: configured\nbuilds:\n  "1": { sources: [test], models: { example.org/beeper: {}, example.org/horn: {} } }\n`;

let running: ChildProcess | undefined;
afterEach(() => running?.kill('SIGKILL'));

class Watch {
  readonly folder = join(temporaryFolder(), 'spec');
  readonly #process: ChildProcess;
  output = '';

  constructor(...args: string[]) {
    mkdirSync(join(this.folder, 'models/example.org'), { recursive: true });
    mkdirSync(join(this.folder, 'implementations'));
    writeFileSync(join(this.folder, 'implementations/acme.yaml'), acme);
    for (const name of ['beeper', 'horn']) this.write(name, model(name));
    this.#process = spawn(process.execPath, [cli, ...args, '--spec', this.folder, '--watch']);
    running = this.#process;
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (data) => {
        this.output += String(data);
      });
    }
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, `models/example.org/${name}.yaml`), text);
  }

  /** Everything that was printed until this came. */
  async until(text: string): Promise<string> {
    for (let waited = 0; !this.output.includes(text); waited += 20) {
      if (waited > 50_000 || this.#process.exitCode !== null) throw new Error(`"${text}" did not come:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const seen = this.output;
    this.output = '';
    return seen;
  }

  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGINT');
    return ended;
  }
}

test('lint', async () => {
  const watch = new Watch('lint');
  expect(await watch.until('watching ')).toContain('no findings');
  watch.write('beeper', model('beeper', 'u17'));
  expect(await watch.until('beeper.yaml: ')).toContain('there is no type "u17"');
  watch.write('beeper', model('beeper', 'u32'));
  expect(await watch.until('beeper.yaml: ')).toContain('no findings');
  expect(await watch.stop()).toBe(0);
});

test('generate: writes what a change brings, and nothing while there is a mistake', async () => {
  const out = temporaryFolder();
  const watch = new Watch('generate', '--out', out, '--package', '@acme');
  await watch.until('watching ');
  const written = (): string => readFileSync(join(out, 'devices/src/example.org/beeper/layouts/beeper.1.ts'), 'utf8');
  expect(written()).toContain('getUint16(');
  watch.write('beeper', model('beeper', 'u17'));
  await watch.until('beeper.yaml: ');
  expect(written()).toContain('getUint16(');
  watch.write('beeper', model('beeper', 'u32'));
  const said = await watch.until('beeper.yaml: ');
  expect(written()).toContain('getUint32(');
  expect(said).toContain('~ src/example.org/beeper/layouts/beeper.1.ts');
  expect(said).not.toContain('horn');
  expect(existsSync(join(out, 'devices/src/example.org/horn/layouts/horn.1.ts'))).toBe(true);
  expect(await watch.stop()).toBe(0);
});

test('conform: drives again only what changed', async () => {
  const watch = new Watch('conform');
  expect(await watch.until('watching ')).toContain('2 models, ');
  watch.write('horn', model('horn', 'u32'));
  const again = await watch.until('horn.yaml: ');
  expect(again).toContain('1 models, ');
  expect(again).toContain('no findings');
  expect(await watch.stop()).toBe(0);
});
