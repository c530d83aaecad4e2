import { describe, expect, test } from 'vitest';
import { MigspecError, runtimeCodes } from '../../src/errors.js';
import { describeNativeStream, readNativeConfiguration, readNativeStream, writeNativeStream } from '../../src/framing/native/index.js';
import { flip, resealed } from './reseal.js';
import { bytesOf, good, hexOf } from './vectors.js';

/** The code a reader refuses with; anything but a MigspecError is a fault of the reader and passes through. */
function refusal(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    return error.code;
  }
}

function error(read: () => unknown): MigspecError {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof MigspecError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

describe('damaged native streams', () => {
  test('cut at every byte: TRUNCATED, and the bytes that are asked for are enough to go on', () => {
    const wrong: string[] = [];
    for (const { name, hex, limits } of good) {
      const bytes = bytesOf(hex);
      const options = { limits: limits ?? {} };
      for (let length = 0; length < bytes.length; length++) {
        const { code, details } = error(() => readNativeStream(bytes.subarray(0, length), options));
        const want = Number(details.want);
        if (code !== 'TRUNCATED' || details.offset !== length || !(want > length && want <= bytes.length)) {
          wrong.push(`${name} cut at ${length}: ${code}, offset ${details.offset}, want ${details.want}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('every bit flipped: refused with a code', () => {
    const accepted: string[] = [];
    const codes = new Set<string>();
    let flips = 0;
    for (const { name, hex, limits } of good) {
      const bytes = bytesOf(hex);
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        flip(bytes, bit);
        const code = refusal(() => readNativeStream(bytes, { limits: limits ?? {} }));
        if (code === undefined) accepted.push(`${name}: bit ${bit}`);
        else codes.add(code);
        flip(bytes, bit);
        flips++;
      }
    }
    expect(accepted).toEqual([]);
    expect(flips).toBeGreaterThan(50_000);
    for (const code of codes) expect(Object.keys(runtimeCodes)).toContain(code);
  });

  test('every bit flipped and sealed again: refused with a code, or another stream in its one form', () => {
    const codes = new Map<string, number>();
    const otherForm: string[] = [];
    let accepted = 0;
    // The long ones hold little but text: more of the same.
    for (const { name, hex, limits } of good.filter((vector) => vector.hex.length < 2048)) {
      const original = bytesOf(hex);
      const options = { limits: limits ?? {} };
      for (let bit = 0; bit < original.length * 8; bit++) {
        const bytes = original.slice();
        flip(bytes, bit);
        const sealed = resealed(bytes);
        if (sealed === undefined) continue;
        const { stream, failure } = describeNativeStream(sealed, options);
        if (failure !== undefined) codes.set(failure.code, (codes.get(failure.code) ?? 0) + 1);
        if (stream === undefined) continue;
        accepted++;
        if (stream.report.format !== '1.0' || stream.report.unknownFeatures.length > 0 || stream.report.skippedRecords.length > 0) continue;
        if (!same(writeNativeStream(stream, options), sealed)) otherForm.push(`${name}: bit ${bit}`);
      }
    }
    expect(otherForm).toEqual([]);
    expect(accepted).toBeGreaterThan(1000);
    for (const code of [
      'STRING_INVALID',
      'ORDER_WRONG',
      'CONFIGURATION_INVALID',
      'RECORD_INVALID',
      'STREAM_FEATURE_UNKNOWN',
      'RECORD_UNKNOWN',
    ]) {
      expect([...codes.keys()]).toContain(code);
    }
  });

  test('the configuration is read from the beginning alone, whatever follows', () => {
    for (const { name, hex, limits } of good) {
      const bytes = bytesOf(hex);
      const options = { limits: limits ?? {} };
      const whole = readNativeStream(bytes, options);
      const first = readNativeConfiguration(bytes, options);
      expect(first.devices, name).toEqual(whole.devices.map((device) => device.configuration));
      expect(first.machine).toEqual(whole.machine);
      const { end } = first.report;
      const noise = bytes.slice();
      noise.fill(0xa5, end);
      expect(readNativeConfiguration(noise, options)).toEqual(first);
      expect(readNativeConfiguration(bytes.subarray(0, end), options)).toEqual(first);
      expect(refusal(() => readNativeConfiguration(bytes.subarray(0, end - 1), options))).toBe('TRUNCATED');
    }
  });

  test('a receiver that fetches what it is asked for reads the configuration in a few steps', () => {
    const bytes = bytesOf(good.find((vector) => vector.name === 'device-complete')?.hex ?? '');
    let have = 0;
    let steps = 0;
    for (; steps < 20; steps++) {
      try {
        expect(readNativeConfiguration(bytes.subarray(0, have)).devices.length).toBe(1);
        break;
      } catch (error) {
        if (!(error instanceof MigspecError)) throw error;
        have = Number(error.details.want);
      }
    }
    // Length of the header, header, then head and rest of each record.
    expect(steps).toBe(2 + 2 * 3);
  });

  test('a description of a damaged stream holds what could be read', () => {
    const bytes = bytesOf(good.find((vector) => vector.name === 'section-optional')?.hex ?? '');
    const whole = describeNativeStream(bytes);
    expect(whole.failure).toBeUndefined();
    expect(whole.records.map((record) => record.name)).toEqual([
      'MACHINE',
      'CONFIGURATION',
      'CONFIGURATION_END',
      'SECTION',
      'SECTION',
      'END',
    ]);
    expect(whole.records.map((record) => record.optional)).toEqual([false, false, false, false, true, false]);
    const second = whole.records[4];
    expect(second && hexOf(bytes.subarray(second.payload + second.length - 2, second.payload + second.length))).toBe('ffff');
    expect(whole.records.map((record) => record.offset + record.length + 12)).toEqual([
      ...whole.records.slice(1).map((record) => record.offset),
      bytes.length,
    ]);
    const cut = describeNativeStream(bytes.subarray(0, (second?.offset ?? 0) + 9));
    expect(cut.records).toEqual(whole.records.slice(0, 4));
    expect(cut.stream).toBeUndefined();
    expect(cut.failure?.code).toBe('TRUNCATED');
    expect(describeNativeStream(new Uint8Array([1, 2]))).toMatchObject({ records: [], failure: { code: 'MAGIC_INVALID', offset: 0 } });
  });
});
