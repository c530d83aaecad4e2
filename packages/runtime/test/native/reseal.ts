import { crc32c } from '../../src/crc32c.js';

/** Recomputes every checksum, so that damage reaches the rules behind them; undefined when the records cannot be followed. */
export function resealed(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = view.getUint16(10);
  if (at < 24 || at > bytes.length) return undefined;
  view.setUint32(at - 4, crc32c(bytes, 0, 0, at - 4));
  let seal = crc32c(bytes, 0, at - 4, at);
  while (at + 12 <= bytes.length) {
    const stop = at + 8 + view.getUint32(at + 4);
    if (stop + 4 > bytes.length) return undefined;
    if (view.getUint16(at) === 5 && stop - at === 16) view.setUint32(at + 12, seal);
    view.setUint32(stop, crc32c(bytes, 0, at, stop));
    seal = crc32c(bytes, seal, stop, stop + 4);
    at = stop + 4;
  }
  return bytes;
}

/** Flips one bit in place; bit 0 is the lowest of the first byte. */
export function flip(bytes: Uint8Array, bit: number): void {
  const at = bit >> 3;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
}
