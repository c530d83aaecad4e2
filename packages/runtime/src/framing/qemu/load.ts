import { Cursor } from '../../cursor.js';
import type { RamBlock, SectionHeader } from './records.js';
import { type StreamSettings, type StreamVisitor, walkStream } from './walk.js';
import { Window } from './window.js';

/** Takes a stream apart as a loader does: only it knows where a section ends. */
export interface QemuStreamConsumer {
  /** Only when the stream has a configuration. */
  configuration?(machineType: string): void;
  /** The list of RAM blocks, when the stream has one. Throws what it refuses. */
  ram?(blocks: readonly RamBlock[]): void;
  /**
   * Advances the cursor behind the last byte that belongs to the section; `cursor.end` is the end of the whole stream. Throws
   * SECTION_UNKNOWN for a section that it does not know: it cannot be skipped. What it keeps may be views of the bytes.
   */
  section(header: SectionHeader, cursor: Cursor): void;
}

/**
 * Reads a stream in memory. A consumer that takes too much or too little is found out by the footer: FOOTER_WRONG. RAM is
 * checked and passed over.
 *
 * Throws MAGIC_INVALID, FORMAT_VERSION_REFUSED, TRUNCATED, TRAILING_BYTES, RECORD_INVALID, ORDER_WRONG, FOOTER_WRONG,
 * LIMIT_EXCEEDED, CONFIGURATION_INVALID, COUNT_TOO_LARGE, SECTION_UNKNOWN, SECTION_DUPLICATE, SECTION_VERSION_REFUSED,
 * STREAM_FEATURE_UNKNOWN with the offset in the stream, and whatever the consumer throws.
 *
 * @param footers whether sections must have footers; default: as the first section has it
 */
export function readQemuStream(bytes: Uint8Array, consumer: QemuStreamConsumer, footers?: boolean): StreamSettings {
  const visitor: StreamVisitor = {
    configuration: ({ machineType }) => consumer.configuration?.(machineType),
    ramBlocks: (blocks) => consumer.ram?.(blocks),
    section(header, window) {
      const cursor = new Cursor(bytes, window.pos);
      cursor.begin(header.name);
      consumer.section(header, cursor);
      if (cursor.offset < window.pos || cursor.offset > bytes.length) {
        throw window.error('FOOTER_WRONG', `section ${header.name} was left outside the stream`, {
          section: header.name,
          have: String(cursor.offset),
        });
      }
      window.pos = cursor.offset;
    },
  };
  return walkStream(Window.over(bytes), visitor, { footers });
}
