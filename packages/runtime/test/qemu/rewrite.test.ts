import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MigspecError } from '../../src/errors.js';
import {
  BytesSink,
  bytesSource,
  ComparingSink,
  inspectStream,
  recodeStreams,
  rewriteStream,
  zeroPages,
} from '../../src/framing/qemu/index.js';
import { smallStream } from './small-stream.js';

const fixtures = fileURLToPath(new URL('../fixtures/qemu', import.meta.url));
const fixture = (file: string): Uint8Array => gunzipSync(readFileSync(`${fixtures}/${file}`));
const files = readdirSync(fixtures).filter((file) => file.endsWith('.bin.gz'));

function rewritten(bytes: Uint8Array, buffer?: number): Uint8Array {
  const sink = new BytesSink();
  rewriteStream(bytesSource(bytes), sink, { buffer });
  return sink.result();
}

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof MigspecError) return error.code;
    throw error;
  }
}

test('every fixture is rewritten byte for byte', () => {
  const { counts, faults } = recodeStreams(files.map((file) => ({ file, source: bytesSource(fixture(file)) })));
  expect(faults).toEqual([]);
  expect(counts).toEqual({ files: 11, sections: counts.sections, typedBytes: 0, opaqueBytes: counts.opaqueBytes, recodedIdentical: 11 });
  expect(counts.sections).toBe(347);
});

test('the size of the buffer changes nothing', () => {
  const bytes = smallStream();
  for (const buffer of [8, 33, 1023, 1024, 1025, 4096, 1 << 20]) {
    expect(Buffer.compare(rewritten(bytes, buffer), bytes), `buffer ${buffer}`).toBe(0);
  }
});

test('fixtures hold no page of RAM or ROM', () => {
  for (const file of files) {
    let pages = 0;
    let zeroes = 0;
    const bytes = fixture(file);
    inspectStream(bytesSource(bytes), (record) => {
      if (!('pages' in record)) return;
      pages += record.pages;
      zeroes += record.zeroPages;
    });
    expect({ file, pages }).toEqual({ file, pages: 0 });
    expect(zeroes).toBeGreaterThan(4000);
    expect(Buffer.compare(zeroPages(bytes), bytes)).toBe(0);
  }
});

test('zeroing pages leaves everything else', () => {
  const bytes = smallStream();
  const zeroed = zeroPages(bytes);
  // Two pages of 1024 bytes are a fill byte each.
  expect(zeroed.length).toBe(bytes.length - 2 * 1023);
  expect(Buffer.compare(rewritten(zeroed), zeroed)).toBe(0);
  const behindRam = bytes.length - Buffer.from(bytes).indexOf('clock');
  expect(Buffer.compare(zeroed.subarray(-behindRam), bytes.subarray(-behindRam))).toBe(0);
});

test('streams of old machine types: no configuration, no footers, no description', () => {
  const old = fixture('7.2-pc-i440fx-2.3-bare.bin.gz');
  expect(Buffer.from(old.subarray(8, 17)).toString('hex')).toBe('010000000203' + '72616d');
  expect(inspectStream(bytesSource(old), () => {}).settings).toEqual({ footers: false, configuration: false });
  const plain = smallStream({ footers: false, configuration: false });
  expect(Buffer.compare(rewritten(plain), plain)).toBe(0);
  expect(codeOf(() => rewritten(smallStream({ description: undefined })))).toBe('SECTION_UNKNOWN');
});

test('a sink that compares says where streams differ', () => {
  const bytes = smallStream();
  const sink = new ComparingSink(bytesSource(bytes));
  const other = bytes.slice();
  other[1000] = (other[1000] ?? 0) ^ 1;
  sink.write(other, 0, other.length);
  expect([sink.differsAt, sink.identical]).toEqual([1000, false]);
  const short = new ComparingSink(bytesSource(bytes));
  short.write(bytes, 0, 10);
  expect([short.differsAt, short.identical]).toEqual([undefined, false]);
  short.write(bytes, 10, bytes.length);
  expect(short.identical).toBe(true);
  short.write(bytes, 0, 1);
  expect(short.identical).toBe(false);
});
