/** Each kind of record by hand: what is read, and each rule of it broken once. */
import { expect, test } from 'vitest';
import { MigspecError } from '../../src/errors.js';
import {
  BytesSink,
  bytesSource,
  readQemuStream,
  rewriteStream,
  type SectionCodec,
  type SectionRegistry,
} from '../../src/framing/qemu/index.js';

const be = (value: number | bigint, bytes: number): string =>
  BigInt(value)
    .toString(16)
    .padStart(bytes * 2, '0');
const text = (value: string): string => Buffer.from(value, 'latin1').toString('hex');
const name = (value: string): string => be(value.length, 1) + text(value);

const header = '5145564d00000003';
const eof = '00';
const footer = (id: number): string => `7e${be(id, 4)}`;
const sectionHeader = (id: number, section: string, instance: number, version: number): string =>
  be(id, 4) + name(section) + be(instance, 4) + be(version, 4);
const full = (id: number, section: string, payload: string): string => `04${sectionHeader(id, section, 0, 1)}${payload}`;
const clock = full(7, 'clock', '010203') + footer(7);
const command = (number: number, payload: string, length = payload.length / 2): string => `08${be(number, 2)}${be(length, 2)}${payload}`;

const machine = (type: string, ...subsections: string[]): string => `07${be(type.length, 4)}${text(type)}${subsections.join('')}`;
const setting = (kind: string, body: string): string => `05${name(`configuration/${kind}`)}${be(1, 4)}${body}`;
const pageBits = (bits: number): string => setting('target-page-bits', be(bits, 4));
const capabilities = (count: number): string => setting('capabilities', be(count, 4) + name('events').repeat(count));

const word = (address: number | bigint, flags: number): string => be(BigInt(address) + BigInt(flags), 8);
const end = word(0, 0x10);
const blocks = (total: number | bigint, ...list: string[]): string => word(total, 0x04) + list.join('');
const block = (id: string, size: number | bigint): string => name(id) + be(size, 8);
const ramStart = (...words: string[]): string => `01${sectionHeader(2, 'ram', 0, 4)}${words.join('')}${end}${footer(2)}`;
const ramPart = (...words: string[]): string => `02${be(2, 4)}${words.join('')}${end}${footer(2)}`;
const ramEnd = (...words: string[]): string => `03${be(2, 4)}${words.join('')}${end}${footer(2)}`;
const ram = ramStart(blocks(0x2000, block('pc.ram', 0x2000)));
const page = '5a'.repeat(4096);

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'read';
  } catch (error) {
    if (error instanceof MigspecError) return error.code;
    throw error;
  }
}

/** A loader that knows the section `clock` of three bytes, and nothing of RAM: that is checked and passed over. */
const load = (hex: string): string =>
  codeOf(() =>
    readQemuStream(bytesOf(hex), {
      section({ name: section }, cursor) {
        cursor.offset += section === 'clock' ? 3 : Number.NEGATIVE_INFINITY;
      },
    }),
  );

function refusals(rows: readonly (readonly [string, string, string])[]): void {
  expect(rows.map(([what, hex]) => [what, load(hex)])).toEqual(rows.map(([what, , code]) => [what, code]));
}

test('header, end, footers', () => {
  refusals([
    ['a stream', header + clock + eof, 'read'],
    ['other magic', `5145564e00000003${clock}${eof}`, 'MAGIC_INVALID'],
    ['format 4', `5145564d00000004${clock}${eof}`, 'FORMAT_VERSION_REFUSED'],
    ['no record', `${header}09${eof}`, 'RECORD_INVALID'],
    ['bytes behind the end', `${header}${clock}${eof}01`, 'TRAILING_BYTES'],
    ['bytes behind the description', `${header}${clock}${eof}06${be(2, 4)}7b7d00`, 'TRAILING_BYTES'],
    ['the description in front', `${header}06${be(2, 4)}7b7d${clock}${eof}`, 'ORDER_WRONG'],
    ['the footer of another', header + full(7, 'clock', '010203') + footer(8) + eof, 'FOOTER_WRONG'],
    ['the second footer missing', header + clock + full(8, 'clock', '010203') + eof, 'FOOTER_WRONG'],
    ['a footer alone', header + clock + footer(7) + eof, 'FOOTER_WRONG'],
    ['the first one without', header + full(7, 'clock', '010203') + full(8, 'clock', '010203') + footer(8) + eof, 'FOOTER_WRONG'],
    ['a section that ends before it began', header + full(7, 'none', '010203') + footer(7) + eof, 'FOOTER_WRONG'],
    ['a name that cannot be printed', header + full(7, 'clo\u0007k', '010203') + footer(7) + eof, 'RECORD_INVALID'],
    ['a command', header + command(4, 'abcd') + clock + eof, 'read'],
    ['a packaged stream', header + command(8, '') + clock + eof, 'STREAM_FEATURE_UNKNOWN'],
    ['a command longer than the stream', header + command(4, 'abcd', 9), 'TRUNCATED'],
  ]);
});

test('the configuration', () => {
  refusals([
    ['a machine type', header + machine('pc-5.2', pageBits(12), capabilities(2)) + clock + eof, 'read'],
    ['not the first record', header + clock + machine('pc-5.2') + eof, 'ORDER_WRONG'],
    ['a long name', header + machine('x'.repeat(1024)) + clock + eof, 'read'],
    ['a longer one', header + machine('x'.repeat(1025)) + clock + eof, 'CONFIGURATION_INVALID'],
    ['pages of 1 KiB', header + machine('x', pageBits(10)) + clock + eof, 'read'],
    ['pages of 512 bytes', header + machine('x', pageBits(9)) + clock + eof, 'CONFIGURATION_INVALID'],
    ['pages of 64 KiB', header + machine('x', pageBits(16)) + clock + eof, 'read'],
    ['pages of 128 KiB', header + machine('x', pageBits(17)) + clock + eof, 'CONFIGURATION_INVALID'],
    ['twice', header + machine('x', pageBits(12), pageBits(12)) + clock + eof, 'SECTION_DUPLICATE'],
    ['256 capabilities', header + machine('x', capabilities(256)) + clock + eof, 'read'],
    ['257 capabilities', header + machine('x', capabilities(257)) + clock + eof, 'COUNT_TOO_LARGE'],
    ['an unknown subsection', header + machine('x', setting('color', '')) + clock + eof, 'SECTION_UNKNOWN'],
  ]);
});

test('RAM: start, parts, end', () => {
  const start = (section: string, version: number): string => `01${sectionHeader(2, section, 0, version)}${end}${footer(2)}`;
  refusals([
    ['start, part, end', header + ram + ramPart() + ramEnd() + clock + eof, 'read'],
    ['other iterative state', header + start('dirty-bitmap', 4) + eof, 'SECTION_UNKNOWN'],
    ['RAM of version 3', header + start('ram', 3) + eof, 'SECTION_VERSION_REFUSED'],
    ['RAM twice', header + ram + ram + eof, 'SECTION_DUPLICATE'],
    ['a part before the start', header + ramPart() + eof, 'RECORD_INVALID'],
    ['a part of another', `${header}${ram}02${be(3, 4)}${end}${footer(3)}${eof}`, 'RECORD_INVALID'],
    ['a part behind the end', header + ram + ramEnd() + ramPart() + eof, 'ORDER_WRONG'],
  ]);
});

test('RAM: blocks and pages', () => {
  const part = (...words: string[]): string => header + ram + ramPart(...words) + eof;
  const two = ramStart(blocks(0x3000, block('a', 0x1000), block('b', 0x2000)));
  const past = `${word(0x1000, 0x02)}${name('b')}00`;
  const listed = (...words: string[]): string => header + ramStart(...words) + eof;
  refusals([
    ['pages by name and on', part(word(0, 0x08) + name('pc.ram') + page, word(0x1000, 0x28) + page), 'read'],
    ['zero pages by name and on', part(`${word(0, 0x02)}${name('pc.ram')}00`, `${word(0x1000, 0x22)}ee`), 'read'],
    [
      'in the block that is named',
      header + two + ramPart(...['a', 'b', 'a'].map((id) => `${word(0, 0x02)}${name(id)}00`), past) + eof,
      'read',
    ],
    ['behind the block', part(`${word(0x2000, 0x02)}${name('pc.ram')}00`), 'RECORD_INVALID'],
    ['on with no block', part(`${word(0, 0x22)}00`), 'RECORD_INVALID'],
    ['in no such block', part(`${word(0, 0x02)}${name('rom')}00`), 'RECORD_INVALID'],
    ['an address above 2^52', part(`${word(1n << 52n, 0x02)}${name('pc.ram')}00`), 'LIMIT_EXCEEDED'],
    ['a compressed page', part(`${word(0, 0x100)}${name('pc.ram')}`), 'STREAM_FEATURE_UNKNOWN'],
    ['an end with an address', part(word(0x1000, 0x10)), 'RECORD_INVALID'],
    ['two blocks', listed(blocks(0x3000, block('a', 0x1000), block('b', 0x2000))), 'read'],
    ['two lists', listed(blocks(0x1000, block('a', 0x1000)), blocks(0x1000, block('b', 0x1000))), 'ORDER_WRONG'],
    ['a block twice', listed(blocks(0x3000, block('a', 0x1000), block('a', 0x2000))), 'RECORD_INVALID'],
    ['more than their sum', listed(blocks(0x2000, block('a', 0x1000), block('b', 0x2000))), 'RECORD_INVALID'],
    ['a size above 2^53', listed(blocks(0x2000, block('a', 1n << 53n))), 'LIMIT_EXCEEDED'],
  ]);
  const shared = machine('x', setting('capabilities', be(1, 4) + name('x-ignore-shared')));
  const addressed = ramStart(blocks(0x1000, block('a', 0x1000) + be(0xffff_f000, 8)));
  expect(load(header + shared + addressed + eof)).toBe('read');
});

/** Reads and writes again; the bytes come out as they went in. */
function rewritten(hex: string, description: unknown, registry?: SectionRegistry): string {
  const json = JSON.stringify(description);
  const bytes = bytesOf(`${hex}06${be(json.length, 4)}${text(json)}`);
  const sink = new BytesSink();
  return codeOf(() => {
    rewriteStream(bytesSource(bytes), sink, { registry });
    expect(Buffer.from(sink.result()).equals(bytes)).toBe(true);
  });
}

const described = (size: number): object => ({ name: 'clock', instance_id: 0, fields: [{ name: 'x', type: 'buffer', size }] });

test('every record is written as it came', () => {
  const configuration = machine('pc-5.2', setting('uuid', '0f'.repeat(16)), pageBits(12), capabilities(2).replace('00000001', '00000002'));
  const pages = [`${word(0, 0x02)}${name('pc.ram')}ee`, `${word(0x1000, 0x22)}07`, `${word(0, 0x08)}${name('pc.ram')}${page}`];
  pages.push(`${word(0x1000, 0x28)}${page}`);
  const whole = header + configuration + ram + command(4, 'abcd') + ramPart(...pages) + ramEnd(...pages) + clock + eof;
  expect(rewritten(whole, { page_size: 4096, devices: [described(3)] })).toBe('read');
});

test('a codec takes the bytes that are described, no more and no less, and not without end', () => {
  const taking = (bytes: number): SectionRegistry => {
    const codec: SectionCodec = {
      model: 'example.org/clock',
      decode(cursor) {
        cursor.offset += bytes;
        return cursor.u8.slice(cursor.offset - bytes, cursor.offset);
      },
      size: (value) => (value as Uint8Array).length,
      encode(value, cursor) {
        cursor.u8.set(value as Uint8Array, cursor.offset);
        cursor.offset += bytes;
      },
      variables: () => ({}),
    };
    return { find: () => codec };
  };
  const stream = header + clock + eof;
  expect([3, 2, 4].map((bytes) => rewritten(stream, { devices: [described(3)] }, taking(bytes)))).toEqual([
    'read',
    'TRAILING_BYTES',
    'TRAILING_BYTES',
  ]);
  expect(rewritten(stream, { devices: [described(64 << 20)] }, taking(3))).toBe('TRUNCATED');
  expect(rewritten(stream, { devices: [described((64 << 20) + 1)] }, taking(3))).toBe('LIMIT_EXCEEDED');
});

test('what a description says of lengths and pages', () => {
  const twice = header + clock + full(8, 'clock', '0102030405') + footer(8) + eof;
  expect(rewritten(header + clock + eof, { devices: [described(3)] })).toBe('read');
  expect(rewritten(twice, { devices: [described(3), described(5)] })).toBe('read');
  expect(rewritten(header + ram + eof, { page_size: 4096, devices: [] })).toBe('read');
  const configured = header + machine('x', pageBits(10)) + ram + eof;
  expect(rewritten(configured, { page_size: 1024, devices: [] })).toBe('read');
  expect(rewritten(configured, { page_size: 4096, devices: [] })).toBe('CONFIGURATION_INVALID');
});
