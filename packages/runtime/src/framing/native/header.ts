import { crc32c } from '../../crc32c.js';
import { MigspecError } from '../../errors.js';
import { checksumBytes, formatMajor, formatMinor, headerBytes, headerBytesMax, knownCritical, knownOptional, magic } from './format.js';
import type { NativeFeatures } from './types.js';

export interface NativeHeader {
  readonly major: number;
  readonly minor: number;
  /** Bytes of the header; the first record follows. */
  readonly length: number;
  /** Features in use that this reader knows. */
  readonly features: NativeFeatures;
  readonly unknownFeatures: readonly number[];
  readonly checksum: number;
}

/** Throws MAGIC_INVALID, TRUNCATED, FORMAT_VERSION_REFUSED, HEADER_INVALID, LIMIT_EXCEEDED, CHECKSUM_WRONG, STREAM_FEATURE_UNKNOWN. */
export function readHeader(bytes: Uint8Array): NativeHeader {
  for (let at = 0; at < Math.min(magic.length, bytes.length); at++) {
    if (bytes[at] !== magic[at]) throw new MigspecError('MAGIC_INVALID', 'the bytes do not begin as a native stream does', { offset: at });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) throw truncated(bytes.length, 12);
  const major = view.getUint8(8);
  const minor = view.getUint8(9);
  if (major !== formatMajor) {
    throw new MigspecError('FORMAT_VERSION_REFUSED', `the stream has format version ${major}.${minor}`, {
      offset: 8,
      have: `${major}.${minor}`,
      want: `${formatMajor}.x`,
    });
  }
  const length = view.getUint16(10);
  if (length < headerBytes || (minor <= formatMinor && length !== headerBytes)) {
    throw new MigspecError('HEADER_INVALID', `a header of format ${major}.${minor} does not have ${length} bytes`, {
      offset: 10,
      have: String(length),
    });
  }
  if (length > headerBytesMax) {
    throw new MigspecError('LIMIT_EXCEEDED', 'the header is too long', { offset: 10, have: String(length), want: String(headerBytesMax) });
  }
  if (bytes.length < length) throw truncated(bytes.length, length);
  const checksum = view.getUint32(length - checksumBytes);
  if (crc32c(bytes, 0, 0, length - checksumBytes) !== checksum) {
    throw new MigspecError('CHECKSUM_WRONG', 'the checksum of the header does not match', { offset: length - checksumBytes });
  }
  const critical = view.getUint32(12);
  const optional = view.getUint32(16);
  const refused = bitsOf(critical & ~knownCritical);
  if (refused.length > 0) {
    throw new MigspecError('STREAM_FEATURE_UNKNOWN', `the stream needs feature ${refused.join(', ')}`, {
      offset: 12,
      have: refused.join(', '),
    });
  }
  return {
    major,
    minor,
    length,
    features: { critical, optional: (optional & knownOptional) >>> 0 },
    unknownFeatures: bitsOf(optional & ~knownOptional),
    checksum,
  };
}

export function writeHeader(features: NativeFeatures): Uint8Array {
  if ((features.critical & ~knownCritical) !== 0 || (features.optional & ~knownOptional) !== 0) {
    throw new MigspecError('STATE_INVALID', 'a writer sets no stream feature that it does not know', {
      have: `critical ${features.critical}, optional ${features.optional}`,
    });
  }
  const bytes = new Uint8Array(headerBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint8(8, formatMajor);
  view.setUint8(9, formatMinor);
  view.setUint16(10, headerBytes);
  view.setUint32(12, features.critical);
  view.setUint32(16, features.optional);
  view.setUint32(20, crc32c(bytes, 0, 0, headerBytes - checksumBytes));
  return bytes;
}

function bitsOf(bitmap: number): number[] {
  const bits: number[] = [];
  for (let bit = 0; bit < 32; bit++) if (((bitmap >>> bit) & 1) === 1) bits.push(bit);
  return bits;
}

/** `want` is how many bytes of the stream are needed to go on: an incremental reader fetches them and tries again. */
export function truncated(have: number, want: number): MigspecError {
  return new MigspecError('TRUNCATED', 'the stream ends too early', { offset: have, have: String(have), want: String(want) });
}
