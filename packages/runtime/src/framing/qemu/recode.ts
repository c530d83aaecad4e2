import { MigspecError } from '../../errors.js';
import type { SectionRegistry } from './registry.js';
import { rewriteStream } from './rewrite.js';
import { ComparingSink, type StreamSource } from './source.js';

/** What came of rewriting many streams. */
export interface RecodeCounts {
  files: number;
  /** Full sections read to their end. */
  sections: number;
  /** Payload of full sections, without RAM, by whether a model accounts for it. */
  typedBytes: number;
  opaqueBytes: number;
  /** Streams that came out byte for byte as they went in. */
  recodedIdentical: number;
}

export interface RecodeFault {
  readonly file: string;
  /** Why it could not be read, or written. */
  readonly error?: MigspecError;
  /** First byte that came out otherwise. */
  readonly differsAt?: number;
}

/** Rewrites streams one after the other and compares each with itself; nothing is kept. Streams that fail add no bytes. */
export function recodeStreams(
  streams: Iterable<{ readonly file: string; readonly source: StreamSource }>,
  registry?: SectionRegistry,
): { readonly counts: RecodeCounts; readonly faults: readonly RecodeFault[] } {
  const counts = { files: 0, sections: 0, typedBytes: 0, opaqueBytes: 0, recodedIdentical: 0 };
  const faults: RecodeFault[] = [];
  for (const { file, source } of streams) {
    counts.files += 1;
    const sink = new ComparingSink(source);
    try {
      const { sections, typedBytes, opaqueBytes, bytesOut } = rewriteStream(source, sink, { registry });
      counts.sections += sections;
      counts.typedBytes += typedBytes;
      counts.opaqueBytes += opaqueBytes;
      if (sink.identical) counts.recodedIdentical += 1;
      else faults.push({ file, differsAt: sink.differsAt ?? bytesOut });
    } catch (error) {
      if (!(error instanceof MigspecError)) throw error;
      faults.push({ file, error });
    }
  }
  return { counts, faults };
}
