import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MigspecError } from '../../src/errors.js';
import { bytesSource, inspectHex, inspectJson, inspectText, type SectionDescriber } from '../../src/framing/qemu/index.js';
import { smallStream } from './small-stream.js';

const fixture = (file: string): Uint8Array => gunzipSync(readFileSync(fileURLToPath(new URL(`../fixtures/qemu/${file}`, import.meta.url))));

function lines(print: typeof inspectText, bytes: Uint8Array, options: Parameters<typeof inspectText>[2] = {}): string[] {
  const all: string[] = [];
  print(bytesSource(bytes), (line) => all.push(line), options);
  return all;
}

test('text: a line for each record', () => {
  expect(lines(inspectText, smallStream()).join('\n')).toMatchInlineSnapshot(`
    "offset        length  record         section                      inst  ver  content
    0x00000000         8  HEADER                                                 format version 3
    0x00000008       150  CONFIGURATION                                          machine type pc-5.2; configuration/target-page-bits = 10; configuration/capabilities = x-ignore-shared events; configuration/uuid = 00102030405060708090a0b0c0d0e0f0
    0x0000009e        76  SECTION_START  ram                             0    4  2 blocks, 4294987776 bytes
    0x000000ef         9  COMMAND                                                command 2: 00 00 00 09
    0x000000f8      2106  SECTION_PART   ram                                     2 zero pages, 2 other pages
    0x00000937        22  SECTION_END    ram                                     1 zero page, 0 other pages
    0x00000952        35  SECTION_FULL   clock                           0    2  16 bytes
    0x0000097a        68  SECTION_FULL   0000:00:04.0/nic                0    3  38 bytes
    0x000009c3        21  SECTION_FULL   irq                             7    1  4 bytes
    0x000009dd        22  SECTION_FULL   irq                             7    1  5 bytes
    0x000009f8         1  EOF
    0x000009f9      1140  VMDESCRIPTION                                          1135 bytes of JSON
    4 full sections: 0 bytes typed, 63 bytes opaque; a footer behind every section"
  `);
});

test('text: fields below their section, aligned', () => {
  const all = lines(inspectText, smallStream(), { fields: true });
  const from = all.findIndex((line) => line.includes('nic'));
  expect(all.slice(from, from + 10).join('\n')).toMatchInlineSnapshot(`
    "0x0000097a        68  SECTION_FULL   0000:00:04.0/nic                0    3  38 bytes
      0x00000998  on             bool        01                         true
      0x00000999  regs           uint32[3]   00 00 00 01 00 00 00 02 …  [1 2 4294967295]
      0x000009a5  queue[0].head  uint16      00 05                      5
      0x000009a7  queue[0].live  uint8       01                         1
      0x000009a8  queue[1].head  uint16      00 06                      6
      0x000009aa  queue[1].live  uint8       00                         0
      0x000009ab  rom            buffer      ca fe ba be
      0x000009af  <nic/tso>      subsection  05 07 6e 69 63 2f 74 73 …  13 bytes
      0x000009bc  <nic/tso>.mss  uint16      05 b4                      1460"
  `);
});

test('json: one object, exact 64-bit values, bytes in hex', () => {
  const json = JSON.parse(lines(inspectJson, smallStream(), { fields: true }).join('\n'));
  expect(json.records.map((record: { record: string }) => record.record)).toEqual([
    ...[
      'HEADER',
      'CONFIGURATION',
      'SECTION_START',
      'SECTION_FOOTER',
      'COMMAND',
      'SECTION_PART',
      'SECTION_FOOTER',
      'SECTION_END',
      'SECTION_FOOTER',
    ],
    ...[
      'SECTION_FULL',
      'SECTION_FOOTER',
      'SECTION_FULL',
      'SECTION_FOOTER',
      'SECTION_FULL',
      'SECTION_FOOTER',
      'SECTION_FULL',
      'SECTION_FOOTER',
    ],
    ...['EOF', 'VMDESCRIPTION'],
  ]);
  expect(json.records[2]).toMatchObject({
    name: 'ram',
    id: 2,
    version: 4,
    blocks: [{ name: 'pc.ram', size: 0x1_0000_4000, address: '0' }, { address: '18446744073441116160' }],
  });
  expect(json.records[9]).toMatchObject({ id: 0, name: 'clock', instance: 0, version: 2, typedBytes: 0, opaqueBytes: 16 });
  expect(json.records[9].fields).toEqual([
    { offset: 0x965, length: 8, path: 'ticks', type: 'int64', value: '256', hex: '0000000000000100' },
    { offset: 0x96d, length: 8, path: 'expiry', type: 'timer', value: null, hex: 'ffffffffffffffff' },
  ]);
  expect(json).toMatchObject({ framing: 'qemu', sections: 4, typedBytes: 0, opaqueBytes: json.opaqueBytes, footers: true });
  const plain = JSON.parse(lines(inspectJson, smallStream()).join('\n'));
  expect(plain.records[9]).not.toHaveProperty('fields');
});

test('hex: every byte once and in order, as it is in the stream', () => {
  for (const bytes of [
    smallStream(),
    smallStream({ footers: false, configuration: false }),
    fixture('7.2-pc-q35-5.2-ignore-shared.bin.gz'),
    fixture('11.1-pc-q35-5.2-combo.bin.gz'),
  ]) {
    let at = 0;
    for (const line of lines(inspectHex, bytes)) {
      expect(Number.parseInt(line.slice(2, 10), 16)).toBe(at);
      const shown = line.slice(12, 59).trim();
      const more = /^… (\d+) bytes$/.exec(shown);
      if (more === null)
        expect(shown).toBe(
          Buffer.from(bytes.subarray(at, at + 16))
            .toString('hex')
            .replace(/(..)(?!$)/g, '$1 ')
            .slice(0, shown.length),
        );
      at += more === null ? (shown.length + 1) / 3 : Number(more[1]);
    }
    expect(at).toBe(bytes.length);
  }
});

test('hex: what the bytes are', () => {
  const all = lines(inspectHex, smallStream());
  const from = all.findIndex((line) => line.includes('"0000:00:04.0/nic"')) - 2;
  expect(all.slice(from, from + 18).join('\n')).toMatchInlineSnapshot(`
    "0x0000097a  04                                               SECTION_FULL
    0x0000097b  00 00 00 27                                      section id 39
    0x0000097f  10 30 30 30 30 3a 30 30 3a 30 34 2e 30 2f 6e 69  section "0000:00:04.0/nic"
    0x0000098f  63
    0x00000990  00 00 00 00                                      instance 0
    0x00000994  00 00 00 03                                      version 3
    0x00000998  01                                               on : bool = true
    0x00000999  00 00 00 01 00 00 00 02 ff ff ff ff              regs : uint32[3] = [1 2 4294967295]
    0x000009a5  00 05                                            queue[0].head : uint16 = 5
    0x000009a7  01                                               queue[0].live : uint8 = 1
    0x000009a8  00 06                                            queue[1].head : uint16 = 6
    0x000009aa  00                                               queue[1].live : uint8 = 0
    0x000009ab  ca fe ba be                                      rom : buffer
    0x000009af  05 07 6e 69 63 2f 74 73 6f 00 00 00 01           <nic/tso> : subsection
    0x000009bc  05 b4                                            <nic/tso>.mss : uint16 = 1460
    0x000009be  7e                                               SECTION_FOOTER
    0x000009bf  00 00 00 27                                      section id 39
    0x000009c3  04                                               SECTION_FULL"
  `);
});

test('a describer names fields in place of the description', () => {
  const describer: SectionDescriber = {
    describe: ({ name }, payload) =>
      name === 'clock'
        ? { model: 'example.org/clock', fields: [{ path: 'ticks', type: 'i64', offset: 0, length: payload.length, value: 256n }] }
        : undefined,
  };
  const all = lines(inspectText, smallStream(), { fields: true, describer });
  const from = all.findIndex((line) => line.includes('clock'));
  expect(all[from]).toMatch(/16 bytes, example\.org\/clock, 16 opaque$/);
  expect(all[from + 1]).toBe('  0x00000965  ticks  i64  00 00 00 00 00 00 01 00 …  256');
});

test('what stands before a fault is shown', () => {
  const bytes = smallStream();
  const all: string[] = [];
  expect(() => inspectText(bytesSource(bytes.subarray(0, 0x960)), (line) => all.push(line))).toThrow(MigspecError);
  expect(all.at(-1)).toMatch(/SECTION_END/);
});

test('names out of a description do not reach the terminal raw', () => {
  const evil = '\u001b[2Jx\n\u202e';
  const devices = [{ name: 'clock', instance_id: 0, vmsd_name: 'clock', version: 1, fields: [{ name: evil, type: evil, size: 16 }] }];
  const description = { devices };
  for (const print of [inspectText, inspectHex, inspectJson]) {
    const all: string[] = [];
    try {
      print(bytesSource(smallStream({ description })), (line) => all.push(line), { fields: true });
    } catch (error) {
      expect(error).toMatchObject({ code: 'SECTION_UNKNOWN' });
    }
    expect(all.some((line) => line.includes('2Jx'))).toBe(true);
    for (const line of all) expect(line).toMatch(/^[ -~…×]*$/);
  }
});

test('json: a damaged stream gives an object too, with the records in front of the fault and the fault', () => {
  const whole = smallStream({ description: undefined });
  const records = JSON.parse(lines(inspectJson, smallStream()).join('\n')).records.length;
  for (let length = 0; length < whole.length; length += 7) {
    const all: string[] = [];
    let thrown: unknown;
    try {
      inspectJson(bytesSource(whole.subarray(0, length)), (line) => all.push(line));
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof MigspecError)) throw new Error(`${length} bytes: ${String(thrown)}`);
    const { code, message, details } = thrown;
    const json = JSON.parse(all.join('\n'));
    expect(json.failure, String(length)).toEqual({ code, message, ...details });
    expect(json.records.length).toBeLessThan(records);
    expect(json.sections).toBeUndefined();
  }
});
