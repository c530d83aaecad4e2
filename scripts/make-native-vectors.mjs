// Writes packages/runtime/vectors/native/{good,bad}.json. Deterministic; `--check` compares instead of writing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { bad } from './native-vectors/bad.mjs';
import { hex } from './native-vectors/bytes.mjs';
import { good } from './native-vectors/good.mjs';

const folder = new URL('../packages/runtime/vectors/native/', import.meta.url);
const about =
  'Golden vectors of the native stream, made by scripts/make-native-vectors.mjs; docs/reference/native-stream.md says what they mean.';

const files = {
  'good.json': good.map(({ name, doc, limits, stream, ok }) => ({
    name,
    doc,
    ...(limits && { limits }),
    hex: hex(stream.bytes),
    expect: { ok },
  })),
  'bad.json': bad.map(([name, doc, error, stream, limits]) => ({
    name,
    doc,
    ...(limits && { limits }),
    hex: hex(stream.bytes),
    expect: { error },
  })),
};

let differing = 0;
for (const [file, vectors] of Object.entries(files)) {
  const names = new Set(vectors.map(({ name }) => name));
  if (names.size !== vectors.length) throw new Error(`${file}: a name is used twice`);
  const text = `${JSON.stringify({ about, vectors }, null, 1)}\n`;
  const url = new URL(file, folder);
  if (!process.argv.includes('--check')) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(url, text);
  } else if (readFileSync(url, 'utf8') !== text) {
    console.error(`${file} is not what the script makes: run node scripts/make-native-vectors.mjs`);
    differing++;
  }
}
process.exitCode = differing === 0 ? 0 : 1;
