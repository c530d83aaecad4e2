import { fileURLToPath } from 'node:url';
import type { TSchema } from 'typebox';
import Schema from 'typebox/schema';
import { expect, test } from 'vitest';
import { Reporter } from '../../src/diagnostics/reporter.js';
import { emitEditorSchemas } from '../../src/emit/editor-schema/emit.js';
import { type Folder, loadSpec } from '../../src/parse/load.js';
import type { YamlNode } from '../../src/parse/node.js';
import { parseYaml } from '../../src/parse/yaml.js';
import { classesFile } from '../../src/schema/classes.js';
import { compatFile } from '../../src/schema/compat.js';
import { composedFile } from '../../src/schema/composed.js';
import { implementationFile } from '../../src/schema/implementation.js';
import { machinesFile } from '../../src/schema/machines.js';
import { modelFile } from '../../src/schema/model.js';
import { typesFile } from '../../src/schema/types.js';
import { Places } from '../../src/shape/places.js';
import { shape } from '../../src/shape/shape.js';
import { sourceText } from '../../src/text/source.js';
import { mutateTree } from '../fuzz/mutate.js';
import { Random } from '../fuzz/random.js';

const specDir = fileURLToPath(new URL('../../../spec', import.meta.url));
const schemas: Readonly<Record<Folder, TSchema>> = {
  models: modelFile,
  types: typesFile,
  classes: classesFile,
  implementations: implementationFile,
  compat: compatFile,
  machines: machinesFile,
  composed: composedFile,
};
const emitted = new Map(emitEditorSchemas().map((file) => [file.path, JSON.parse(file.text) as TSchema]));
const names: Readonly<Record<Folder, string>> = {
  models: 'model',
  types: 'types',
  classes: 'classes',
  implementations: 'implementation',
  compat: 'compat',
  machines: 'machines',
  composed: 'composed',
};
const files = loadSpec(specDir, new Reporter());

function plain(node: YamlNode): unknown {
  if (node.kind === 'map') return Object.fromEntries(node.entries.map((entry) => [entry.key, plain(entry.value)]));
  if (node.kind === 'list') return node.items.map(plain);
  return typeof node.value === 'bigint' ? Number(node.value) : node.value;
}

function judge(folder: Folder, text: string): { readonly clean: boolean; readonly value: unknown } | undefined {
  const reporter = new Reporter();
  const node = parseYaml(sourceText('x', text), reporter);
  if (node === undefined || reporter.hasErrors) return undefined;
  shape(schemas[folder], node, new Places(), reporter);
  return { clean: !reporter.hasErrors, value: plain(node) };
}

test('the schemas for editors accept every file of the spec, as the shape step does', () => {
  for (const { folder, path, source } of files) {
    const judged = judge(folder, source.text);
    expect(judged?.clean, path).toBe(true);
    expect(Schema.Check(schemas[folder], judged?.value), path).toBe(true);
    expect(Schema.Check(emitted.get(`${names[folder]}.schema.json`) ?? {}, judged?.value), path).toBe(true);
  }
});

test('what the shape step passes, the library and the schemas for editors pass; and mostly the other way round', () => {
  const small = files.filter((file) => file.source.text.length < 3000);
  const compiled = new Map(
    small.map(({ folder }) => [
      folder,
      [Schema.Compile(schemas[folder]), Schema.Compile(emitted.get(`${names[folder]}.schema.json`) ?? {})] as const,
    ]),
  );
  const count = { both: 0, neither: 0, libraryOnly: 0 };
  for (let seed = 0; seed < 1500; seed++) {
    const random = new Random(seed);
    const file = random.pick(small);
    if (file === undefined) continue;
    const judged = judge(file.folder, mutateTree(file.source.text, random));
    if (judged === undefined) continue;
    const [library, editor] = (compiled.get(file.folder) ?? []).map((each) => each.Check(judged.value));
    if (judged.clean) expect([library, editor], `seed ${seed}`).toEqual([true, true]);
    if (judged.clean) count.both++;
    else if (library === true) count.libraryOnly++;
    else count.neither++;
  }
  // Only unquoted expressions, and values by revision that a key of a range or of `migratable` decides, differ.
  expect(count.both).toBeGreaterThan(200);
  expect(count.neither).toBeGreaterThan(200);
  expect(count.libraryOnly).toBeLessThan(count.neither / 10);
});
