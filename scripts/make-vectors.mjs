// Writes packages/vectors/data from the generated packages. Deterministic; `--check` compares instead of writing.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedVectors } from '../conformance/dist/index.js';

const folder = fileURLToPath(new URL('../packages/vectors/data/', import.meta.url));
const check = process.argv.includes('--check');
const { index, files } = await generatedVectors();
const wanted = new Map([['index.json', text(index)], ...[...files].map(([name, file]) => [name, text(file)])]);

let differing = 0;
for (const [name, content] of wanted) {
  if (read(name) === content) continue;
  differing++;
  if (check) {
    console.error(`packages/vectors/data/${name} is not what the spec makes`);
    continue;
  }
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const name = join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/');
  if (!entry.isFile() || wanted.has(name)) continue;
  differing++;
  if (check) console.error(`packages/vectors/data/${name} is nothing that the spec makes`);
  else rmSync(join(folder, name));
}
if (check && differing > 0) console.error('run node scripts/make-vectors.mjs');
else
  console.log(
    `${index.sections.length} sections of all builds in ${files.size} files, ${check ? 'as the spec makes them' : `${differing} written`}`,
  );
process.exitCode = check && differing > 0 ? 1 : 0;

/** One vector in a line, so that a change is a line. */
function text(file) {
  const lists = Object.entries(file).filter(([, value]) => Array.isArray(value));
  const head = Object.entries(file).filter(([, value]) => !Array.isArray(value));
  const parts = [
    ...head.map(([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    ...lists.map(
      ([key, list]) =>
        ` ${JSON.stringify(key)}: [${list.map((item) => `\n  ${JSON.stringify(item)}`).join(',')}${list.length > 0 ? '\n ' : ''}]`,
    ),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

function read(name) {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}
