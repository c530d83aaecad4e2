// The program in docs/reference/c.md is compiled, run, and prints what the page says.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiler, flags } from '../conformance/testees/c/build.mjs';
import { root } from '../scripts/lib/run.mjs';

const page = readFileSync(join(root, 'docs/reference/c.md'), 'utf8');
const [, program, output] = /```c\n(.*?)```\n\n```text\n(.*?)```/s.exec(page) ?? [];
if (program === undefined || output === undefined) throw new Error('docs/reference/c.md has no program, or nothing that it prints');

const folder = join(root, '.cache/c-example');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'example.c'), program);
const c = join(root, 'packages/c');
const layouts = readdirSync(join(c, 'src/example.org'), { recursive: true }).filter((path) => path.endsWith('.c'));
const sources = [join(folder, 'example.c'), join(c, 'src/migspec.c'), ...layouts.map((path) => join(c, 'src/example.org', path))];
await compiler([...flags, `-I${join(c, 'include')}`, ...sources, '-o', join(folder, 'example')], 'the example');
const { status, stdout, stderr } = spawnSync(join(folder, 'example'), { encoding: 'utf8' });
if (status !== 0 || stdout !== output) {
  console.log(`exit code ${status}, printed:\n${stdout}${stderr}instead of:\n${output}`);
  process.exitCode = 1;
}
