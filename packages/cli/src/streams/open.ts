import type { StreamSource } from '@migspec/runtime/qemu';

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
