// Compiles the C package and its testee with every warning an error and the sanitizers on: node conformance/testees/c/build.mjs OUT [PACKAGE]
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** As strict as a careful user compiles, and what he would not see at once is fatal. */
export const flags = `-std=c99 -pedantic -Wall -Wextra -Werror -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=all`.split(' ');

/** Compiles `package` (a generated C package) and the testee's own sources into `out/testee`. Throws when anything is wrong. */
export async function buildTestee(out, packageFolder) {
  const includes = [`-I${join(packageFolder, 'include')}`, `-I${here}`];
  const sources = [...cFiles(join(packageFolder, 'src')), ...cFiles(join(packageFolder, 'testee')), ...cFiles(here)];
  mkdirSync(out, { recursive: true });
  const objects = sources.map((source, index) => ({ source, object: join(out, `${index}.o`) }));
  const waiting = [...objects];
  const worker = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      await compiler([...flags, ...includes, '-c', next.source, '-o', next.object], relative(packageFolder, next.source));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const program = join(out, 'testee');
  await compiler([...flags, ...objects.map(({ object }) => object), '-o', program], 'linking');
  return program;
}

export function compiler(args, what) {
  return new Promise((done, fail) => {
    const child = spawn(process.env.CC ?? 'gcc', args, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done() : fail(new Error(`${what}: the compiler says no`))));
  });
}

function cFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.c'))
    .sort()
    .map((path) => join(folder, path));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [out, packageFolder = fileURLToPath(new URL('../../../packages/c', import.meta.url))] = process.argv.slice(2);
  if (out === undefined) throw new Error('usage: build.mjs OUT [PACKAGE]');
  console.log(await buildTestee(out, packageFolder));
}
