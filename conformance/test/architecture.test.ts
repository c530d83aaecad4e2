/** The map holds: who may import whom, and who may touch what, read from the import declarations of every source file. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

interface Source {
  /** From the root. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sourcesIn(folder: string): Source[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      return { path: relative(root, path), text, imports: importsOf(text) };
    });
}

/** Static imports, re-exports, dynamic imports. */
function importsOf(text: string): string[] {
  const pattern =
    /(?:^|[\s;])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|[\s;])import\s*['"]([^'"]+)['"]|\bimport\(\s*['"`]([^'"`]+)['"`]/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

const packages: Readonly<Record<string, readonly string[]>> = {
  'packages/runtime/src': [],
  'packages/capabilities/src': [],
  'packages/compat/src': ['@migspec/runtime', '@migspec/capabilities'],
  'packages/devices/src': ['@migspec/runtime'],
  'packages/emulator/src': ['@migspec/runtime', '@migspec/devices'],
  'generator/src': [],
  'packages/vectors/src': [],
  'conformance/src': [
    '@migspec/runtime',
    '@migspec/capabilities',
    '@migspec/compat',
    '@migspec/devices',
    '@migspec/emulator',
    '@migspec/vectors',
  ],
};

test('imports between packages go one way', () => {
  const wrong = Object.entries(packages).flatMap(([folder, allowed]) =>
    sourcesIn(folder).flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('@migspec/') || name === 'migspec')
        .filter((name) => !allowed.some((other) => name === other || name.startsWith(`${other}/`)))
        .map((name) => `${path} imports ${name}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test('relative imports stay inside their package', () => {
  const wrong = Object.keys(packages).flatMap((folder) =>
    sourcesIn(folder).flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('.') && relative(folder, join(dirname(path), name)).startsWith('..'))
        .map((name) => `${path} imports ${name}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test('the emulator does not reach the check, directly or through what it imports', () => {
  const reached = new Set<string>();
  const visit = (folder: string): void => {
    if (reached.has(folder)) return;
    reached.add(folder);
    for (const { imports } of sourcesIn(folder)) {
      for (const name of imports) if (name.startsWith('@migspec/')) visit(`packages/${name.split('/')[1]}/src`);
    }
  };
  visit('packages/emulator/src');
  expect([...reached].sort()).toEqual([...reached].sort().filter((folder) => folder !== 'packages/compat/src'));
  const declared: { dependencies: Record<string, string> } = JSON.parse(readFileSync(join(root, 'packages/emulator/package.json'), 'utf8'));
  expect(Object.keys(declared.dependencies)).not.toContain('@migspec/compat');
});

test('the runtime imports nothing from outside', () => {
  const foreign = sourcesIn('packages/runtime/src').flatMap(({ path, imports }) =>
    imports.filter((name) => !name.startsWith('.') && !name.startsWith('node:')).map((name) => `${path} imports ${name}`),
  );
  expect(foreign).toEqual([]);
});

/** A folder of the generator may import those before it; those in one row know nothing of each other. */
const layers: readonly (readonly string[])[] = [
  ['text'],
  ['diagnostics'],
  ['schema'],
  ['parse'],
  ['shape'],
  ['format', 'edit'],
  ['expr'],
  ['ir'],
  ['resolve'],
  ['lint', 'diff', 'plan'],
  ['emit', 'import'],
  ['lock', 'history'],
  ['show'],
  ['scaffold'],
  ['driver'],
  ['scaffold'],
];

/** The data that steps hand on may be named by every step: it has no code. */
const dataOnly = [/^generator\/src\/ir\/(spec|layout|values|snapshot)$/, /^generator\/src\/expr\/tree$/];

test('steps of the generator import only steps before them', () => {
  const rank = new Map(layers.flatMap((row, index) => row.map((folder) => [folder, index] as const)));
  const wrong = sourcesIn('generator/src').flatMap(({ path, imports }) => {
    const own = folderOf(path);
    return imports
      .filter((name) => name.startsWith('.'))
      .flatMap((name) => {
        const target = join(dirname(path), name).replace(/\.js$/, '');
        const other = folderOf(target);
        if (own === undefined || other === undefined || own === other || dataOnly.some((pattern) => pattern.test(target))) return [];
        return (rank.get(other) ?? 0) < (rank.get(own) ?? 0) ? [] : [`${path} imports ${name}`];
      });
  });
  expect(wrong).toEqual([]);
});

function folderOf(path: string): string | undefined {
  const [, , folder, ...rest] = path.split('/');
  return rest.length === 0 ? undefined : folder;
}

test('every folder of the generator has its place in the order', () => {
  const folders = readdirSync(join(root, 'generator/src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).filter((name) => !layers.flat().includes(name))).toEqual([]);
});

test('only emit/write touches the output disk, and only edit/ what authors edit', () => {
  const writes =
    /\b(writeFile|writeFileSync|mkdir|mkdirSync|rm|rmSync|rmdir|rmdirSync|rename|renameSync|unlink|unlinkSync|appendFile|createWriteStream)\b/;
  const wrong = sourcesIn('generator/src').filter(({ path, text }) => {
    const fs = [...text.matchAll(/^import\s([^;]*?)from\s*'node:fs(?:\/promises)?'/gm)].some(
      (match) => writes.test(match[1] ?? '') || match[1]?.includes('*'),
    );
    return fs && !path.startsWith('generator/src/emit/write') && !path.startsWith('generator/src/edit/');
  });
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('only emit/ts/print knows ts-morph, and only the command line is lazy about it', () => {
  const knowing = ['generator/src', ...Object.keys(packages), 'packages/cli/src'].flatMap((folder) =>
    sourcesIn(folder).filter(({ imports }) => imports.includes('ts-morph')),
  );
  expect([...new Set(knowing.map(({ path }) => path))].filter((path) => !path.startsWith('generator/src/emit/ts/print'))).toEqual([]);
});

test('Kaitai’s compiler is known to tests and scripts alone: nothing that is shipped imports it or depends on it', () => {
  const knowing = ['generator/src', ...Object.keys(packages), 'packages/cli/src'].flatMap((folder) =>
    sourcesIn(folder).filter(({ imports }) => imports.some((name) => name.startsWith('kaitai-struct'))),
  );
  expect(knowing.map(({ path }) => path)).toEqual([]);
  const manifests = ['generator', 'conformance', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)];
  const depending = manifests.filter((folder) =>
    Object.keys(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')).dependencies ?? {}).some((name) =>
      name.startsWith('kaitai'),
    ),
  );
  expect(depending).toEqual([]);
});

test('no device is named where device knowledge does not belong, examples in comments aside', () => {
  const names = /virtio|e1000|kvmclock|i440fx|\bq35\b|beeper/i;
  const wrong = [
    'packages/runtime/src',
    'packages/compat/src',
    'packages/emulator/src',
    'generator/src',
    'conformance/src/run',
    'conformance/src/laws',
    'conformance/src/testee',
    'conformance/src/vectors',
    'packages/vectors/src',
  ].flatMap((folder) =>
    sourcesIn(folder).flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          names.test(line.replace(/^\s*(\/?\*|\/\/).*|\s\/\/.*$/, '')) ? [`${path}:${index + 1} ${line.trim()}`] : [],
        ),
    ),
  );
  expect(wrong).toEqual([]);
});
