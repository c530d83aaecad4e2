/** All vectors of a spec, as files. */
import { builds, type CapabilityDocument, loadDocument } from '@migspec/capabilities';
import { registry } from '@migspec/devices';
import type { VectorFile, VectorIndex } from '@migspec/vectors';
import type { GeneratedDevices } from '../run/load.js';
import type { SectionReference } from '../testee/reference.js';
import { Draft } from './draft.js';
import { sectionReferences } from './sections.js';
import { resetVectors } from './success/reset.js';

export interface MadeVectors {
  readonly index: VectorIndex;
  /** By the name that the index has. */
  readonly files: ReadonlyMap<string, VectorFile>;
}

/** Those of the workspace's own generated packages. */
export async function generatedVectors(): Promise<MadeVectors> {
  const documents = builds.map(loadDocument).filter((document) => document !== undefined);
  return makeVectors(documents, registry);
}

/** Builds whose vectors of a section are the same share a file. Deterministic: the same spec makes the same files. */
export async function makeVectors(documents: readonly CapabilityDocument[], classes: GeneratedDevices['registry']): Promise<MadeVectors> {
  const files = new Map<string, VectorFile>();
  const names = new Map<string, string>();
  const sections: VectorIndex['sections'][number][] = [];
  for (const reference of await sectionReferences(documents, classes)) {
    const made = vectorsOf(reference);
    const text = JSON.stringify(made);
    const file = names.get(text) ?? freeName(reference, files);
    names.set(text, file);
    files.set(file, made);
    sections.push({ model: reference.model, build: reference.build, section: reference.section.id, file });
  }
  return { index: { format: 1, sections }, files };
}

function vectorsOf(reference: SectionReference): VectorFile {
  const draft = new Draft(reference);
  resetVectors(draft);
  return { ...draft.file(), decodeFailure: [], encodeFailure: [] };
}

/** The model's name without its scheme, and a number for each set of vectors that the section has. */
function freeName({ model, section }: SectionReference, files: ReadonlyMap<string, unknown>): string {
  const folder = model
    .replace(/^[a-z]+:\/\//, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  for (let number = 1; ; number++) {
    const name = `${folder}/${encodeURIComponent(section.id)}.${number}.json`;
    if (!files.has(name)) return name;
  }
}
