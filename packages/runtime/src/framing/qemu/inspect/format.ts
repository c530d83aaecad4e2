import type { PlainValue } from '../plain.js';

/** Lower-case pairs of hex digits. */
export function hexPairs(bytes: Uint8Array, separator = ' '): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += (i === 0 ? '' : separator) + (bytes[i] ?? 0).toString(16).padStart(2, '0');
  return text;
}

/** The first bytes, and that there are more. */
export function hexStart(bytes: Uint8Array, most = 16): string {
  return bytes.length <= most ? hexPairs(bytes) : `${hexPairs(bytes.subarray(0, most))} …`;
}

/** Eight digits, more for streams above 4 GiB. */
export function hexOffset(offset: number): string {
  return `0x${offset.toString(16).padStart(8, '0')}`;
}

/** One line, short however long the value is: `4176 × 0`, `1 2 3 … (of 32)`. */
export function valueText(value: PlainValue | Uint8Array | readonly PlainValue[]): string {
  if (value instanceof Uint8Array) return value.length > 16 && value.every((byte) => byte === 0) ? `${value.length} × 00` : hexStart(value);
  if (!isList(value)) return value === null ? 'none' : typeof value === 'string' ? quoted(value) : String(value);
  const [first] = value;
  if (first === undefined) return '[]';
  if (value.length > 4 && value.every((element) => element === first)) return `${value.length} × ${valueText(first)}`;
  const start = value.slice(0, 8).map(valueText).join(' ');
  return value.length <= 8 ? `[${start}]` : `[${start} … of ${value.length}]`;
}

/** Text of a stream, safe on a terminal: anything but printable ASCII is escaped. */
export function quoted(text: string): string {
  return asciiJson(text);
}

/** JSON in ASCII: what is not is escaped, which JSON allows wherever such a character may stand. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A name of the stream's own description, as it is when it is harmless. */
export function plainName(text: string): string {
  return /^[ -~]*$/.test(text) ? text : quoted(text);
}

/** For JSON: 64-bit numbers as decimal strings, bytes as hex. */
export function jsonValue(value: PlainValue | Uint8Array | readonly PlainValue[]): unknown {
  if (value instanceof Uint8Array) return hexPairs(value, '');
  if (isList(value)) return value.map(jsonValue);
  return typeof value === 'bigint' ? value.toString() : value;
}

/** `1 byte`, `2 bytes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function sizeText(bytes: number): string {
  return counted(bytes, 'byte');
}

function isList(value: PlainValue | readonly PlainValue[]): value is readonly PlainValue[] {
  return Array.isArray(value);
}
