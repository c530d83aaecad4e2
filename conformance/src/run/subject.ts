/** What a run is about: the documents of every build, the emulated builds, and what the spec's matrix varies. */
import { createHash } from 'node:crypto';
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import { type Build, Host } from '@migspec/emulator';
import type { Facts, ParamValue } from '@migspec/runtime';
import { factsText } from '../cells/facts.js';

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
  /** And each host fact, at every host of a route. */
  readonly hostFacts: Readonly<Record<string, readonly ParamValue[]>>;
}

/** A build on a host. */
export class BuildSubject {
  readonly id: string;
  readonly document: CapabilityDocument;
  readonly host: Host;
  readonly #slices: Map<string, Slice>;
  readonly #hosts: Map<string, BuildSubject>;

  /** Without `like`, on a host of which nothing is said. */
  constructor(document: CapabilityDocument, build: Build, hostFacts: Facts = {}, like?: BuildSubject) {
    this.id = document.build;
    this.document = document;
    this.host = new Host(build, hostFacts);
    this.#slices = like === undefined ? new Map() : like.#slices;
    this.#hosts = like === undefined ? new Map() : like.#hosts;
  }

  /** The same build on a host with the facts; one object for equal facts. */
  on(hostFacts: Facts): BuildSubject {
    const key = factsText(hostFacts);
    const known = this.#hosts.get(key);
    if (known !== undefined) return known;
    const made = new BuildSubject(this.document, this.host.build, hostFacts, this);
    this.#hosts.set(key, made);
    return made;
  }

  /** The build and what is said of the host, in a few words. */
  get place(): string {
    return `${this.id} ${factsText(this.host.hostFacts)}`;
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
    return Object.fromEntries(Object.entries(facts).filter(([name]) => reads.has(`machine ${name}`)));
  }

  /** Those of the host's facts that the model depends on. */
  hostFactsRead(id: string): Facts {
    return Object.fromEntries(Object.entries(this.host.hostFacts).filter(([name]) => this.reads(id, 'host', name)));
  }

  reads(id: string, of: 'machine' | 'host', fact: string): boolean {
    return this.#sliceOf(id).reads.has(`${of} ${fact}`);
  }

  #sliceOf(id: string): Slice {
    const known = this.#slices.get(id);
    if (known !== undefined) return known;
    const reads = new Set<string>();
    const text = JSON.stringify(this.model(id) ?? null, (key, value: unknown) => {
      if (silent.has(key)) return undefined;
      if (key === 'hostFact') reads.add(`host ${String(value)}`);
      if (isFact(value)) reads.add(`${value.op} ${value.name}`);
      return value;
    });
    const name = createHash('sha256').update(text).digest('base64').slice(0, 16);
    const slice = { name, reads };
    this.#slices.set(id, slice);
    return slice;
  }
}

/** A node of an expression that reads a fact. */
function isFact(value: unknown): value is { readonly op: 'machine' | 'host'; readonly name: string } {
  return typeof value === 'object' && value !== null && 'op' in value && (value.op === 'machine' || value.op === 'host') && 'name' in value;
}

interface Slice {
  readonly name: string;
  /** `machine cpus`, `host uso` */
  readonly reads: ReadonlySet<string>;
}

/** Keys of a document's model that decide nothing. */
const silent: ReadonlySet<string> = new Set(['doc', 'title', 'since', 'revision', 'errata', 'versions', 'unit']);
