// Running the steps of a script: each has a name, its output is shown, and the first failure is remembered, not hidden.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const packageManager = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;

/** Runs a command in the root; returns its exit status. Output goes to this terminal unless `quiet`, then only when it fails. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (quiet && result.status !== 0) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  if (result.error) process.stderr.write(`${command}: ${result.error.message}\n`);
  return result.status ?? 1;
}

/** The exact pnpm of package.json, through npx, so that a machine with only Node can start. */
export function pnpm(args, options) {
  return run('npx', ['--yes', packageManager, ...args], options);
}

/** Installs from the lockfile, offline where it can. */
export function install() {
  return pnpm(['install', '--frozen-lockfile', '--prefer-offline'], { quiet: true });
}

/** A program of the workspace's own node_modules. */
export function bin(name, args, options) {
  return run(join(root, 'node_modules', '.bin', name), args, options);
}

/** The runtime first: generated packages find its types by name, without a project reference. */
export function build() {
  return bin('tsc', ['-b', 'packages/runtime']) || bin('tsc', ['-b']);
}

export function migspec(args, options) {
  return run(process.execPath, [join(root, 'packages/cli/bin/migspec.js'), ...args], options);
}

/** Runs named steps in order and collects how each went; `stop` steps end the run when they fail. */
export class Steps {
  constructor() {
    this.done = [];
  }

  run(name, action, { stop = false } = {}) {
    if (this.stopped) return false;
    const start = performance.now();
    process.stderr.write(`\n── ${name}\n`);
    const ok = action() === 0;
    const seconds = (performance.now() - start) / 1000;
    this.done.push({ name, ok, seconds });
    process.stderr.write(`── ${name}: ${ok ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)\n`);
    if (!ok && stop) this.stopped = true;
    return ok;
  }

  get passed() {
    return this.done.filter((step) => step.ok).length;
  }

  get failed() {
    return this.done.length - this.passed;
  }
}
