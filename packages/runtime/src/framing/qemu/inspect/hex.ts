import type { StreamSource } from '../source.js';
import { hexOffset, hexPairs } from './format.js';
import { type InspectOptions, type InspectResult, inspectStream } from './inspect.js';
import { type Part, partsOf } from './parts.js';

const ROW = 16;
/** Longer runs of bytes are cut here. */
const MOST_ROWS = 8;

/**
 * Every byte of the stream with what it is: offset, up to 16 bytes, meaning. Runs above 128 bytes show their beginning; of
 * RAM only the framing is shown.
 */
export function inspectHex(source: StreamSource, write: (line: string) => void, options: InspectOptions = {}): InspectResult {
  const buffer = new Uint8Array(ROW * MOST_ROWS);
  return inspectStream(
    source,
    (record) => {
      let offset = record.offset;
      for (const part of partsOf(record)) {
        printPart(source, buffer, offset, part, write);
        offset += part.length;
      }
    },
    { ...options, fields: true },
  );
}

function printPart(source: StreamSource, buffer: Uint8Array, start: number, part: Part, write: (line: string) => void): void {
  if (part.length === 0) return;
  const shown = part.hidden === true ? 0 : Math.min(part.length, buffer.length);
  const got = shown === 0 ? 0 : source.read(buffer, 0, shown, start);
  for (let at = 0; at < got; at += ROW) {
    const pairs = hexPairs(buffer.subarray(at, Math.min(at + ROW, got)));
    write(line(start + at, pairs, at === 0 ? part.text : ''));
  }
  if (part.length > got) write(line(start + got, `… ${part.length - got} bytes`, got === 0 ? part.text : ''));
}

function line(offset: number, bytes: string, text: string): string {
  return `${hexOffset(offset)}  ${bytes.padEnd(ROW * 3 - 1)}  ${text}`.trimEnd();
}
