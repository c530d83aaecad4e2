/** What may be named as a state: folders, git revisions out of the object store, the lock; and what is taken when nothing is. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../run.js';
import { nic, nicPath, type Texts, vm, vmPath } from './spec.js';

let home = '';
const model = (field: string) => nic(['compatibility: full', `state: { nic: { sources: [test], fields: { ctrl: ${field} } } }`]);
const texts = (field: string): Texts => ({ [nicPath]: model(field), [vmPath]: vm({ '1.0': '"1"' }) });

function write(folder: string, files: Texts): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, folder, path)), { recursive: true });
    writeFileSync(join(home, folder, path), text);
  }
}

function git(...args: string[]): void {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: home, env });
  if (status !== 0) throw new Error(stderr.toString());
}

function migspec(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'packages/cli/bin/migspec.js'), ...args], {
    cwd: home,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'migspec-states-'));
  git('init', '-q', '-b', 'main');
  write('spec', texts('u16'));
  git('add', '-A');
  git('commit', '-qm', 'one');
  git('tag', 'v1');
  git('mv', 'spec', 'moved');
  symlinkSync('../../../moved/models/example.org/nic.yaml', join(home, 'moved/models/example.org/link.yaml'));
  git('add', '-A');
  git('commit', '-qm', 'moved');
  git('mv', 'moved', 'spec');
  git('rm', '-qf', 'spec/models/example.org/link.yaml');
  write('spec', texts('u32'));
  git('add', '-A');
  git('commit', '-qm', 'wider');
  write('spec', texts('u64'));
});
afterAll(() => rmSync(home, { recursive: true }));

test('nothing named, nothing locked: the last commit against the spec', () => {
  const { status, stdout } = migspec('breaking');
  expect(status).toBe(1);
  expect(stdout).toContain('the field nic/ctrl has 64 bits, and had 32');
  expect(stdout).toContain('HEAD:spec/models/example.org/nic.yaml:3:');
});

test.each([
  ['HEAD~2', 'had 16'],
  ['v1', 'had 16'],
  ['v1:spec', 'had 16'],
  ['v1:./spec', 'had 16'],
  ['HEAD~1:moved', 'had 16'],
])('a revision: %s, whose spec may lie elsewhere and hold links', (reference, had) => {
  const { status, stdout } = migspec('breaking', reference);
  expect(stdout).toContain(had);
  expect(status).toBe(1);
});

test('links of a revision are told, and not followed', () => {
  const { stderr } = migspec('breaking', 'HEAD~1:moved');
  expect(stderr).toContain('HEAD~1:moved: symbolic links are not followed: models/example.org/link.yaml');
  expect(migspec('breaking', 'v1').stderr).not.toContain('links');
});

test('what was found between revisions is proved', { timeout: 120_000 }, () => {
  const { status, stderr } = migspec('breaking', 'v1', 'HEAD', '--prove');
  expect(migspec('breaking', '--prove').stderr).toContain(' 0 disagree');
  expect(stderr).toMatch(/^\d+ pairs emulated, 0 disagree$/m);
  expect(status).toBe(1);
});

test('two revisions, and a revision against itself', () => {
  expect(migspec('breaking', 'v1', 'HEAD').stdout).toContain('has 32 bits, and had 16');
  expect(migspec('breaking', 'HEAD', 'HEAD')).toEqual({ status: 0, stdout: '', stderr: 'nothing breaks\n' });
});

test.each([
  [['--', '--output=x'], 'not a folder'],
  [['nowhere'], 'no such folder and no such git revision'],
  [['--', '-x:spec'], 'not a folder'],
  [['v1:nowhere'], 'there is no spec in nowhere'],
  [['v1:../spec'], 'does not lie in the repository'],
  [['v1:'], 'there is no spec in'],
  [['lock'], 'has no locks'],
])('%j is refused with what to do, and nothing else', (args, message) => {
  const { status, stdout, stderr } = migspec('breaking', ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('diff prints all differences by build and model, those that break marked, and says nothing of whether that is right', () => {
  const { status, stdout } = migspec('diff', 'v1');
  expect(status).toBe(0);
  expect(stdout).toContain('vm@1.0, against vm@1.0 as it was: example.org/nic\n! field nic/ctrl: type changed  FIELD_SIZE_CHANGED\n');
  expect(migspec('diff', 'HEAD', 'HEAD')).toEqual({ status: 0, stdout: '', stderr: 'no differences\n' });
});

test('json has the pairs, as the published schema says; sarif carries the same', () => {
  const schema = JSON.parse(readFileSync(join(root, 'packages/cli/schema/findings-1.schema.json'), 'utf8'));
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  const report = JSON.parse(migspec('breaking', 'v1', '--format', 'json').stdout);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  const [finding] = report.findings;
  expect(finding).toMatchObject({ id: 'FIELD_SIZE_CHANGED', subject: 'nic/ctrl', severity: 'error' });
  expect(finding.breaking).toMatchObject({ categories: ['STATE'], model: 'example.org/nic', builds: ['vm@1.0'], declared: [] });
  expect(finding.breaking.pairs).toContainEqual({
    source: { build: 'vm@1.0', state: 'before' },
    destination: { build: 'vm@1.0', state: 'after' },
    direction: 'forward',
    promised: true,
    on: ['configured'],
    reasons: ['SECTION_LAYOUT_DIFFERS'],
    someStates: false,
  });
  const [run] = JSON.parse(migspec('breaking', 'v1', '--format', 'sarif').stdout).runs;
  expect(run.results[0].properties.breaking).toEqual(finding.breaking);
  const differences = JSON.parse(migspec('diff', 'v1', '--format', 'json').stdout);
  expect(validate(differences), JSON.stringify(validate.errors)).toBe(true);
});

test('with a lock, that is what the spec is held against', () => {
  write('spec', texts('u32'));
  expect(migspec('release', '--all').status).toBe(0);
  expect(migspec('breaking')).toEqual({ status: 0, stdout: '', stderr: 'nothing breaks\n' });
  write('spec', texts('u64'));
  const { status, stdout } = migspec('breaking');
  expect(status).toBe(1);
  expect(stdout).toContain('the field nic/ctrl has 64 bits, and had 32');
  expect(migspec('lint').stdout).toContain('RELEASE_CHANGED');
  expect(migspec('breaking', '--prove').stderr).toContain('--prove: STATE_HAS_NO_TEXT: a lock');
  expect(migspec('breaking', 'HEAD', 'lock', '--prove').status).toBe(2);
});
