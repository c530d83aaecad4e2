// An empty project outside of the repository that installs the tarballs and uses them, checked by the type checker first.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';
import { publishable, tarballOf } from './pack.mjs';

/** What a program needs that saves, loads and checks; the command line needs all, and packages from the registry. */
const libraries = ['@migspec/runtime', '@migspec/capabilities', '@migspec/devices', '@migspec/compat', '@migspec/emulator'];
const pages = [
  'docs/guide/consumer.md',
  'docs/guide/deciding.md',
  ...libraries.map((name) => `packages/${name.slice('@migspec/'.length)}/README.md`),
];

export class Consumer {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'migspec-consumer-'));
  }

  close() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Libraries install without any network; the program with its dependencies from the registry. */
  install({ withProgram }) {
    const names = withProgram ? [...publishable().keys()] : libraries;
    const dependencies = Object.fromEntries(names.map((name) => [name, `file:${tarballOf(name)}`]));
    this.write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies }));
    return this.run('npm', ['install', withProgram ? '--prefer-offline' : '--offline', '--no-audit', '--no-fund']);
  }

  /** Type-checks strictly, declarations of the packages included, and compiles. */
  compile() {
    cpSync(join(root, 'scripts/packages/consumer'), join(this.folder, 'src'), { recursive: true });
    this.snippets = pages.flatMap((page) => this.#snippetsOf(page));
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2023'],
      module: 'nodenext',
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      resolveJsonModule: true,
      skipLibCheck: false,
      // What a project gets from @types/node; nothing else of this repository is seen.
      typeRoots: [join(root, 'node_modules/@types')],
      types: ['node'],
      rootDir: 'src',
      outDir: 'dist',
    };
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
    return this.run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json']);
  }

  /** Runs every program of `scripts/packages/consumer` and every block of the pages; what a page shows must be what is printed. */
  use() {
    let status = 0;
    for (const file of readdirSync(join(root, 'scripts/packages/consumer')))
      status ||= this.run(process.execPath, [`dist/${file.replace(/\.ts$/, '.js')}`]);
    for (const { page, file, shown } of this.snippets) {
      const { status: failed, stdout, stderr } = this.spawn(process.execPath, [`dist/${file}.js`]);
      if (failed === 0 && (shown === undefined || shown === stdout)) continue;
      console.error(`${page}, ${file}: ${failed === 0 ? `shows\n${shown}and prints\n${stdout}` : stderr}`);
      status = 1;
    }
    console.log(`${this.snippets.length} snippets of ${pages.length} pages`);
    return status;
  }

  useProgram() {
    const bin = join(this.folder, 'node_modules/migspec/bin/migspec.js');
    cpSync(join(root, 'spec'), join(this.folder, 'spec'), { recursive: true });
    const commands = [
      ['lint'],
      ['explain', 'PARAM_UNKNOWN'],
      ['compat', 'thread-2020@2', 'thread-2020@3', '--device', 'https://example.org/devices/e1000e,version=2'],
      ['generate', '--out', 'made', '--package', '@acme'],
    ];
    return commands.reduce((status, command) => status || this.run(process.execPath, [bin, ...command]), 0);
  }

  /** Blocks of TypeScript, each a module of its own, with the block of text behind it as what it prints. */
  #snippetsOf(page) {
    const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```)?/gm)];
    return blocks.map(([, code, shown], index) => {
      const file = `${page.replaceAll(/\W+/g, '-')}-${index + 1}`;
      this.write(`src/${file}.ts`, code);
      return { page, file, shown };
    });
  }

  write(path, text) {
    const full = join(this.folder, path);
    mkdirSync(join(full, '..'), { recursive: true });
    writeFileSync(full, text);
  }

  spawn(command, args) {
    return spawnSync(command, args, { cwd: this.folder, encoding: 'utf8', shell: process.platform === 'win32' });
  }

  run(command, args) {
    const { status, stdout, stderr, error } = this.spawn(command, args);
    if (status !== 0) console.error(`${command} ${args.join(' ')}\n${stdout}${stderr}${error ?? ''}`);
    return status ?? 1;
  }
}
