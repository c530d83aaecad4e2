import type { CapabilityDocument, DocumentModel, DocumentRemedy, Expr } from '@migspec/capabilities';
import type { Configuration, Facts, StateValue } from '@migspec/runtime';
import type { CompatCode } from '../codes.js';
import type { Machine } from '../document/machine.js';
import type { ExprEnv } from '../expr/value.js';

export interface CheckInput {
  readonly source: {
    readonly machine: Machine;
    readonly document: CapabilityDocument;
    /** Host facts. */
    readonly facts?: Facts;
    /** By device address: variables by name. Makes run-time predicates definite. */
    readonly state?: MachineState;
  };
  readonly destination: {
    readonly document: CapabilityDocument;
    /** What the destination has started; without it, the destination is created from the source's configuration. */
    readonly machine?: Machine;
    readonly facts?: Facts;
  };
}

export type MachineState = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type ReasonClass = 'create' | 'state' | 'guest' | 'policy';

/** Something that would go wrong where the predicate, over the source's state, is true. */
export interface Question extends Subject {
  readonly code: CompatCode;
  readonly class: ReasonClass;
  readonly predicate: Expr;
}

/** What a question or a reason is about. */
export interface Subject {
  readonly model?: string;
  readonly address?: string;
  readonly instance?: number;
  readonly param?: string;
  readonly section?: string;
  /** Dotted path of the field; of both fields where they differ: `a / b`. */
  readonly field?: string;
  readonly observable?: string;
  readonly have?: string;
  readonly want?: string;
}

export interface Reason extends Subject {
  readonly code: CompatCode;
  /** `MS8523` */
  readonly number: string;
  readonly class: ReasonClass;
  readonly meaning: string;
  readonly remedy?: string;
  /** False: it depends on the predicate or on facts. */
  readonly definite: boolean;
  /** Bad where true; over the source's state and facts that were not given. Only where it is not definite. */
  readonly predicate?: { readonly text: string; readonly expr: Expr };
  /** Facts that decide and were not given: `source.uso`, `destination.uso`. */
  readonly facts?: readonly string[];
  /** A state for each side of the predicate, by the situations of the source's document. */
  readonly witness?: { readonly bad?: Witness; readonly fine?: Witness };
  /** Class guest: whether something else makes the real loader refuse, so that it is noticed. */
  readonly noticed?: boolean;
  readonly errata?: readonly string[];
}

export interface Witness {
  readonly situation: string;
  /** The variables that the predicate reads. */
  readonly state: Readonly<Record<string, string>>;
}

export interface Note extends Subject {
  readonly code: CompatCode;
  readonly number: string;
  readonly text: string;
}

/** An erratum that reasons or notes of a verdict follow from: what the build does, and what can be done about it. */
export interface CitedErratum {
  readonly id: string;
  /** Which build, and at which end. */
  readonly build: string;
  readonly end: 'source' | 'destination';
  /** Of the reasons and notes that it is cited for. */
  readonly model?: string;
  readonly doc: string;
  readonly evidence?: string;
  /** The first build without it. */
  readonly fixedIn?: string;
  /** In words. */
  readonly remedy?: string;
  /** Those that are meant for this migration; with `when`, only where it holds. Each is enough. */
  readonly remedies: readonly DocumentRemedy[];
}

export type Level = 'live' | 'restart' | 'none';

export interface Verdict {
  readonly outcome: 'yes' | 'no' | 'depends';
  readonly class?: ReasonClass;
  readonly level: Level;
  readonly reasons: readonly Reason[];
  readonly notes: readonly Note[];
  /** What reasons and notes cite, once each; absent without any. */
  readonly errata?: readonly CitedErratum[];
  /** Builds whose documents were read. */
  readonly documents: { readonly source: string; readonly destination: string };
}

/** One end of a migration of one device. */
export interface DeviceSide {
  readonly role: 'source' | 'destination';
  readonly document: CapabilityDocument;
  readonly id: string;
  readonly model: DocumentModel;
  readonly configuration: Configuration;
  /** Equal for equal configurations, facts and places of one model. */
  readonly key: string;
  readonly facts: { readonly machine: Facts; readonly host: Facts };
  /** Params by identity, facts, address; no state. */
  readonly env: ExprEnv;
}

export interface DevicePair {
  readonly address: string;
  readonly instance?: number;
  readonly started: boolean;
  readonly source: DeviceSide;
  readonly destination: DeviceSide;
  /** Arrays, bytes and structs that the destination makes itself; expressions read them as state variables of these names. */
  readonly made: Map<string, StateValue>;
}
