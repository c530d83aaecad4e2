import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { MigspecError, runtimeCodes } from '../../src/errors.js';
import { nativeStreamJson, readNativeStream, writeNativeStream } from '../../src/framing/native/index.js';
import { bad, bytesOf, good, hexOf, streamOf } from './vectors.js';

describe('golden vectors of the native stream', () => {
  test('are what the script makes', () => {
    const script = fileURLToPath(new URL('../../../../scripts/make-native-vectors.mjs', import.meta.url));
    execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' });
  });

  test('are enough: every code of the framing, every record kind', () => {
    expect(good.length).toBeGreaterThanOrEqual(12);
    expect(bad.length).toBeGreaterThanOrEqual(30);
    const framing = ['TRUNCATED', 'TRAILING_BYTES', 'BOOL_INVALID', 'STRING_INVALID', 'SECTION_DUPLICATE', 'MAGIC_INVALID'];
    framing.push('FORMAT_VERSION_REFUSED', 'STREAM_FEATURE_UNKNOWN', 'CHECKSUM_WRONG', 'RECORD_INVALID', 'RECORD_UNKNOWN');
    framing.push('HEADER_INVALID', 'ORDER_WRONG', 'LIMIT_EXCEEDED', 'CONFIGURATION_INVALID');
    expect([...new Set(bad.map((vector) => vector.expect.error))].sort()).toEqual(framing.sort());
    for (const code of framing) expect(Object.keys(runtimeCodes)).toContain(code);
  });

  test('good: the reader makes the expected JSON', () => {
    for (const { name, hex, limits, expect: want } of good) {
      expect(nativeStreamJson(readNativeStream(bytesOf(hex), { limits: limits ?? {} })), name).toEqual(want.ok);
    }
  });

  test('good: the writer makes the expected bytes, except where the reader skipped something', () => {
    let same = 0;
    for (const { name, hex, limits, expect: want } of good) {
      const written = writeNativeStream(streamOf(want.ok), { limits: limits ?? {} });
      const { unknownFeatures, skippedRecords } = want.ok.report;
      if (unknownFeatures.length === 0 && skippedRecords.length === 0 && want.ok.format === '1.0') {
        expect(hexOf(written), name).toBe(hex);
        same++;
      } else {
        const again = nativeStreamJson(readNativeStream(written, { limits: limits ?? {} }));
        expect({ ...again, report: null, format: null }, name).toEqual({ ...want.ok, report: null, format: null });
      }
    }
    expect(same).toBeGreaterThanOrEqual(12);
  });

  test('bad: the reader refuses with the expected code', () => {
    for (const { name, hex, limits, expect: want } of bad) expect(codeOf(bytesOf(hex), limits), name).toBe(want.error);
  });
});

function codeOf(bytes: Uint8Array, limits = {}): string {
  try {
    readNativeStream(bytes, { limits });
    return 'accepted';
  } catch (error) {
    return error instanceof MigspecError ? error.code : String(error);
  }
}
