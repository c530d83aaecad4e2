import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { MigspecError } from '../../errors.js';
import { bytesSource, fileSource, type StreamSource } from './source.js';

/** Unpacked streams are held in memory, up to here. */
const MAX_UNPACKED = 2 ** 30;

/**
 * A stream in a file: as it is, or packed by gzip. What cannot be read at a position (a pipe, a packed file) is read into memory.
 * Throws what node:fs throws, LIMIT_EXCEEDED for a packed stream above 1 GiB, RECORD_INVALID for a broken one.
 */
export function openStream(path: string): { readonly source: StreamSource; close(): void } {
  const fd = openSync(path, 'r');
  try {
    const stat = fstatSync(fd);
    const bytes = !stat.isFile() ? readFileSync(fd) : isPacked(fd) ? readFileSync(path) : undefined;
    if (bytes === undefined) return { source: fileSource(fd, stat.size), close: () => closeSync(fd) };
    closeSync(fd);
    return { source: bytesSource(bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes) : bytes), close: () => {} };
  } catch (error) {
    closeQuietly(fd);
    throw error;
  }
}

function isPacked(fd: number): boolean {
  const magic = new Uint8Array(2);
  return readSync(fd, magic, 0, 2, 0) === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
}

function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new MigspecError('LIMIT_EXCEEDED', 'the packed stream is larger than 1 GiB', { want: String(MAX_UNPACKED) });
    throw new MigspecError('RECORD_INVALID', 'the stream is packed by gzip and cannot be unpacked', { have: String(code) });
  }
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // Closed already: the first error is the one to tell.
  }
}
