import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { EmittedFile } from '../../src/emit/file.js';
import { manifestName, OutputRefused, planTree, type WriteReport, WrittenFiles } from '../../src/emit/write.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'migspec-write-'));
});
function writeTree(folder: string, files: readonly EmittedFile[], dryRun = false, written = new WrittenFiles()): WriteReport {
  const { report, apply } = planTree(folder, files, written);
  if (!dryRun) apply();
  return report;
}

const a = { path: 'src/a.ts', text: '// @generated\nexport const a = 1;\n' };
const b = { path: 'src/deep/b.ts', text: '// @generated\nexport const b = 2;\n' };

test('writes the tree, then nothing', () => {
  expect(writeTree(root, [b, a])).toEqual({ added: ['src/a.ts', 'src/deep/b.ts'], changed: [], removed: [] });
  const before = [a, b].map((file) => statSync(join(root, file.path)).mtimeNs);
  const manifest = statSync(join(root, manifestName)).mtimeNs;
  expect(writeTree(root, [a, b])).toEqual({ added: [], changed: [], removed: [] });
  expect([a, b].map((file) => statSync(join(root, file.path)).mtimeNs)).toEqual(before);
  expect(statSync(join(root, manifestName)).mtimeNs).toBe(manifest);
});

test('a process that goes on knows its files, and sees when somebody else touches one', () => {
  const written = new WrittenFiles();
  writeTree(root, [a, b], false, written);
  expect(writeTree(root, [a, b], false, written)).toEqual({ added: [], changed: [], removed: [] });
  writeFileSync(join(root, a.path), '// @generated\n// touched\n');
  utimesSync(join(root, a.path), 1, 1);
  expect(writeTree(root, [a, b], false, written)).toEqual({ added: [], changed: ['src/a.ts'], removed: [] });
  expect(readFileSync(join(root, a.path), 'utf8')).toBe(a.text);
  rmSync(join(root, b.path));
  expect(writeTree(root, [a, b], false, written)).toEqual({ added: ['src/deep/b.ts'], changed: [], removed: [] });
});

test('removes what is no longer made, and the folders it leaves empty', () => {
  writeTree(root, [a, b]);
  expect(writeTree(root, [a]).removed).toEqual(['src/deep/b.ts']);
  expect(existsSync(join(root, 'src/deep'))).toBe(false);
});

test('reports without writing', () => {
  writeTree(root, [a]);
  const changed = { ...a, text: `${a.text}// more\n` };
  expect(writeTree(root, [changed, b], true)).toEqual({ added: ['src/deep/b.ts'], changed: ['src/a.ts'], removed: [] });
  expect(readFileSync(join(root, a.path), 'utf8')).toBe(a.text);
  expect(existsSync(join(root, b.path))).toBe(false);
});

test('never follows a link, leaves the folder, or takes somebody’s file', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'migspec-elsewhere-'));
  symlinkSync(elsewhere, join(root, 'src'));
  expect(() => writeTree(root, [a])).toThrow(OutputRefused);
  expect(existsSync(join(elsewhere, 'a.ts'))).toBe(false);
  expect(() => writeTree(root, [{ path: '../outside.ts', text: '' }])).toThrow(OutputRefused);
  mkdirSync(join(root, 'own'));
  writeFileSync(join(root, 'own/mine.ts'), 'export const mine = true;\n');
  expect(() => writeTree(root, [{ path: 'own/mine.ts', text: '// @generated\n' }])).toThrow('not generated');
  expect(readFileSync(join(root, 'own/mine.ts'), 'utf8')).toBe('export const mine = true;\n');
});

test('a link in the place of the folder, of the manifest or of a temporary file', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'migspec-elsewhere-'));
  const link = join(root, 'devices');
  symlinkSync(elsewhere, link);
  expect(() => writeTree(link, [a])).toThrow('the output folder is a symbolic link');
  expect(existsSync(join(elsewhere, 'src'))).toBe(false);

  const target = join(elsewhere, 'precious');
  writeFileSync(target, 'precious');
  const planted = join(root, 'other');
  mkdirSync(join(planted, 'src'), { recursive: true });
  symlinkSync(target, join(planted, `src/a.ts.${process.pid}.tmp`));
  writeTree(planted, [a]);
  expect(readFileSync(target, 'utf8')).toBe('precious');
  expect(readFileSync(join(planted, 'src/a.ts'), 'utf8')).toBe(a.text);

  const third = join(root, 'third');
  mkdirSync(third);
  symlinkSync(target, join(third, manifestName));
  expect(() => writeTree(third, [a])).toThrow('symbolic link');
  expect(readFileSync(target, 'utf8')).toBe('precious');
});

test('paths that some systems cannot have or cannot tell apart', () => {
  const refused = [
    'src/con.ts',
    'nul/a.ts',
    'src/COM1',
    'a:b.ts',
    'src\\a.ts',
    'a?.ts',
    'src/a.',
    '/etc/passwd',
    'src//a.ts',
    'src/../../a.ts',
    './a.ts',
  ];
  for (const path of refused) expect(() => writeTree(root, [{ path, text: '' }]), path).toThrow(OutputRefused);
  expect(() => writeTree(root, [a, { path: 'src/A.ts', text: '' }])).toThrow('some systems take it for');
  expect(() => writeTree(root, [a, { path: 'SRC/a.ts', text: '' }])).toThrow('some systems take it for');
  for (const path of ['src/console.ts', 'src/com.ts', 'src/null.ts', '@a/b-c_d.e/f+g.ts'])
    writeTree(root, [{ path, text: '// @generated\n' }]);
});
