/** Whoever imports one model gets no other: by the imports that the modules have, and by what a bundler makes of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const { exports }: { exports: Record<string, { source: string } | string> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const models = Object.keys(exports)
  .filter((path) => !path.includes('*') && path !== '.' && path !== './package.json')
  .map((path) => path.slice('./'.length));
const folderOf = (model: string): string => join(root, 'src', model);
/** Modules of the model's builds, and its index. */
const entriesOf = (model: string): string[] => readdirSync(folderOf(model)).filter((file) => file.endsWith('.ts'));

/** Every module that the entry reaches, imports that wait included. */
function reached(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const [, from] of readFileSync(entry, 'utf8').matchAll(/\b(?:from |import\()'([^']+)'/g)) {
    if (from?.startsWith('.')) reached(join(dirname(entry), from.replace(/\.js$/, '.ts')), seen);
  }
  return seen;
}

test('the modules of a model import nothing but each other and the runtime', () => {
  expect(models.length).toBeGreaterThan(5);
  for (const model of models) {
    for (const entry of entriesOf(model)) {
      const modules = [...reached(join(folderOf(model), entry))].map((path) => relative(folderOf(model), path));
      expect(modules.filter((path) => path.startsWith('..'))).toEqual([]);
      for (const path of modules) {
        const text = readFileSync(join(folderOf(model), path), 'utf8');
        const foreign = [...text.matchAll(/\b(?:from |import\()'([^'.][^']*)'/g)].map(([, from]) => from);
        expect([...new Set(foreign)].filter((from) => from !== '@migspec/runtime')).toEqual([]);
      }
    }
  }
});

test('a bundle of one model in one build holds no other model, nor the same in another build', async () => {
  const ids = await Promise.all(models.map(async (model) => [model, await modelId(model)] as const));
  const othersIn = (code: string, model: string): string[] =>
    ids.flatMap(([other, id]) => (other !== model && (code.includes(`'${id}'`) || code.includes(`"${id}"`)) ? [id] : []));
  for (const [model, id] of ids) {
    const all = await bundle(`import { builds } from '@migspec/devices/${model}';\nconsole.log(builds);\n`);
    expect([othersIn(all.code, model), all.code.includes(id)], model).toEqual([[], true]);
    for (const entry of entriesOf(model).filter((file) => file !== 'index.ts')) {
      const build = entry.replace(/\.ts$/, '');
      const { code, modules } = await bundle(`import * as device from '@migspec/devices/${model}/${build}';\nconsole.log(device);\n`);
      expect([othersIn(code, model), code.includes(id)], `${model} in ${build}`).toEqual([[], true]);
      const devices = modules.filter((path) => path.startsWith(join(root, 'src'))).map((path) => relative(folderOf(model), path));
      expect(devices.filter((path) => path.startsWith('..') || (/^[^/]*\.ts$/.test(path) && path !== entry))).toEqual([]);
    }
  }
});

test('what is not asked for is not bundled', async () => {
  const { code, modules } = await bundle(
    "import { machines } from '@migspec/devices';\nimport '@migspec/runtime';\nconsole.log(Object.keys(machines));\n",
  );
  expect(modules.filter((path) => !path.endsWith('/machines.ts'))).toEqual(['entry']);
  expect(code).not.toContain('MigspecError');
});

async function modelId(model: string): Promise<string> {
  const [entry] = entriesOf(model).filter((file) => file !== 'index.ts');
  const { descriptor }: { descriptor: { model: string } } = await import(join(folderOf(model), entry ?? ''));
  return descriptor.model;
}

/** The code of all chunks of a program, and the modules in it that have code. */
async function bundle(program: string): Promise<{ readonly code: string; readonly modules: readonly string[] }> {
  const bundler = await rolldown({
    input: 'entry',
    cwd: root,
    platform: 'node',
    resolve: { conditionNames: ['source', 'import'] },
    plugins: [{ name: 'entry', resolveId: (id) => (id === 'entry' ? id : null), load: (id) => (id === 'entry' ? program : null) }],
  });
  const { output } = await bundler.generate({ format: 'esm' });
  await bundler.close();
  const chunks = output.flatMap((part) => (part.type === 'chunk' ? [part] : []));
  const modules = chunks.flatMap((chunk) =>
    Object.entries(chunk.modules).flatMap(([path, { renderedLength }]) => (renderedLength > 0 ? [path] : [])),
  );
  return { code: chunks.map(({ code }) => code).join('\n'), modules };
}
