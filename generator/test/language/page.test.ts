/** docs/reference/language.md: every example compiles, and together they use every key and word of the language. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TSchema } from 'typebox';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { classesFile } from '../../src/schema/classes.js';
import { compatFile } from '../../src/schema/compat.js';
import { composedFile } from '../../src/schema/composed.js';
import { implementationFile } from '../../src/schema/implementation.js';
import { machinesFile } from '../../src/schema/machines.js';
import { modelFile } from '../../src/schema/model.js';
import { typesFile } from '../../src/schema/types.js';
import { brief, compileText } from '../compile/support.js';
import { wordsIn, wordsOf } from './words.js';

const page = readFileSync(fileURLToPath(new URL('../../../docs/reference/language.md', import.meta.url)), 'utf8');

/** The files of each example, by its heading. */
const examples = page.split(/^### /m).flatMap((section): [string, Record<string, string>][] => {
  const blocks = [...section.matchAll(/^```yaml\n# (\S+)\n([\s\S]*?)^```$/gm)].map(([, path = '', text = '']) => [path, text] as const);
  return blocks.length === 0 ? [] : [[section.split('\n')[0] ?? '', Object.fromEntries(blocks)]];
});

const schemas: Readonly<Record<string, TSchema>> = {
  models: modelFile,
  types: typesFile,
  classes: classesFile,
  implementations: implementationFile,
  compat: compatFile,
  machines: machinesFile,
  composed: composedFile,
};

test('every example compiles without a finding', () => {
  expect(examples.length).toBeGreaterThan(9);
  const findings = examples.flatMap(([heading, files]) => brief(compileText(files).diagnostics).map((finding) => `${heading}: ${finding}`));
  expect(findings).toEqual([]);
});

test('every key and every word of the language stands in an example', () => {
  const used = new Set<string>();
  for (const [, files] of examples) {
    for (const [path, text] of Object.entries(files)) {
      const folder = path.split('/')[0] ?? '';
      const schema = schemas[folder];
      if (schema === undefined) throw new Error(`${path}: no such kind of file`);
      for (const word of wordsIn(schema, parse(text), folder)) used.add(word);
    }
  }
  const all = Object.entries(schemas).flatMap(([folder, schema]) => [...wordsOf(schema, folder)]);
  expect(all.length).toBeGreaterThan(250);
  expect([...new Set(all)].filter((word) => !used.has(word)).sort()).toEqual([]);
});
