import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BytesSink, bytesSource, rewriteStream } from '../../src/framing/qemu/index.js';

const corpus = process.env.MIGSPEC_CORPUS ?? fileURLToPath(new URL('../../../../../shared/qemu', import.meta.url));
const present = existsSync(join(corpus, 'streams'));
if (!present) console.warn(`no captures at ${corpus}: nothing of them is tested`);

test.skipIf(!present)('every capture is rewritten byte for byte', () => {
  const streams = join(corpus, 'streams');
  const files = readdirSync(streams, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.bin.gz'));
  const counts = { files: 0, sections: 0, typedBytes: 0, opaqueBytes: 0, recodedIdentical: 0 };
  const differing: string[] = [];
  for (const file of files) {
    const bytes = gunzipSync(readFileSync(join(streams, file)));
    const sink = new BytesSink();
    const result = rewriteStream(bytesSource(bytes), sink);
    counts.files += 1;
    counts.sections += result.sections;
    counts.typedBytes += result.typedBytes;
    counts.opaqueBytes += result.opaqueBytes;
    if (bytes.equals(sink.result())) counts.recodedIdentical += 1;
    else differing.push(file);
  }
  expect(differing).toEqual([]);
  expect(counts.files).toBeGreaterThanOrEqual(80);
  expect(counts.recodedIdentical).toBe(counts.files);
  // As many as the descriptions list.
  expect(counts.sections).toBe(2539);
});
