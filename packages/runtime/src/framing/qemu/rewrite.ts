import { findDescription, type StreamDescription } from './description.js';
import { Output } from './output.js';
import { decodePayload, opaqueLength, SectionLengths } from './payload.js';
import type { SectionHeader } from './records.js';
import type { SectionRegistry } from './registry.js';
import type { StreamSink, StreamSource } from './source.js';
import { StreamWriter } from './stream-writer.js';
import { type StreamVisitor, walkStream } from './walk.js';
import { Window } from './window.js';

/** What a rewrite went through. */
export interface RewriteCounts {
  /** Full sections read to their end. */
  sections: number;
  /** Payload of full sections that went through a codec, without fields whose inside is not known. */
  typedBytes: number;
  /** The other payload of full sections. RAM is in neither. */
  opaqueBytes: number;
  /** Bytes read and bytes written. */
  bytesIn: number;
  bytesOut: number;
}

export interface RewriteOptions {
  readonly registry?: SectionRegistry | undefined;
  /** Bytes of memory to read into, and as many to write from; default 1 MiB. A section with a codec must fit, and makes room when it does not. */
  readonly buffer?: number | undefined;
}

/** Large enough that reading and writing cost little per byte, small enough to stay in the cache. */
const BUFFER = 1 << 20;

/**
 * Reads a stream record by record and writes each one again from what was understood of it: framing and RAM words parsed and
 * encoded, sections with a codec decoded and encoded, the others copied by their described length. The memory it takes does
 * not depend on the stream's length.
 */
export function rewriteStream(source: StreamSource, sink: StreamSink, options: RewriteOptions = {}): RewriteCounts {
  const { registry, buffer = BUFFER } = options;
  const description = findDescription(source);
  const memory = new Uint8Array(2 * buffer);
  const window = new Window(source, memory, 0, buffer);
  const output = new Output(sink, memory, buffer, 2 * buffer);
  const rewriter = new Rewriter(output, description, registry);
  walkStream(window, rewriter, { description });
  output.flush();
  return { ...rewriter.counts, bytesIn: window.offset, bytesOut: output.offset };
}

class Rewriter extends StreamWriter implements StreamVisitor {
  readonly counts = { sections: 0, typedBytes: 0, opaqueBytes: 0 };
  private readonly lengths: SectionLengths;
  private readonly registry: SectionRegistry | undefined;

  constructor(output: Output, description: StreamDescription | undefined, registry: SectionRegistry | undefined) {
    super(output);
    this.lengths = new SectionLengths(description);
    this.registry = registry;
  }

  section(header: SectionHeader, window: Window): void {
    const { counts, output } = this;
    const described = this.lengths.take(header);
    const codec = this.registry?.find(header.name, header.instance, header.version);
    counts.sections += 1;
    if (codec === undefined) {
      this.sectionFull(header);
      const length = opaqueLength(window, header, described);
      window.pass(length, `section ${header.name}`, (bytes, from, to) => output.bytes(bytes, from, to));
      counts.opaqueBytes += length;
      return;
    }
    const { value, length } = decodePayload(window, header, codec, described);
    const opaque = codec.opaqueBytes?.(value) ?? 0;
    this.sectionFull({ ...header, version: codec.version?.(value) ?? header.version });
    output.encode(codec.size(value), (cursor) => codec.encode(value, cursor));
    window.pos += length;
    counts.typedBytes += length - opaque;
    counts.opaqueBytes += opaque;
  }

  descriptionBytes(bytes: Uint8Array, from: number, to: number): void {
    this.output.bytes(bytes, from, to);
  }
}
