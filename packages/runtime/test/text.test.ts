import { describe, expect, test } from 'vitest';
import { nameBytes, readText, textLength, writeText } from '../src/codec.js';
import { Cursor } from '../src/cursor.js';
import { MigspecError } from '../src/errors.js';
import { NativeSubsections, nativeSubsectionHeader } from '../src/subsections.js';

const texts = ['', 'ens3', '\ufeff', '\ufeffname', 'a\ufeffb', '\u{1f600}', '\ufffd', '\u0001\uffff'];

describe('text in a payload', () => {
  test('comes back as it was written, byte order marks included', () => {
    for (const text of texts) {
      const cursor = new Cursor(new Uint8Array(16));
      const length = writeText(cursor, 'label', 2, text, 12);
      expect(length, JSON.stringify(text)).toBe(textLength(text));
      expect(readText(cursor, 'label', 2, length)).toBe(text);
    }
  });

  test('with half of a surrogate pair is not written', () => {
    for (const text of ['\ud800', 'a\udc00', '\udc00\ud800', 'a\ud83db']) {
      const cursor = new Cursor(new Uint8Array(16));
      expect(
        codeOf(() => writeText(cursor, 'label', 0, text, 12)),
        JSON.stringify(text),
      ).toBe('STATE_INVALID');
      expect(cursor.u8.every((byte) => byte === 0)).toBe(true);
    }
  });

  test('too long, with NUL, or not UTF-8 is refused', () => {
    const cursor = new Cursor(new Uint8Array(16));
    expect(codeOf(() => writeText(cursor, 'label', 0, 'four', 3))).toBe('STATE_INVALID');
    expect(codeOf(() => writeText(cursor, 'label', 0, 'a\0', 3))).toBe('STATE_INVALID');
    expect(codeOf(() => readText(new Cursor(Uint8Array.of(0x61, 0)), 'label', 0, 2))).toBe('STRING_INVALID');
    expect(codeOf(() => readText(new Cursor(Uint8Array.of(0xed, 0xa0, 0x80)), 'label', 0, 3))).toBe('STRING_INVALID');
  });

  test('the name of a native subsection keeps its byte order mark', () => {
    for (const name of ['\ufefftso', 'tso']) {
      const header = nativeSubsectionHeader(name, 1, false);
      const subsections = new NativeSubsections(new Cursor(Uint8Array.of(1, ...header)), 0);
      expect(subsections.next()).toBe(true);
      expect(subsections.name).toBe(name);
      expect(nameBytes(subsections.name)).toEqual(nameBytes(name));
    }
  });
});

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'accepted';
  } catch (error) {
    return error instanceof MigspecError ? error.code : String(error);
  }
}
