/** Old readers and new streams: what is skipped, what is refused, and that nothing is lost without a word. */
import { describe, expect, test } from 'vitest';
import { crc32c } from '../../src/crc32c.js';
import { MigspecError } from '../../src/errors.js';
import { type NativeStream, readNativeStream, writeNativeStream } from '../../src/framing/native/index.js';

const stream: NativeStream = {
  features: { critical: 0, optional: 0 },
  machine: { facts: [{ name: 'cpus', type: 'u16', value: 4 }] },
  devices: [
    {
      configuration: { model: 'example.org/clock', build: 'example@2', path: '', instance: 0, params: [] },
      sections: [
        { name: 'clock', instance: 0, version: 1, optional: false, payload: Uint8Array.of(1, 2, 3) },
        { name: 'clock-fix', instance: 0, version: 1, optional: true, payload: Uint8Array.of(4, 5) },
      ],
    },
  ],
};

/** The header with other numbers in it, and the checksums right. */
function withHeader(bytes: Uint8Array, change: (view: DataView) => void, extra = 0): Uint8Array {
  const changed = new Uint8Array(bytes.length + extra);
  changed.set(bytes.subarray(0, 20));
  changed.fill(0xee, 20, 20 + extra);
  changed.set(bytes.subarray(20), 20 + extra);
  const view = new DataView(changed.buffer);
  view.setUint16(10, 24 + extra);
  change(view);
  view.setUint32(20 + extra, crc32c(changed, 0, 0, 20 + extra));
  return sealed(changed, 24 + extra);
}

function withRecord(bytes: Uint8Array, at: number, kind: number, flags: number, payload: Uint8Array): Uint8Array {
  const record = new Uint8Array(12 + payload.length);
  const view = new DataView(record.buffer);
  view.setUint16(0, kind);
  view.setUint16(2, flags);
  view.setUint32(4, payload.length);
  record.set(payload, 8);
  view.setUint32(8 + payload.length, crc32c(record, 0, 0, 8 + payload.length));
  const joined = new Uint8Array(bytes.length + record.length);
  joined.set(bytes.subarray(0, at));
  joined.set(record, at);
  joined.set(bytes.subarray(at), at + record.length);
  return sealed(joined, 24);
}

/** END (20 bytes, the last record) counts and seals again. */
function sealed(bytes: Uint8Array, header: number): Uint8Array {
  const view = new DataView(bytes.buffer);
  let seal = crc32c(bytes, 0, header - 4, header);
  let records = 0;
  let at = header;
  for (; at < bytes.length - 20; records++) {
    const end = at + 12 + view.getUint32(at + 4);
    seal = crc32c(bytes, seal, end - 4, end);
    at = end;
  }
  view.setUint32(at + 8, records);
  view.setUint32(at + 12, seal);
  view.setUint32(at + 16, crc32c(bytes, 0, at, at + 16));
  return bytes;
}

function codeOf(bytes: Uint8Array): string {
  try {
    readNativeStream(bytes);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    return error.code;
  }
}

/** What a device that knows some names of sections does with those that came: the rule of the page. */
function receive(bytes: Uint8Array, knows: readonly string[]): { loaded: string[]; dropped: string[]; refused?: string } {
  const loaded: string[] = [];
  const dropped: string[] = [];
  for (const section of readNativeStream(bytes).devices.flatMap((device) => device.sections)) {
    if (knows.includes(section.name)) loaded.push(section.name);
    else if (section.optional) dropped.push(section.name);
    else return { loaded, dropped, refused: 'SECTION_UNKNOWN' };
  }
  return { loaded, dropped };
}

describe('old readers and new streams', () => {
  const bytes = writeNativeStream(stream);
  const { report: _report, ...content } = readNativeStream(bytes);

  test('what is written is read', () => {
    expect(content).toEqual(stream);
  });

  test('the flag of the sender decides whether a section may be skipped', () => {
    expect(receive(bytes, ['clock', 'clock-fix'])).toEqual({ loaded: ['clock', 'clock-fix'], dropped: [] });
    expect(receive(bytes, ['clock'])).toEqual({ loaded: ['clock'], dropped: ['clock-fix'] });
    expect(receive(bytes, ['clock-fix'])).toEqual({ loaded: [], dropped: [], refused: 'SECTION_UNKNOWN' });
  });

  test('an optional record of an unknown kind is skipped and reported, and the rest is the same', () => {
    for (const at of [24, bytes.length - 20]) {
      const { report, ...rest } = readNativeStream(withRecord(bytes, at, 900, 1, Uint8Array.of(9, 9, 9)));
      expect(rest).toEqual(stream);
      expect(report.skippedRecords).toEqual([{ kind: 900, offset: at, length: 3 }]);
      expect(report.records).toBe(7);
    }
  });

  test('a mandatory record of an unknown kind is refused', () => {
    expect(codeOf(withRecord(bytes, 24, 900, 0, new Uint8Array()))).toBe('RECORD_UNKNOWN');
  });

  test('a newer minor version with a longer header is read', () => {
    for (const minor of [1, 2, 255]) {
      const newer = withHeader(bytes, (view) => view.setUint8(9, minor), 12);
      const { report, ...rest } = readNativeStream(newer);
      expect(rest).toEqual(stream);
      expect(report.format).toBe(`1.${minor}`);
    }
  });

  test('another major version is refused', () => {
    for (const major of [0, 2, 255]) expect(codeOf(withHeader(bytes, (view) => view.setUint8(8, major)))).toBe('FORMAT_VERSION_REFUSED');
  });

  test('each unknown critical feature is refused, each unknown optional one ignored and reported', () => {
    for (let bit = 0; bit < 32; bit++) {
      expect(codeOf(withHeader(bytes, (view) => view.setUint32(12, 2 ** bit)))).toBe('STREAM_FEATURE_UNKNOWN');
      const { report, ...rest } = readNativeStream(withHeader(bytes, (view) => view.setUint32(16, 2 ** bit)));
      expect(rest).toEqual(stream);
      expect(report.unknownFeatures).toEqual([bit]);
    }
  });
});
