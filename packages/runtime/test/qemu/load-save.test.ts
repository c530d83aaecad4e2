import { expect, test } from 'vitest';
import type { Cursor } from '../../src/cursor.js';
import type { SavedSection } from '../../src/device.js';
import { MigspecError } from '../../src/errors.js';
import { type QemuStream, readQemuStream, type SectionHeader, writeQemuStream } from '../../src/framing/qemu/index.js';

const section = (name: string, instance: number, version: number, ...payload: number[]): SavedSection => ({
  ...{ name, instance, version, optional: false },
  payload: Uint8Array.from(payload),
});
const sections = [section('clock', 0, 2, 1, 2, 3), section('0000:00:04.0/nic', 7, 3), section('irq', 1, 1, 0x7e, 0, 0, 0, 2)];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Takes as many bytes as `lengths` says for the section. */
function read(bytes: Uint8Array, lengths: Record<string, number>, footers?: boolean): { code: string; offset?: number; came: string[] } {
  const came: string[] = [];
  try {
    readQemuStream(
      bytes,
      {
        configuration: (machineType) => came.push(`machine ${machineType}`),
        section({ name, instance, version }: SectionHeader, cursor: Cursor) {
          const length = lengths[name];
          if (length === undefined) throw new MigspecError('SECTION_UNKNOWN', name, { section: name });
          came.push(`${name} ${instance} v${version} ${hex(cursor.u8.subarray(cursor.offset, cursor.offset + length))}`);
          cursor.offset += length;
        },
      },
      footers,
    );
    return { code: 'none', came };
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    const { offset } = error.details;
    return { code: error.code, came, ...(offset === undefined ? {} : { offset }) };
  }
}

const lengths = { clock: 3, '0000:00:04.0/nic': 0, irq: 5 };
const all = ['clock 0 v2 010203', '0000:00:04.0/nic 7 v3 ', 'irq 1 v1 7e00000002'];

test('a stream with configuration and footers, byte for byte', () => {
  const stream: QemuStream = { machineType: 'pc-5.2', settings: { footers: true, configuration: true }, sections };
  const bytes = writeQemuStream(stream);
  expect(hex(bytes)).toBe(
    [
      '5145564d00000003',
      '070000000670632d352e32',
      '040000000005636c6f636b0000000000000002010203',
      '7e00000000',
      '040000000110303030303a30303a30342e302f6e69630000000700000003',
      '7e00000001',
      '04000000020369727100000001000000017e00000002',
      '7e00000002',
      '00',
    ].join(''),
  );
  expect(read(bytes, lengths)).toEqual({ code: 'none', came: ['machine pc-5.2', ...all] });
});

test('without configuration and footers', () => {
  const bytes = writeQemuStream({ machineType: 'pc-5.2', settings: { footers: false, configuration: false }, sections });
  expect(hex(bytes.subarray(8, 13))).toBe('0400000000');
  expect(read(bytes, lengths)).toEqual({ code: 'none', came: all });
  expect(read(bytes, lengths, false)).toEqual({ code: 'none', came: all });
  expect(read(bytes, lengths, true)).toEqual({ code: 'FOOTER_WRONG', offset: 30, came: all.slice(0, 1) });
});

test('a consumer that takes too much or too little is found out', () => {
  const bytes = writeQemuStream({ machineType: 'x', settings: { footers: true, configuration: true }, sections });
  expect(read(bytes, { ...lengths, clock: 2 }, true).code).toBe('FOOTER_WRONG');
  expect(read(bytes, { ...lengths, clock: 4 }, true).code).toBe('FOOTER_WRONG');
  // The payload looks like the section's own footer; the real one then stands alone.
  expect(read(bytes, { ...lengths, irq: 0 }, true).code).toBe('FOOTER_WRONG');
  expect(read(bytes, { ...lengths, irq: 10_000 }, true).code).toBe('FOOTER_WRONG');
  expect(read(bytes, { clock: 3 })).toMatchObject({ code: 'SECTION_UNKNOWN', came: ['machine x', all[0]] });
});

test('footers are all or none', () => {
  const mixed = writeQemuStream({ machineType: 'x', settings: { footers: true, configuration: true }, sections });
  const at = Buffer.from(mixed).lastIndexOf(Buffer.from('7e00000001', 'hex'));
  const without = Uint8Array.of(...mixed.subarray(0, at), ...mixed.subarray(at + 5));
  expect(read(without, lengths).code).toBe('FOOTER_WRONG');
});

test('a configuration needs a machine type, names have a limit', () => {
  const code = (stream: QemuStream): string => {
    try {
      writeQemuStream(stream);
      return 'none';
    } catch (error) {
      if (error instanceof MigspecError) return error.code;
      throw error;
    }
  };
  const settings = { footers: true, configuration: true };
  expect(code({ settings, sections: [] })).toBe('CONFIGURATION_INVALID');
  const long = (length: number): QemuStream => ({ machineType: 'x', settings, sections: [section('n'.repeat(length), 0, 1)] });
  expect([code(long(255)), code(long(256))]).toEqual(['none', 'LIMIT_EXCEEDED']);
});
