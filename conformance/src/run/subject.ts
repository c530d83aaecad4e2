/** What a run is about: the documents of every build, the emulated builds, and what the spec's matrix varies. */
import { createHash } from 'node:crypto';
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import { type Build, Host } from '@migspec/emulator';
import type { Facts, ParamValue } from '@migspec/runtime';

export interface Subject {
  readonly implementations: readonly ImplementationSubject[];
}

export interface ImplementationSubject {
  readonly name: string;
  readonly destination: 'configured' | 'started';
  /** Oldest first. */
  readonly builds: readonly BuildSubject[];
  /** Values that the matrix gives each machine fact. */
  readonly facts: Readonly<Record<string, readonly ParamValue[]>>;
}

export class BuildSubject {
  readonly id: string;
  readonly document: CapabilityDocument;
  readonly host: Host;
  readonly #slices = new Map<string, Slice>();

  constructor(document: CapabilityDocument, build: Build) {
    this.id = document.build;
    this.document = document;
    this.host = new Host(build);
  }

  model(id: string): DocumentModel | undefined {
    return Object.hasOwn(this.document.models, id) ? this.document.models[id] : undefined;
  }

  /** Two builds with one slice of a model behave alike; a short name for everything that decides anything about the model. */
  slice(id: string): string {
    return this.#sliceOf(id).name;
  }

  /** Those of the facts that some expression of the model reads. */
  factsRead(id: string, facts: Facts): Facts {
    const { reads } = this.#sliceOf(id);
    return Object.fromEntries(Object.entries(facts).filter(([name]) => reads.has(name)));
  }

  #sliceOf(id: string): Slice {
    const known = this.#slices.get(id);
    if (known !== undefined) return known;
    const text = JSON.stringify(this.model(id) ?? null, (key, value: unknown) => (silent.has(key) ? undefined : value));
    const name = createHash('sha256').update(text).digest('base64').slice(0, 16);
    const reads = new Set([...text.matchAll(/"op":"machine","name":"([^"]*)"/g)].map((match) => match[1] ?? ''));
    const slice = { name, reads };
    this.#slices.set(id, slice);
    return slice;
  }
}

interface Slice {
  readonly name: string;
  readonly reads: ReadonlySet<string>;
}

/** Keys of a document's model that decide nothing. */
const silent: ReadonlySet<string> = new Set(['doc', 'title', 'since', 'revision', 'errata', 'versions', 'unit']);
