import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { file, fixturePath, fixtures, migspec, nativeVectors, temporaryFolder, unpacked, vectorBytes } from './run.js';

test('recode: real QEMU streams come out byte for byte, models included', () => {
  const folder = temporaryFolder();
  for (const path of fixtures) {
    const out = join(folder, 'again.bin');
    const { status, stdout, stderr } = migspec('recode', path, out);
    const bytes = unpacked(path);
    expect([path, status, stdout, readFileSync(out).equals(bytes)]).toEqual([path, 0, '', true]);
    const [, sections, typed, written] = /^(\d+) sections: (\d+) bytes through a model, .* (\d+) bytes written\n$/.exec(stderr) ?? [];
    expect([path, Number(written)]).toEqual([path, bytes.length]);
    expect(Number(sections)).toBeGreaterThan(20);
    expect(Number(typed)).toBeGreaterThan(100);
  }
  expect(readdirSync(folder)).toEqual(['again.bin']);
});

test('recode: native streams come out byte for byte', () => {
  for (const name of ['empty-machine', 'device-complete', 'several-devices', 'section-with-subsections']) {
    const vector = nativeVectors('good').find((each) => each.name === name);
    if (vector === undefined) throw new Error(`${name} is missing`);
    const path = file(vectorBytes(vector));
    const { status, stdout } = migspec('recode', path, `${path}.again`);
    expect([name, status, stdout, readFileSync(`${path}.again`).equals(readFileSync(path))]).toEqual([name, 0, '', true]);
  }
});

test('recode: a damaged stream leaves nothing behind, and what was there stays', () => {
  const path = file(unpacked(fixturePath('7.2-pc-i440fx-2.3-bare')).subarray(0, 20_000));
  const out = join(dirname(path), 'again.bin');
  const refused = migspec('recode', path, out);
  expect([refused.status, refused.stdout, existsSync(out)]).toEqual([1, '', false]);
  expect(refused.stderr).toContain('MS8001 TRUNCATED');
  expect(readdirSync(dirname(path))).toEqual(['stream.bin']);
  const kept = file(Uint8Array.of(1, 2, 3), 'kept.bin');
  expect(migspec('recode', path, kept).status).toBe(1);
  expect([...readFileSync(kept)]).toEqual([1, 2, 3]);
});

test('recode: files that cannot be read or written', () => {
  const folder = temporaryFolder();
  const good = fixturePath('7.2-pc-i440fx-2.3-bare');
  const missing = migspec('recode', `${folder}/nothing.bin`, `${folder}/out.bin`);
  expect(missing).toEqual({ status: 74, stdout: '', stderr: `migspec: ${folder}/nothing.bin: no such file or folder\n` });
  const nowhere = migspec('recode', good, `${folder}/none/out.bin`);
  expect(nowhere).toEqual({ status: 74, stdout: '', stderr: `migspec: ${folder}/none: no such file or folder\n` });
  expect(migspec('recode', good, folder)).toEqual({
    status: 2,
    stdout: '',
    stderr: `migspec: ${folder}: is a folder; OUT is the file to write\n`,
  });
  expect(readdirSync(folder)).toEqual([]);
});
