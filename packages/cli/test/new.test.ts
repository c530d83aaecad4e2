import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paramTypes, scaffold } from '@migspec/generator';
import { expect, test } from 'vitest';
import { migspec, temporaryFolder } from './run.js';

const model = { what: 'model', of: { name: 'example.org/nic' } } as const;

function newSpec(): string {
  const spec = join(temporaryFolder(), 'spec');
  scaffold(spec, model, 'data sheet');
  return spec;
}

const nicOf = (spec: string): string => readFileSync(join(spec, 'models/example.org/nic.yaml'), 'utf8');

test('new: from nothing to two builds and machine types; lint, fmt, generate and conform agree at the end', () => {
  const home = temporaryFolder();
  const spec = join(home, 'spec');
  const steps: readonly (readonly string[])[] = [
    ['model', 'example.org/nic', '--title', 'A network card'],
    ['param', 'example.org/nic', 'queues', '--type', 'u16'],
    ['param', 'nic', 'mode', '--type', 'enum', '--values', 'slow,fast'],
    ['version', 'nic', '2', 'queues=4'],
    ['section', 'nic', 'nic-statistics'],
    ['build', 'acme@1', '--destination', 'started'],
    ['machine', 'pc', 'pc-1'],
    ['param', 'nic', 'rss', '--revision', 'r2'],
    ['section', 'nic', 'nic-rss', '--revision', 'r2'],
    ['version', 'nic', '3', '--based-on', '2', 'rss=true'],
    ['build', 'acme@2'],
    ['machine', 'pc', 'pc-2'],
  ];
  for (const step of steps) {
    const { status, stdout, stderr } = migspec('new', ...step, '--spec', spec, '--source', 'data sheet');
    // A revision that no build knows yet is a warning until the build is there.
    expect([step, status, stderr.includes(' - error ')]).toEqual([step, 0, false]);
    expect(stderr).toContain('next:\n  - ');
    expect(stdout).toMatch(/^((made|changed) spec\/\S+\n)+$/);
    expect([step, migspec('lint', '--spec', spec).status]).toEqual([step, 0]);
  }
  expect(migspec('lint', '--spec', spec).stderr).toBe('no findings\n');
  expect(migspec('fmt', '--check', '--spec', spec).status).toBe(0);
  const out = ['--spec', spec, '--out', join(home, 'packages'), '--package', '@acme'];
  expect(migspec('generate', ...out).status).toBe(0);
  expect(migspec('generate', '--check', ...out).status).toBe(0);
  const { status, stdout } = migspec('conform', '--spec', spec, '--summary');
  expect([status, stdout]).toEqual([0, expect.stringMatching(/[1-9]\d* agree, 0 disagree/)]);
});

test('new: comments and order of a file stay, and only new lines are new', () => {
  const spec = newSpec();
  const param = { model: 'nic', name: 'rss', type: 'bool', values: [], stateOnly: false } as const;
  scaffold(spec, { what: 'param', of: param }, 'data sheet');
  const path = join(spec, 'models/example.org/nic.yaml');
  const commented = nicOf(spec)
    .replace('versions:\n', 'versions:   # complete\n    # the first\n  ')
    .replace('fields:', 'fields: # in wire order');
  writeFileSync(path, commented);
  scaffold(spec, { what: 'version', of: { model: 'nic', name: '2', assignments: ['rss=true'] } }, 'data sheet');
  const lines = nicOf(spec).split('\n');
  expect(lines.filter((line) => !commented.split('\n').includes(line))).toEqual(['    "2": { rss: true }']);
});

test('new: nothing is overwritten, and mistakes say what to do', () => {
  const spec = newSpec();
  scaffold(spec, { what: 'build', of: { build: 'acme@1', models: [] } }, 'data sheet');
  const before = nicOf(spec);
  for (const [args, message] of [
    [['model', 'example.org/nic'], 'is there already'],
    [['model', 'a b'], 'is no name here'],
    [['param', 'nci', 'x'], 'did you mean nic?'],
    [['param', 'nic', 'late'], '--revision NAME'],
    [['param', 'nic', 'late', '--revision', '1'], 'acme@1 knows revision 1 already'],
    [['version', 'nic', '1'], 'has a version 1 already'],
    [['version', 'nic', '2', 'rss'], 'rss: not PARAM=VALUE'],
    [['section', 'nic', 'nic', '--revision', 'r2'], 'has a section nic already'],
    [['build', 'acme'], 'not IMPLEMENTATION@BUILD'],
    [['build', 'acme@1'], 'has a build 1 already'],
    [['build', 'acme@2', '--framing', 'qemu'], 'leave out --framing'],
    [['machine', 'pc', 'pc-1', '--implementation', 'acem'], 'acem: no such implementation'],
  ] as const) {
    const { status, stdout, stderr } = migspec('new', ...args, '--spec', spec);
    expect([args, status, stdout]).toEqual([args, 2, '']);
    expect(stderr).toContain(message);
  }
  expect(nicOf(spec)).toBe(before);
  expect(readdirSync(spec).sort()).toEqual(['implementations', 'models', 'schema']);
});

test('new: a result with errors is not written, nor is anything into a spec that has some', () => {
  const spec = newSpec();
  const before = nicOf(spec);
  const bad = migspec('new', 'version', 'nic', '2', 'rss=true', '--spec', spec);
  expect([bad.status, bad.stdout]).toEqual([1, '']);
  expect(bad.stderr).toMatch(/error MS\d{4}[\s\S]*nothing was written\n$/);
  expect(nicOf(spec)).toBe(before);
  const broken = join(temporaryFolder(), 'spec');
  mkdirSync(join(broken, 'models'), { recursive: true });
  writeFileSync(join(broken, 'models/x.yaml'), 'modle: x\n');
  expect(migspec('new', 'model', 'example.org/nic', '--spec', broken).status).toBe(1);
  expect(existsSync(join(broken, 'models/example.org'))).toBe(false);
});

test('new: the command line offers the types that the language scaffolds', () => {
  const { stdout } = migspec('new', 'param', '--help');
  for (const type of ['bool', 'u64', 'i8', 'enum', 'flags']) expect(stdout).toContain(`"${type}"`);
});

test('a param of every type of the language; a text is off when it is empty', () => {
  const spec = newSpec();
  for (const type of paramTypes) {
    const of = { model: 'nic', name: `p-${type}`, type, values: [], stateOnly: false };
    expect([type, scaffold(spec, { what: 'param', of }, 'data sheet').diagnostics]).toEqual([type, []]);
  }
  expect(nicOf(spec)).toContain('p-string: { doc: To be described., type: string, off: "", default: "", sources: ["data sheet"] }');
  const of = { model: 'nic', name: '2', assignments: ['p-string=lan 0'] };
  expect(scaffold(spec, { what: 'version', of }, 'data sheet').diagnostics).toEqual([]);
  expect(nicOf(spec)).toContain('"2": { p-string: "lan 0" }');
});

test('the command line takes every type of a param', () => {
  const help = migspec('new', 'param', '--help').stdout.replaceAll(/\s+/g, ' ');
  for (const type of paramTypes) expect(help).toContain(`"${type}"`);
});
