/** What each command loads before its own work begins: a timed test would fail on a busy machine, and say nothing of the cause. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { file, fixturePath, root, temporaryFolder } from './run.js';

const cli = join(root, 'packages/cli/bin/migspec.js');
const recorder = pathToFileURL(join(root, 'packages/cli/test/loads.mjs')).href;
const scratch = temporaryFolder();
const spec = join(root, 'spec');
const stream = fixturePath('7.2-pc-q35-5.2-e1000e');
const model = join(spec, 'models/qemu.org/devices/virtio-blk.yaml');

const heavy = ['ts-morph', 'handlebars', 'typebox'] as const;
const compiler = [...heavy, 'compiler', 'devices', 'conformance'] as const;

/** Parts of the program by what the addresses of their modules have in them. */
const parts: Readonly<Record<(typeof compiler)[number] | 'compat' | 'yaml' | 'rules' | 'scaffolds' | 'matrix', string>> = {
  'ts-morph': '/node_modules/ts-morph/',
  handlebars: '/node_modules/handlebars/',
  typebox: '/node_modules/typebox/',
  yaml: '/node_modules/yaml/',
  compiler: '/generator/dist/driver/',
  compat: '/packages/compat/dist/check/',
  devices: '/packages/devices/dist/',
  conformance: '/conformance/dist/',
  rules: '/generator/dist/diff/rules/',
  scaffolds: '/generator/dist/scaffold/',
  matrix: '/conformance/dist/run/conformance.js',
};

/** A command line, and what it does without. */
const commands: readonly (readonly [args: readonly string[], without: readonly (keyof typeof parts)[]])[] = [
  [['--version'], [...compiler, 'compat', 'yaml']],
  [
    ['completion', 'bash'],
    [...compiler, 'compat', 'yaml'],
  ],
  [
    ['explain', 'MS1001'],
    [...compiler, 'compat', 'yaml'],
  ],
  [
    ['show', 'virtio-blk'],
    [...compiler, 'compat', 'yaml'],
  ],
  [
    ['compat', 'qemu@5.2.0', 'qemu@5.1.0', '--machine', 'pc-i440fx-5.1', '--device', 'virtio-blk-pci', '--fact', 'cpus=4'],
    [...compiler, 'yaml'],
  ],
  [
    ['inspect', stream],
    [...heavy, 'compiler', 'conformance', 'compat', 'yaml'],
  ],
  [
    ['recode', stream, join(scratch, 'again.bin')],
    [...heavy, 'compiler', 'conformance', 'compat', 'yaml'],
  ],
  [
    ['lint', '--spec', spec],
    [...heavy, 'devices', 'conformance', 'compat', 'rules', 'scaffolds'],
  ],
  [
    ['fmt', model, '--check', '--spec', spec],
    [...heavy, 'devices', 'conformance', 'compat', 'rules', 'scaffolds'],
  ],
  [
    ['new', 'model', 'example.org/nic', '--spec', join(scratch, 'spec')],
    [...heavy, 'devices', 'conformance', 'compat', 'rules'],
  ],
  [
    ['conform', '--testee', 'false'],
    [...heavy, 'compiler', 'yaml', 'compat', 'matrix'],
  ],
];

for (const [args, without] of commands) {
  test(`${args[0]} does not load ${without.join(', ')}`, () => {
    const loaded = modulesOf(args);
    expect(without.filter((part) => loaded.some((url) => url.includes(parts[part])))).toEqual([]);
  });
}

test('the parts are named as they are loaded', () => {
  const out = join(scratch, 'out');
  const generated = modulesOf(['generate', '--spec', spec, '--out', out]);
  const loaded = [
    ...generated,
    ...modulesOf(['compat', 'a', 'b']),
    ...modulesOf(['inspect', stream]),
    ...modulesOf(['conform', '--only', 'x']),
    ...modulesOf(['diff', 'a', 'b']),
    ...modulesOf(['new', 'model', 'example.org/nic', '--spec', join(scratch, 'named')]),
  ];
  expect(Object.keys(parts).filter((part) => !loaded.some((url) => url.includes(parts[part as keyof typeof parts])))).toEqual([]);
});

test('inspect loads the modules of the models that are in the stream', () => {
  expect(modelsOf(['inspect', stream])).toEqual(['e1000e', 'globalstate', 'timer']);
  // Without a description, any model may be there.
  expect(modelsOf(['inspect', file(new Uint8Array(8))])).toEqual(expect.arrayContaining(['e1000e', 'serial', 'timer', 'virtio-blk']));
});

/** The last parts of the names of the models whose modules are loaded. */
function modelsOf(args: readonly string[]): string[] {
  const paths = modulesOf(args).flatMap((url) => url.match(/\/packages\/devices\/dist\/qemu\.org\/devices\/([^/]+)\//)?.[1] ?? []);
  return [...new Set(paths)].sort();
}

function modulesOf(args: readonly string[]): readonly string[] {
  const list = file(new Uint8Array(), 'loads.txt');
  const { stderr } = spawnSync(process.execPath, ['--import', recorder, cli, ...args], {
    encoding: 'utf8',
    env: { ...process.env, MIGSPEC_LOADS: list },
    maxBuffer: 1 << 28,
  });
  const urls = readFileSync(list, 'utf8').split('\n');
  expect([urls.some((url) => url.endsWith('/packages/cli/dist/main.js')), stderr]).toEqual([
    true,
    expect.not.stringContaining('internal error'),
  ]);
  return urls;
}
