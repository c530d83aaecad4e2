/**
 * CRC-32C (Castagnoli: reflected polynomial 0x82F63B78, initial value and final XOR 0xFFFFFFFF), eight bytes a step.
 * It finds accidents; it is no protection against anybody who means harm.
 */
const tables = makeTables();

function makeTables(): Int32Array {
  const made = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    made[byte] = value;
  }
  // Table k is the effect of a byte that k more zero bytes follow.
  for (let at = 256; at < made.length; at++) {
    const before = made[at - 256] ?? 0;
    made[at] = (before >>> 8) ^ (made[before & 0xff] ?? 0);
  }
  return made;
}

/**
 * The CRC-32C of `bytes[start, end)` as an unsigned 32-bit number; `crc` is the checksum of what went before, so
 * `crc32c(b, crc32c(a))` is the checksum of a and b in a row. `crc32c` of the text "123456789" is 0xE3069283.
 */
export function crc32c(bytes: Uint8Array, crc = 0, start = 0, end: number = bytes.length): number {
  const t = tables;
  let c = ~crc;
  let at = start;
  // Every index below is inside the typed arrays; `| 0` turns the checker's `undefined` away at no cost.
  for (const whole = start + ((end - start) & ~7); at < whole; at += 8) {
    const low = c ^ (b(bytes, at) | (b(bytes, at + 1) << 8) | (b(bytes, at + 2) << 16) | (b(bytes, at + 3) << 24));
    c =
      w(t, 1792 + (low & 0xff)) ^
      w(t, 1536 + ((low >>> 8) & 0xff)) ^
      w(t, 1280 + ((low >>> 16) & 0xff)) ^
      w(t, 1024 + (low >>> 24)) ^
      w(t, 768 + b(bytes, at + 4)) ^
      w(t, 512 + b(bytes, at + 5)) ^
      w(t, 256 + b(bytes, at + 6)) ^
      w(t, b(bytes, at + 7));
  }
  for (; at < end; at++) c = (c >>> 8) ^ w(t, (c ^ b(bytes, at)) & 0xff);
  return ~c >>> 0;
}

function b(bytes: Uint8Array, at: number): number {
  return bytes[at] as number;
}

function w(table: Int32Array, at: number): number {
  return table[at] as number;
}
