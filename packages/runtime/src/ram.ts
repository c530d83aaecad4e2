/** RAM blocks that devices register: a sender lists them, and a receiver refuses what it does not have just so. */
import type { Cursor } from './cursor.js';
import type { CodecEnv, Configuration, DeviceDescriptor } from './device.js';

/** `size` in bytes. */
export interface DeviceRam {
  readonly name: string;
  readonly size: bigint;
}

/** In the native framing a device with RAM blocks sends their list first, in a section of this name; no author can write it. */
export const ramSectionName = 'RAM blocks';
export const ramSectionVersion = 1;

export function ramOf<S, C extends Configuration>(descriptor: DeviceDescriptor<S, C>, env: CodecEnv<C>): readonly DeviceRam[] {
  return (descriptor.ram ?? []).map(({ name, size }) => ({ name: name(env), size: size(env) }));
}

/** u16 count; of each block u8 length, the name in ASCII, u64 bytes. */
export function encodeRam(blocks: readonly DeviceRam[]): Uint8Array {
  const bytes = new Uint8Array(2 + blocks.reduce((sum, { name }) => sum + 9 + name.length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, blocks.length);
  let at = 2;
  for (const { name, size } of blocks) {
    view.setUint8(at, name.length);
    for (let index = 0; index < name.length; index++) view.setUint8(at + 1 + index, name.charCodeAt(index));
    view.setBigUint64(at + 1 + name.length, size);
    at += 9 + name.length;
  }
  return bytes;
}

/** Reads the list at the cursor and compares it with the device's own. Throws TRUNCATED, ECHO_DIFFERS. */
export function checkRam(cursor: Cursor, own: readonly DeviceRam[]): void {
  const { view } = cursor;
  const missing = new Map(own.map(({ name, size }) => [name, size]));
  const count = view.getUint16(cursor.take(2));
  for (let index = 0; index < count; index++) {
    const start = cursor.offset;
    const length = view.getUint8(cursor.take(1));
    const from = cursor.take(length);
    const name = String.fromCharCode(...cursor.u8.subarray(from, from + length));
    const size = view.getBigUint64(cursor.take(8));
    const want = missing.get(name);
    if (want !== size) throw cursor.error('ECHO_DIFFERS', name, start, size, want ?? 'no such block');
    missing.delete(name);
  }
  for (const [name, size] of missing) throw cursor.error('ECHO_DIFFERS', name, cursor.offset, 'nothing', size);
}
