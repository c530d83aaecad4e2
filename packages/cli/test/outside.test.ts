import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const cli = join(root, 'packages/cli/bin/migspec.js');
const tsc = join(root, 'node_modules/typescript/bin/tsc');

const model = `model: acme.example/lamp
sources: [data sheet]
revisions: ["plain", "dimmable"]
params:
  levels:
    { type: u8, range: { dimmable: 0..16 }, off: 0, default: 8, added: dimmable, sources: [data sheet] }
versions:
  "2": { levels: 8 }
  "1": {}
observables:
  levels: { value: "params.levels", added: dimmable }
state:
  lamp:
    sources: [data sheet]
    fields: { on: bool, serial: u64, level: { type: u8, max: "params.levels", added: dimmable, when: "params.levels > 0" } }
situations:
  fresh: {}
  lit: { state: { on: true, serial: "18446744073709551615" } }
`;
const implementation = `implementation: acme
sources: [release notes]
framing: native
destination: configured
builds:
  "2": { sources: [release notes], models: { acme.example/lamp: { revision: dimmable } } }
  "1": { sources: [release notes], models: { acme.example/lamp: { revision: plain } } }
`;

test('a spec outside this repository is compiled, built and used', () => {
  const home = mkdtempSync(join(tmpdir(), 'migspec-outside-'));
  mkdirSync(join(home, 'spec/models/acme.example'), { recursive: true });
  mkdirSync(join(home, 'spec/implementations'));
  writeFileSync(join(home, 'spec/models/acme.example/lamp.yaml'), model);
  writeFileSync(join(home, 'spec/implementations/acme.yaml'), implementation);
  const run = (...args: readonly string[]) => spawnSync(process.execPath, [cli, ...args], { cwd: home, encoding: 'utf8' });

  const generated = run('generate', '--out', 'packages', '--package', '@acme');
  expect(generated.stderr).not.toContain('error');
  expect(generated.status).toBe(0);
  expect(run('generate', '--out', 'packages', '--package', '@acme', '--check').status).toBe(0);

  // Installed as a consumer has it: the runtime, and the two generated packages.
  for (const [name, at] of [
    ['@migspec/runtime', join(root, 'packages/runtime')],
    ['@acme/devices', join(home, 'packages/devices')],
    ['@acme/capabilities', join(home, 'packages/capabilities')],
  ] as const) {
    mkdirSync(dirname(join(home, 'node_modules', name)), { recursive: true });
    symlinkSync(at, join(home, 'node_modules', name));
  }
  // Devices need no types but the runtime's; capabilities say that they read files.
  const compiled = (member: string): string =>
    spawnSync(process.execPath, [tsc, '-b', join(home, 'packages', member)], { encoding: 'utf8' }).stdout;
  expect(compiled('devices')).toBe('');
  const { devDependencies } = JSON.parse(readFileSync(join(home, 'packages/capabilities/package.json'), 'utf8'));
  for (const name of Object.keys(devDependencies)) {
    mkdirSync(dirname(join(home, 'packages/capabilities/node_modules', name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(home, 'packages/capabilities/node_modules', name));
  }
  expect(compiled('capabilities')).toBe('');

  writeFileSync(
    join(home, 'use.mjs'),
    `import { registry } from '@acme/devices';
const load = (build) => registry[build]['acme.example/lamp']();
const [Newer, Older] = [await load('acme@2'), await load('acme@1')];
const source = Newer.create('version=1');
source.state = { ...source.state, on: true, serial: 18446744073709551615n };
const destination = Older.create('version=1');
destination.load(source.save());
console.log(JSON.stringify({ on: destination.state.on, serial: String(destination.state.serial), levels: source.configuration.levels }));
try { Newer.create('levels=17'); } catch (error) { console.log(error.code); }
`,
  );
  const used = execFileSync(process.execPath, ['use.mjs'], { cwd: home, encoding: 'utf8' });
  expect(used.trim().split('\n')).toEqual(['{"on":true,"serial":"18446744073709551615","levels":0}', 'PARAM_VALUE_REFUSED']);

  // The matrix of the spec, without building anything.
  const conformed = run('conform', '--spec', 'spec');
  expect(conformed.stdout).toContain('0 disagree');
  expect(conformed.stdout).toContain('no findings');
  expect(conformed.status).toBe(0);

  const documents = join(home, 'packages/capabilities/documents/acme');
  expect(JSON.parse(readFileSync(join(documents, '2.json'), 'utf8')).build).toBe('acme@2');
  const both = ['--documents', join(home, 'packages/capabilities/documents')];
  expect(run('compat', 'acme@1', 'acme@2', ...both, '--device', 'acme.example/lamp').status).toBe(0);
  const refused = run('compat', 'acme@2', 'acme@1', ...both, '--device', 'acme.example/lamp,version=2');
  expect(refused.stdout).toContain('PARAM_UNKNOWN');
  expect(refused.status).toBe(3);
});
