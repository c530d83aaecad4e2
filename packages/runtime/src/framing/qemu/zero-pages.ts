import { findDescription } from './description.js';
import { Output } from './output.js';
import { opaqueLength, SectionLengths } from './payload.js';
import type { RamBlock, SectionHeader } from './records.js';
import { BytesSink, bytesSource } from './source.js';
import { StreamWriter } from './stream-writer.js';
import { type StreamVisitor, walkStream } from './walk.js';
import { Window } from './window.js';

/** The same stream without what its RAM and ROM hold: every page is a zero page, everything else as it was. */
export function zeroPages(stream: Uint8Array): Uint8Array {
  const description = findDescription(bytesSource(stream));
  const lengths = new SectionLengths(description);
  const sink = new BytesSink();
  const output = new Output(sink, new Uint8Array(1 << 16));
  const copy = (bytes: Uint8Array, from: number, to: number): void => output.bytes(bytes, from, to);
  class Zeroing extends StreamWriter implements StreamVisitor {
    override ramPage(block: RamBlock, address: number, named: boolean): void {
      this.ramZero(block, address, named, 0);
    }

    section(header: SectionHeader, window: Window): void {
      this.sectionFull(header);
      window.pass(opaqueLength(window, header, lengths.take(header)), header.name, copy);
    }

    descriptionBytes(bytes: Uint8Array, from: number, to: number): void {
      copy(bytes, from, to);
    }
  }
  walkStream(Window.over(stream), new Zeroing(output), { description });
  output.flush();
  return sink.result();
}
