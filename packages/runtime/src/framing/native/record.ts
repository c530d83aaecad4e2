/** Records: kind u16, flags u16, length u32, payload, CRC-32C over all of that. */
import { crc32c } from '../../crc32c.js';
import { MigspecError } from '../../errors.js';
import { checksumBytes, optionalFlag, recordHeadBytes, recordKinds, recordName } from './format.js';
import { truncated } from './header.js';
import type { NativeLimits } from './types.js';

export interface NativeRecord {
  readonly kind: number;
  readonly optional: boolean;
  /** Of the record's first byte, from the start of the stream. */
  readonly offset: number;
  /** First byte of the payload, first byte after it, first byte after the record. */
  readonly start: number;
  readonly stop: number;
  readonly end: number;
  readonly checksum: number;
}

/** Throws TRUNCATED, LIMIT_EXCEEDED, CHECKSUM_WRONG, RECORD_INVALID, RECORD_UNKNOWN. */
export function readRecord(bytes: Uint8Array, offset: number, limits: NativeLimits): NativeRecord {
  const start = offset + recordHeadBytes;
  if (start > bytes.length) throw truncated(bytes.length, start);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = view.getUint16(offset);
  const flags = view.getUint16(offset + 2);
  const length = view.getUint32(offset + 4);
  const limit = lengthLimit(kind, limits);
  if (length > limit) {
    throw new MigspecError('LIMIT_EXCEEDED', `a record of kind ${kind} is too long`, { offset, have: String(length), want: String(limit) });
  }
  const stop = start + length;
  const end = stop + checksumBytes;
  if (end > bytes.length) throw truncated(bytes.length, end);
  const checksum = view.getUint32(stop);
  if (crc32c(bytes, 0, offset, stop) !== checksum) {
    throw new MigspecError('CHECKSUM_WRONG', `the checksum of a record of kind ${kind} does not match`, { offset: stop });
  }
  if ((flags & ~optionalFlag) !== 0)
    throw new MigspecError('RECORD_INVALID', 'a record has flags that are not assigned', { offset: offset + 2 });
  if (kind === 0) throw new MigspecError('RECORD_INVALID', 'no record has kind 0', { offset });
  const optional = flags === optionalFlag;
  const name = recordName(kind);
  if (name === undefined && !optional)
    throw new MigspecError('RECORD_UNKNOWN', `a mandatory record has kind ${kind}`, { offset, have: String(kind) });
  if (name !== undefined && name !== 'SECTION' && optional) {
    throw new MigspecError('RECORD_INVALID', `a record of kind ${name} is never optional`, { offset: offset + 2 });
  }
  return { kind, optional, offset, start, stop, end, checksum };
}

/** Known before the payload is there, so that nothing is fetched or allocated for a record that is too long. */
function lengthLimit(kind: number, limits: NativeLimits): number {
  return kind === recordKinds.SECTION ? Math.max(limits.deviceBytes, ...Object.values(limits.modelBytes)) : limits.recordBytes;
}

/** The pieces of a record, not joined: a payload of megabytes is not copied. */
export function writeRecord(kind: number, optional: boolean, payload: readonly Uint8Array[]): { parts: Uint8Array[]; checksum: number } {
  const head = new Uint8Array(recordHeadBytes);
  const view = new DataView(head.buffer);
  view.setUint16(0, kind);
  view.setUint16(2, optional ? optionalFlag : 0);
  view.setUint32(
    4,
    payload.reduce((sum, part) => sum + part.length, 0),
  );
  let checksum = crc32c(head);
  for (const part of payload) checksum = crc32c(part, checksum);
  const tail = new Uint8Array(checksumBytes);
  new DataView(tail.buffer).setUint32(0, checksum);
  return { parts: [head, ...payload, tail], checksum };
}
