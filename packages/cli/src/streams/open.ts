import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { bytesSource, fileSource, type StreamSource } from '@migspec/runtime/qemu';

export interface OpenStream {
  readonly source: StreamSource;
  close(): void;
}

/** Opens a stream for reading at any position; a gzip file is unpacked in memory first (4 GiB at most). */
export function openStream(path: string): OpenStream {
  const fd = openSync(path, 'r');
  const head = new Uint8Array(2);
  readSync(fd, head, 0, 2, 0);
  if (head[0] === 0x1f && head[1] === 0x8b) {
    closeSync(fd);
    return { source: bytesSource(gunzipSync(readFileSync(path))), close: () => undefined };
  }
  return { source: fileSource(fd, fstatSync(fd).size), close: () => closeSync(fd) };
}

/** Which of the two framings the first bytes announce; streams say it in their magic. */
export function framingOf(source: StreamSource): 'qemu' | 'native' | undefined {
  const head = new Uint8Array(8);
  if (source.read(head, 0, 8, 0) < 8) return undefined;
  const text = Buffer.from(head).toString('latin1');
  if (text.startsWith('QEVM')) return 'qemu';
  return text.includes('MIGS') ? 'native' : undefined;
}

/** The whole stream; native streams are read at once. */
export function wholeStream(source: StreamSource): Uint8Array {
  const bytes = new Uint8Array(source.size);
  for (let at = 0; at < bytes.length; ) {
    const got = source.read(bytes, at, bytes.length - at, at);
    if (got === 0) return bytes.subarray(0, at);
    at += got;
  }
  return bytes;
}
