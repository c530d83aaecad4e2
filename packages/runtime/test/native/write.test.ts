import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MigspecError } from '../../src/errors.js';
import {
  defaultLimits,
  type NativeLimits,
  type NativeParam,
  type NativeStream,
  nativeStreamParts,
  readNativeStream,
  writeNativeStream,
} from '../../src/framing/native/index.js';
import { streams } from './streams.js';
import { hexOf } from './vectors.js';

const plain: NativeStream = {
  features: { critical: 0, optional: 0 },
  machine: { facts: [] },
  devices: [
    {
      configuration: { model: 'example.org/a', build: 'example@1', path: '', instance: 0, params: [] },
      sections: [{ name: 'a', instance: 0, version: 1, optional: false, payload: Uint8Array.of(1) }],
    },
  ],
};

function withParam(type: NativeParam['type'], value: NativeParam['value'], id = 'p'): NativeStream {
  return withParams([{ id, off: false, type, value }]);
}

function withParams(params: readonly NativeParam[]): NativeStream {
  return { ...plain, devices: plain.devices.map((device) => ({ ...device, configuration: { ...device.configuration, params } })) };
}

function codeOf(stream: NativeStream, limits: Partial<NativeLimits> = {}): string {
  try {
    writeNativeStream(stream, { limits });
    return 'written';
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    return error.code;
  }
}

describe('writing native streams', () => {
  test('any stream is read as it was written, fields sorted; writing that gives the same bytes', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const bytes = writeNativeStream(stream);
        const { report, ...again } = readNativeStream(bytes);
        const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(again).toEqual({
          ...stream,
          machine: { ...stream.machine, facts: [...stream.machine.facts].sort((a, b) => byBytes(a.name, b.name)) },
          devices: stream.devices.map((device) => ({
            ...device,
            configuration: { ...device.configuration, params: [...device.configuration.params].sort((a, b) => byBytes(a.id, b.id)) },
          })),
        });
        expect(report.end).toBe(bytes.length);
        expect(hexOf(writeNativeStream(again))).toBe(hexOf(bytes));
      }),
      { numRuns: 300 },
    );
  });

  test('the parts are the stream, and hold the payloads themselves', () => {
    const parts = nativeStreamParts(plain);
    expect(Buffer.concat(parts).equals(writeNativeStream(plain))).toBe(true);
    expect(parts).toContain(plain.devices[0]?.sections[0]?.payload);
  });

  test('the bytes are read wherever they lie in their buffer', () => {
    const bytes = writeNativeStream(plain);
    const padded = new Uint8Array(bytes.length + 7);
    padded.set(bytes, 3);
    expect(readNativeStream(padded.subarray(3, 3 + bytes.length))).toEqual(readNativeStream(bytes));
    const payload = readNativeStream(Buffer.from(padded).subarray(3, 3 + bytes.length)).devices[0]?.sections[0]?.payload;
    expect(payload?.constructor).toBe(Uint8Array);
    expect(payload).toEqual(Uint8Array.of(1));
  });

  test('a value that its type cannot hold is STATE_INVALID', () => {
    const wrong: readonly (readonly [NativeParam['type'], NativeParam['value']])[] = [
      ['bool', 1],
      ['u8', 256],
      ['u8', -1],
      ['u8', 1.5],
      ['u8', Number.NaN],
      ['u8', 1n],
      ['u16', 65_536],
      ['u32', 2 ** 32],
      ['u64', 1],
      ['u64', 1n << 64n],
      ['u64', -1n],
      ['i8', 128],
      ['i16', -32_769],
      ['i32', 2 ** 31],
      ['i64', 1n << 63n],
      ['flags32', -1],
      ['flags64', 1],
      ['string', 1],
      ['string', 'a\0'],
      ['string', '\ud800'],
      ['string', 'x'.repeat(65_536)],
      ['enum', ''],
      ['enum', true],
      ['enum', 'é'.repeat(128)],
    ];
    expect(wrong.map(([type, value]) => codeOf(withParam(type, value)))).toEqual(wrong.map(() => 'STATE_INVALID'));
    expect(codeOf(withParam('enum', `${'é'.repeat(127)}x`))).toBe('written');
    expect(codeOf(withParam('string', 'x'.repeat(65_535)))).toBe('written');
  });

  test('what the format cannot say is STATE_INVALID', () => {
    const [device] = plain.devices;
    if (device === undefined) throw new Error('no device');
    const [section] = device.sections;
    if (section === undefined) throw new Error('no section');
    const param: NativeParam = { id: 'p', off: false, type: 'bool', value: true };
    const wrong: readonly NativeStream[] = [
      { ...plain, features: { critical: 1, optional: 0 } },
      { ...plain, features: { critical: 0, optional: 1 } },
      { ...plain, devices: [device, device] },
      { ...plain, devices: [{ ...device, sections: [section, { ...section, optional: true, version: 2 }] }] },
      { ...plain, devices: [{ ...device, sections: [{ ...section, name: '' }] }] },
      { ...plain, devices: [{ ...device, sections: [{ ...section, version: -1 }] }] },
      { ...plain, devices: [{ ...device, sections: [{ ...section, instance: 2 ** 32 }] }] },
      { ...plain, devices: [{ ...device, configuration: { ...device.configuration, model: '' } }] },
      { ...plain, devices: [{ ...device, configuration: { ...device.configuration, build: 'b'.repeat(256) } }] },
      { ...plain, machine: { type: 't\0', facts: [] } },
      withParams([param, { ...param, value: false }]),
      withParams([{ ...param, id: '' }]),
    ];
    expect(wrong.map((stream) => codeOf(stream))).toEqual(wrong.map(() => 'STATE_INVALID'));
  });

  test('nothing is written that a reader with the same limits refuses, and no limit is off by one', () => {
    const stream: NativeStream = {
      ...plain,
      machine: { facts: [{ name: 'cpus', type: 'u8', value: 1 }] },
      devices: withParam('u8', 1).devices,
    };
    const written = writeNativeStream(stream);
    const tight: Partial<NativeLimits> = { records: 5, devices: 1, fields: 1, deviceBytes: 13, recordBytes: 40 };
    expect(codeOf(stream, tight)).toBe('written');
    expect(readNativeStream(written, { limits: tight }).report.records).toBe(5);
    for (const [limit, value] of Object.entries({ records: 4, devices: 0, fields: 0, deviceBytes: 12, recordBytes: 39 })) {
      const limits = { ...tight, [limit]: value };
      expect(codeOf(stream, limits), limit).toBe('LIMIT_EXCEEDED');
      expect(() => readNativeStream(written, { limits }), limit).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
    }
    expect(codeOf(stream, { deviceBytes: 12, modelBytes: { 'example.org/a': 13 } })).toBe('written');
    expect(codeOf(stream, { modelBytes: { 'example.org/a': 12 } })).toBe('LIMIT_EXCEEDED');
  });

  test('16 MiB of state are written and read without a copy, one byte more is not', () => {
    const head = 2 + 2 + 4 + 4;
    const payload = new Uint8Array(defaultLimits.deviceBytes - head).fill(0x5a);
    const large = (bytes: Uint8Array): NativeStream => ({
      ...plain,
      devices: plain.devices.map((device) => ({ ...device, sections: device.sections.map((section) => ({ ...section, payload: bytes })) })),
    });
    const bytes = writeNativeStream(large(payload));
    const read = readNativeStream(bytes).devices[0]?.sections[0]?.payload;
    expect(read?.length).toBe(payload.length);
    expect(read?.buffer).toBe(bytes.buffer);
    expect(codeOf(large(new Uint8Array(payload.length + 1)))).toBe('LIMIT_EXCEEDED');
  });
});
