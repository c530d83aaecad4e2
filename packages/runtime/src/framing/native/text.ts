/** Text travels as UTF-8 without NUL. */
import { MigspecError } from '../../errors.js';

// A byte order mark is text like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

export function decodeText(bytes: Uint8Array, offset: number): string {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new MigspecError('STRING_INVALID', 'a text is not valid UTF-8', { offset });
  }
  if (text.includes('\0')) throw new MigspecError('STRING_INVALID', 'a text contains NUL', { offset });
  return text;
}

export function encodeText(text: string, maximum: number, what: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text))
    throw new MigspecError('STATE_INVALID', `${what} has half of a surrogate pair`, { have: JSON.stringify(text) });
  if (text.includes('\0')) throw new MigspecError('STATE_INVALID', `${what} contains NUL`, { have: JSON.stringify(text) });
  const bytes = encoder.encode(text);
  if (bytes.length > maximum) {
    throw new MigspecError('STATE_INVALID', `${what} is longer than ${maximum} bytes`, {
      have: String(bytes.length),
      want: String(maximum),
    });
  }
  return bytes;
}

/** The order of names in a stream: byte by byte as UTF-8, which is the order of code points. */
export function compareText(a: string, b: string): number {
  const left = encoder.encode(a);
  const right = encoder.encode(b);
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
