import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GeneratedDevices, RealStreamsSummary } from '@migspec/conformance';
import { openStream, recodeStreams, type StreamSource } from '@migspec/runtime/qemu';
import { typedSections } from './models.js';

export interface RealStreams {
  readonly from: 'corpus' | 'fixtures' | 'none';
  readonly counts: RealStreamsSummary;
  /** One line for each stream that could not be read, or came out otherwise. */
  readonly faults: readonly string[];
}

const none: RealStreams = {
  from: 'none',
  counts: { files: 0, sections: 0, typedBytes: 0, opaqueBytes: 0, recodedIdentical: 0 },
  faults: [],
};

/** Streams that real QEMU wrote, through the generated codecs: the whole corpus where it is at hand, else the repository's fixtures. */
export async function realStreams(devices?: GeneratedDevices): Promise<RealStreams> {
  // A spec without models in this framing has nothing to read them with.
  if (devices !== undefined && !Object.values(devices.machines).some(({ framing }) => framing === 'qemu')) return none;
  const root = repository();
  const corpus = join(process.env.MIGSPEC_CORPUS ?? join(root ?? '.', '../shared/qemu'), 'streams');
  const fixtures = join(root ?? '.', 'packages/runtime/test/fixtures/qemu');
  const from = existsSync(corpus) ? 'corpus' : existsSync(fixtures) ? 'fixtures' : 'none';
  const folder = from === 'corpus' ? corpus : fixtures;
  const files = from === 'none' ? [] : streamFiles(folder);
  const { counts, faults } = recodeStreams(opened(folder, files), await typedSections(devices));
  return {
    from,
    counts,
    faults: faults.map(
      ({ file, error, differsAt }) => `${file}: ${error === undefined ? `differs at byte ${differsAt}` : `${error.code} ${error.message}`}`,
    ),
  };
}

/** One at a time: a stream is closed before the next is opened. */
function* opened(folder: string, files: readonly string[]): Generator<{ readonly file: string; readonly source: StreamSource }> {
  for (const file of files) {
    const stream = openStream(join(folder, file));
    try {
      yield { file, source: stream.source };
    } finally {
      stream.close();
    }
  }
}

function streamFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.bin(\.gz)?$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The repository that this program is part of; undefined where it was installed as a package. */
function repository(): string | undefined {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, 'pnpm-workspace.yaml'))) return at;
  }
  return undefined;
}
