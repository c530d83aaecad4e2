import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatSpec } from '../../src/driver/format.js';
import { saveFiles } from '../../src/edit/save.js';

function folder(): string {
  const home = mkdtempSync(join(tmpdir(), 'migspec-format-'));
  mkdirSync(join(home, 'models'));
  writeFileSync(join(home, 'models/a.yaml'), 'model: a\n');
  return home;
}

test('a check changes nothing and finds what is to do; a file outside of the spec stops everything', () => {
  const specDir = folder();
  const path = join(specDir, 'models/a.yaml');
  expect(formatSpec({ specDir, check: true }).changed.length).toBe(1);
  expect(formatSpec({ specDir, check: false, files: [path, 'elsewhere.yaml'] })).toMatchObject({
    changed: [],
    unknown: ['elsewhere.yaml'],
  });
  expect(readFileSync(path, 'utf8')).toBe('model: a\n');
  expect(formatSpec({ specDir, check: false, files: [path] }).changed.length).toBe(1);
  expect(readFileSync(path, 'utf8')).toContain('# yaml-language-server');
});

test('several files are written together, or none is and no folder stays', () => {
  const home = folder();
  const before = readdirSync(home);
  mkdirSync(join(home, 'types/bus.yaml'), { recursive: true });
  const files = [
    { path: join(home, 'models/a.yaml'), text: 'changed' },
    { path: join(home, 'machines/deep/pc.yaml'), text: 'new' },
    { path: join(home, 'types/bus.yaml'), text: 'a folder stands here' },
  ];
  expect(() => saveFiles(files)).toThrow('EISDIR');
  expect(readFileSync(join(home, 'models/a.yaml'), 'utf8')).toBe('model: a\n');
  expect(readdirSync(home)).toEqual([...before, 'types']);
  expect(readdirSync(join(home, 'models'))).toEqual(['a.yaml']);
  saveFiles(files.slice(0, 2));
  expect(readFileSync(join(home, 'models/a.yaml'), 'utf8')).toBe('changed');
  expect(readFileSync(join(home, 'machines/deep/pc.yaml'), 'utf8')).toBe('new');
});
