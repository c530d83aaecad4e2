/** All vectors of a spec, as files. */
import { builds, type CapabilityDocument, loadDocument } from '@migspec/capabilities';
import { registry } from '@migspec/devices';
import type { VectorFile, VectorIndex } from '@migspec/vectors';
import type { GeneratedDevices } from '../run/load.js';
import type { SectionReference } from '../testee/reference.js';
import { decodeFailures } from './decode-failure/all.js';
import { Draft } from './draft.js';
import { encodeFailures } from './encode-failures.js';
import { sectionReferences } from './sections.js';
import { successKinds } from './success/all.js';

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
  const slices = new Map<string, VectorFile>();
  const sections: VectorIndex['sections'][number][] = [];
  for (const reference of await sectionReferences(documents, classes)) {
    const slice = sliceOf(reference);
    const made = slices.get(slice) ?? vectorsOf(reference);
    slices.set(slice, made);
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
  for (const make of successKinds) make(draft);
  return { ...draft.file(), decodeFailure: decodeFailures(draft), encodeFailure: encodeFailures(draft) };
}

/** All that decides what a section's vectors are, so that those of equal builds are made once. */
function sliceOf({ documentModel, model, section, document }: SectionReference): string {
  const { title: _title, revision: _revision, errata: _errata, ...decisive } = documentModel;
  return JSON.stringify([model, section.id, document.framing, document.machineFacts, document.hostFacts, decisive]);
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
