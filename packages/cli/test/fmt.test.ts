import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migspec, temporaryFolder } from './run.js';

const modeline = '# yaml-language-server: $schema=../schema/model.schema.json\n';

function spec(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'spec');
  mkdirSync(join(folder, 'models'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'models', name), text);
  return folder;
}

const read = (folder: string, name: string): string => readFileSync(join(folder, 'models', name), 'utf8');

test('fmt: what is not in canonical form is written and named, the rest is not touched', () => {
  const folder = spec({ 'a.yaml': 'state: {}\nmodel: a\n', 'b.yaml': `${modeline}model: b\n` });
  expect(migspec('fmt', '--check', '--spec', folder)).toEqual({
    status: 1,
    stdout: 'spec/models/a.yaml\n',
    stderr: '2 files, 1 would change\n',
  });
  expect(read(folder, 'a.yaml')).toBe('state: {}\nmodel: a\n');
  expect(migspec('fmt', '--spec', folder)).toEqual({ status: 0, stdout: 'spec/models/a.yaml\n', stderr: '2 files, 1 changed\n' });
  expect(read(folder, 'a.yaml')).toBe(`${modeline}model: a\nstate: {}\n`);
  expect(migspec('fmt', '--spec', folder)).toEqual({ status: 0, stdout: '', stderr: '2 files, nothing to do\n' });
  expect(migspec('fmt', '--check', '--spec', folder).status).toBe(0);
  expect(readdirSync(join(folder, 'models'))).toEqual(['a.yaml', 'b.yaml']);
});

test('fmt: a file with errors stays as it is, with its findings; the others are written', () => {
  const folder = spec({ 'a.yaml': 'state: {}\nmodel: a\n', 'b.yaml': 'modle: b\n' });
  const { status, stdout, stderr } = migspec('fmt', '--spec', folder);
  expect([status, stdout]).toEqual([1, 'spec/models/a.yaml\n']);
  expect(stderr).toContain('spec/models/b.yaml:1:1 - error MS2001 KEY_UNKNOWN');
  expect(stderr).toContain('did you mean "model"?');
  expect(read(folder, 'b.yaml')).toBe('modle: b\n');
});

test('fmt: only the files that are named', () => {
  const folder = spec({ 'a.yaml': 'model: a\n', 'b.yaml': 'model: b\n' });
  expect(migspec('fmt', join(folder, 'models/b.yaml'), '--spec', folder).stdout).toBe('spec/models/b.yaml\n');
  expect([read(folder, 'a.yaml'), read(folder, 'b.yaml')]).toEqual(['model: a\n', `${modeline}model: b\n`]);
});
