import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { ComparingSink, openStream, rewriteStream } from '../../src/framing/qemu/index.js';
import { smallStream } from './small-stream.js';

const folder = mkdtempSync(join(tmpdir(), 'migspec-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

test('a stream in a file, packed or not', () => {
  for (const path of [file('plain', smallStream()), file('packed', gzipSync(smallStream()))]) {
    const { source, close } = openStream(path);
    expect(source.size).toBe(smallStream().length);
    const sink = new ComparingSink(source);
    rewriteStream(source, sink);
    expect(sink.identical).toBe(true);
    close();
  }
});

test('no file, a broken one', () => {
  expect(() => openStream(join(folder, 'none'))).toThrow(/ENOENT/);
  expect(() => openStream(folder)).toThrow(/EISDIR/);
  const packed = gzipSync(smallStream());
  expect(() => openStream(file('cut', packed.subarray(0, 100)))).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
  const { source, close } = openStream(file('empty', new Uint8Array()));
  expect(() => rewriteStream(source, new ComparingSink(source))).toThrow(expect.objectContaining({ code: 'TRUNCATED' }));
  close();
});
