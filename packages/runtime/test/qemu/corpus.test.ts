import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bytesSource, descriptionLeaves, findDescription, recodeStreams } from '../../src/framing/qemu/index.js';

const corpus = process.env.MIGSPEC_CORPUS ?? fileURLToPath(new URL('../../../../../shared/qemu', import.meta.url));
const streams = join(corpus, 'streams');
const present = existsSync(streams);
if (!present) console.warn('no corpus of captures: nothing of it is tested');

function* captures(): Generator<{ file: string; source: ReturnType<typeof bytesSource> }> {
  for (const file of readdirSync(streams, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.bin.gz')) yield { file, source: bytesSource(gunzipSync(readFileSync(join(streams, file)))) };
  }
}

test.skipIf(!present)('corpus: every capture is rewritten byte for byte', () => {
  const { counts, faults } = recodeStreams(captures());
  expect(faults).toEqual([]);
  expect(counts.files).toBeGreaterThanOrEqual(80);
  expect(counts).toEqual({ files: counts.files, recodedIdentical: counts.files, sections: 2539, typedBytes: 0, opaqueBytes: 9_724_992 });
});

test.skipIf(!present)('corpus: the leaves of every described section follow each other without gaps', () => {
  const faults: string[] = [];
  let leaves = 0;
  for (const { file, source } of captures()) {
    for (const section of findDescription(source)?.sections ?? []) {
      let at = 0;
      const paths = new Set<string>();
      for (const { path, offset, size, count, type } of descriptionLeaves(section)) {
        if (offset !== at) faults.push(`${file} ${section.section} ${path}: at ${offset}, want ${at}`);
        if (type === 'not described') faults.push(`${file} ${section.section} ${path}: not described`);
        at += size * count;
        paths.add(path);
        leaves += 1;
      }
      if (at !== section.size) faults.push(`${file} ${section.section}: ${at} bytes, want ${section.size}`);
      if (paths.size === 0) faults.push(`${file} ${section.section}: no fields`);
    }
  }
  expect(faults).toEqual([]);
  expect(leaves).toBeGreaterThan(100_000);
});
