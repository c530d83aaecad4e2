import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32c } from '../../src/crc32c.js';

/** Bit by bit, as the definition has it. */
function plain(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  }
  return ~value >>> 0;
}

test('CRC-32C has its published check values', () => {
  const filled = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
  const counted = Uint8Array.from({ length: 32 }, (_, at) => at);
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array())).toBe(0);
  // RFC 3720, B.4 (there in little-endian byte order).
  expect(crc32c(filled(0))).toBe(0x8a9136aa);
  expect(crc32c(filled(0xff))).toBe(0x62a8ab43);
  expect(crc32c(counted)).toBe(0x46dd794e);
  expect(crc32c(counted.slice().reverse())).toBe(0x113fdb5c);
});

test('CRC-32C of any part, in one or two steps, is that of the definition', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(70), fc.nat(70), (bytes, a, b) => {
      const start = Math.min(a, b, bytes.length);
      const end = Math.min(Math.max(a, b), bytes.length);
      const middle = Math.floor((start + end) / 2);
      const want = plain(bytes.subarray(start, end));
      expect(crc32c(bytes, 0, start, end)).toBe(want);
      expect(crc32c(bytes, crc32c(bytes, 0, start, middle), middle, end)).toBe(want);
    }),
  );
});
