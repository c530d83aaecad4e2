import { expect, test } from 'vitest';
import { MigspecError, runtimeCodes } from '../../src/errors.js';
import {
  BytesSink,
  bytesSource,
  inspectHex,
  inspectJson,
  inspectText,
  readQemuStream,
  rewriteStream,
} from '../../src/framing/qemu/index.js';
import { clockPayload, nicPayload, smallDescription, smallStream } from './small-stream.js';

/** The code it is refused with, or undefined when it is read, and then it must come out as it went in. */
function attempt(bytes: Uint8Array): string | undefined {
  try {
    const sink = new BytesSink();
    rewriteStream(bytesSource(bytes), sink, { buffer: 4096 });
    expect(Buffer.compare(sink.result(), bytes)).toBe(0);
    return undefined;
  } catch (error) {
    return checked(error, bytes);
  }
}

function checked(error: unknown, bytes: Uint8Array): string {
  if (!(error instanceof MigspecError)) throw error;
  expect(runtimeCodes).toHaveProperty(error.code);
  expect(error.details.offset).toBeTypeOf('number');
  expect(error.details.offset).toBeLessThanOrEqual(bytes.length);
  return error.code;
}

/** Reads with a consumer that knows the sections, as a loader does. */
function load(bytes: Uint8Array): string | undefined {
  const lengths: Record<string, number[]> = { clock: [clockPayload.length], '0000:00:04.0/nic': [nicPayload.length], irq: [4, 5] };
  try {
    readQemuStream(bytes, {
      section({ name }, cursor) {
        const length = lengths[name]?.shift();
        if (length === undefined) throw new MigspecError('SECTION_UNKNOWN', name, { offset: cursor.offset });
        if (cursor.offset + length > cursor.end) throw cursor.error('TRUNCATED', 'x', cursor.end);
        cursor.offset += length;
      },
    });
    return undefined;
  } catch (error) {
    return checked(error, bytes);
  }
}

const stream = smallStream();
const descriptionAt = stream.length - JSON.stringify(smallDescription).length - 5;

test('truncated at every byte', () => {
  const codes = new Set<string | undefined>();
  for (let length = 0; length < stream.length; length++) {
    const code = attempt(stream.subarray(0, length));
    codes.add(code);
    const loaded = load(stream.subarray(0, length));
    if (loaded !== undefined) expect([length, loaded]).toEqual([length, 'TRUNCATED']);
    // Only behind the end of the sections may a stream end early.
    else expect(length).toBe(descriptionAt);
    if (code === undefined) expect(length).toBeGreaterThanOrEqual(descriptionAt);
  }
  expect([...codes].sort()).toEqual(['SECTION_UNKNOWN', 'TRUNCATED']);
});

test('every bit flipped', () => {
  const codes = new Map<string, number>();
  for (let at = 0; at < stream.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const bytes = stream.slice();
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      for (const code of [attempt(bytes), load(bytes)]) codes.set(code ?? 'read', (codes.get(code ?? 'read') ?? 0) + 1);
    }
  }
  const expected = [
    'MAGIC_INVALID',
    'FORMAT_VERSION_REFUSED',
    'TRUNCATED',
    'TRAILING_BYTES',
    'RECORD_INVALID',
    'ORDER_WRONG',
    'FOOTER_WRONG',
  ];
  expected.push('STREAM_FEATURE_UNKNOWN', 'SECTION_UNKNOWN', 'SECTION_VERSION_REFUSED', 'LIMIT_EXCEEDED', 'CONFIGURATION_INVALID', 'read');
  expected.push('COUNT_TOO_LARGE');
  expect([...codes.keys()].sort()).toEqual(expected.sort());
});

test('mutations of all kinds, through every reader', () => {
  let seed = 1;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const boundaries = [0, 1, 0x7f, 0x80, 0xff];
  for (let round = 0; round < 1500; round++) {
    let bytes = Uint8Array.from(stream);
    for (let change = random(4); change >= 0; change--) {
      const at = random(bytes.length);
      const kind = random(4);
      if (kind === 0) bytes[at] = boundaries[random(boundaries.length)] ?? 0;
      else if (kind === 1) bytes.fill(0xff, at, at + random(9));
      else if (kind === 2) bytes = Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + random(20)));
      else bytes = Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(random(bytes.length)));
    }
    attempt(bytes);
    for (const inspect of [inspectText, inspectJson, inspectHex]) {
      try {
        inspect(bytesSource(bytes), () => {}, { fields: true });
      } catch (error) {
        checked(error, bytes);
      }
    }
  }
});

test.each<[string, unknown, string | undefined]>([
  ['no JSON', '{"devices"', 'RECORD_INVALID'],
  ['not an object', '{}', 'RECORD_INVALID'],
  ['devices are a number', { devices: 1 }, 'RECORD_INVALID'],
  ['a size below zero', { devices: [{ name: 'clock', instance_id: 0, fields: [{ name: 'a', type: 'x', size: -1 }] }] }, 'RECORD_INVALID'],
  [
    'a size beyond exact numbers',
    { devices: [{ name: 'clock', instance_id: 0, fields: [{ name: 'a', type: 'x', size: 2 ** 60 }] }] },
    'RECORD_INVALID',
  ],
  [
    'sizes whose sum is not exact',
    { devices: [{ name: 'clock', instance_id: 0, fields: [{ name: 'a', array_len: 1 << 20, type: 'x', size: 2 ** 50 }] }] },
    'RECORD_INVALID',
  ],
  ['a large section', { devices: [{ name: 'clock', instance_id: 0, fields: [{ name: 'a', type: 'x', size: 2 ** 50 }] }] }, 'TRUNCATED'],
  ['a page size that is none', { page_size: 3000, devices: [] }, 'RECORD_INVALID'],
  ['another page size than configured', { page_size: 4096, devices: [] }, 'CONFIGURATION_INVALID'],
  ['no section', { devices: [] }, 'SECTION_UNKNOWN'],
  [
    'a struct larger than its field',
    {
      devices: [
        {
          name: 'clock',
          instance_id: 0,
          fields: [{ name: 'a', type: 'struct', size: 1, struct: { fields: [{ name: 'b', type: 'x', size: 2 }] } }],
        },
      ],
    },
    'RECORD_INVALID',
  ],
])('a description with %s', (_what, description, code) => {
  expect(attempt(smallStream({ description }))).toBe(code);
});

test('a description cannot make the reader count for ever', () => {
  let fields: unknown = [];
  for (let depth = 0; depth < 6; depth++) fields = [{ name: 'a', array_len: 1 << 20, type: 'struct', size: 0, struct: { fields } }];
  expect(attempt(smallStream({ description: { devices: [{ name: 'clock', instance_id: 0, fields }] } }))).toBe('RECORD_INVALID');
  const open = '[{"name":"a","type":"struct","size":0,"struct":{"fields":';
  const deep = `{"devices":[{"name":"clock","instance_id":0,"fields":${open.repeat(5000)}[]${'}}]'.repeat(5000)}}]}`;
  expect(attempt(smallStream({ description: deep }))).toBe('RECORD_INVALID');
});
