/** What a run is about: the documents of every build, the emulated builds, and what the spec's matrix varies. */
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import { type Build, Host } from '@migspec/emulator';
import type { ParamValue } from '@migspec/runtime';

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
  readonly #slices = new Map<string, string>();

  constructor(document: CapabilityDocument, build: Build) {
    this.id = document.build;
    this.document = document;
    this.host = new Host(build);
  }

  model(id: string): DocumentModel | undefined {
    return Object.hasOwn(this.document.models, id) ? this.document.models[id] : undefined;
  }

  /** Two builds with one slice of a model behave alike: what decides anything about the model, as text. */
  slice(id: string): string {
    const known = this.#slices.get(id);
    if (known !== undefined) return known;
    const text = JSON.stringify(this.model(id) ?? null, (key, value: unknown) => (silent.has(key) ? undefined : value));
    this.#slices.set(id, text);
    return text;
  }
}

/** Keys of a document's model that decide nothing. */
const silent: ReadonlySet<string> = new Set(['doc', 'title', 'since', 'revision', 'errata', 'versions', 'unit']);
