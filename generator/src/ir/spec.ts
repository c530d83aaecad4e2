/**
 * SpecIR: the whole spec, all revisions, linked and checked. Plain readonly data, sorted, serialisable; positions live in
 * a side table. What differs by revision is a list of steps (`ByRevision`), so nothing is expanded yet; `decompose` cuts
 * the slice that one build sees.
 */
import type { Expression } from '../expr/tree.js';
import type { DeviationIR, ExpectationIR, OutcomeIR, RemedyIR } from './deviation.js';
import type { HiddenVariable, Layout, Section, StructType } from './layout.js';
import type { MachineTable } from './machine-tables.js';
import type { ParamType, Range, Value } from './values.js';

export const irVersion = 1;

export interface SpecIR {
  readonly irVersion: number;
  readonly models: readonly ModelIR[];
  readonly implementations: readonly ImplementationIR[];
  readonly compatSets: readonly CompatSetIR[];
  readonly machineFamilies: readonly MachineFamilyIR[];
  readonly composed: readonly ComposedIR[];
}

/** From which revision to which: `added` inclusive, `removed` exclusive; indexes into `ModelIR.revisions`. */
export interface Life {
  readonly added: number;
  readonly removed?: number;
}

/** A value for each stretch of revisions, oldest first; the first step begins at the life's `added`. */
export type ByRevision<T> = readonly { readonly from: number; readonly value: T }[];

export interface ModelIR {
  readonly id: string;
  /** Path of the model file without extension, relative to `models/`; also the generated file's path. */
  readonly path: string;
  readonly title?: string;
  readonly doc?: string;
  readonly sources: readonly string[];
  /** Oldest first. A model that names none has one, called "1". */
  readonly revisions: readonly string[];
  readonly params: readonly ParamIR[];
  readonly constraints: readonly (Life & { readonly rule: Expression })[];
  /** In the order of the file (newest first by habit; the order means nothing). Values cover every param of the revision. */
  readonly versions: readonly VersionIR[];
  readonly observables: readonly ObservableIR[];
  readonly migratable: ByRevision<{ readonly when: Expression; readonly reason?: string }>;
  readonly structs: readonly StructType[];
  readonly sections: readonly (Life & Section)[];
  readonly ram: readonly (Life & RamBlockIR)[];
  /** Those that are derived come after what they are derived from. */
  readonly hidden: readonly HiddenVariable[];
  readonly invariants: readonly (Life & { readonly rule: Expression })[];
  readonly situations: readonly SituationIR[];
  /** Set for a state whose inside is not described. */
  readonly opaque?: { readonly maxSize: number };
  /** Absent: nothing is said, which means `identical`. */
  readonly compatibility?: CompatibilityMode;
  readonly breaks?: readonly DeclaredBreakIR[];
}

/** Between which builds migrations are promised: the same one, neighbours, or (`transitive`) all, and in which direction. */
export type CompatibilityMode =
  | 'identical'
  | 'forward'
  | 'backward'
  | 'full'
  | 'forward-transitive'
  | 'backward-transitive'
  | 'full-transitive';

/** A finding about a change that its author accepts. */
export interface DeclaredBreakIR {
  /** Id of the rule, whichever of id and number was written. */
  readonly rule: string;
  readonly subject: string;
  /** In full, `vm@2.0`; absent: all. */
  readonly builds?: readonly string[];
  /** Absent: both. */
  readonly direction?: 'forward' | 'backward';
  readonly reason: string;
  readonly issue: string;
}

/** Memory that a device registers beside its state. Streams list such blocks by name and size before any of their content. */
export interface RamBlockIR {
  /** Pieces of text and expressions, as a section's name. */
  readonly name: readonly (string | Expression)[];
  readonly doc?: string;
  /** Bytes, over params and facts. */
  readonly size: Expression;
}

export interface ParamIR extends Life {
  /** Never changes; equals `name` unless the author renamed the param. */
  readonly id: string;
  readonly name: string;
  readonly doc?: string;
  readonly unit?: string;
  readonly type: ParamType;
  readonly guestVisible: boolean;
  readonly off?: Value;
  /** The value a new device gets when nothing is said; `undefined` never happens: lint demands one. */
  readonly default: ByRevision<Expression>;
  readonly range: ByRevision<Range>;
  readonly compare: 'equal' | 'subset' | 'at-most' | 'ignore';
  readonly resolves: 'create' | 'reset' | 'load' | 'negotiate';
  readonly settable: 'create' | 'stopped' | 'running';
  readonly hostFact?: string;
  /** After removal: the value the behaviour was frozen at. */
  readonly frozen?: Value;
  readonly sources: readonly string[];
}

export interface VersionIR {
  readonly name: string;
  readonly doc?: string;
  readonly basedOn?: string;
  /** What the author wrote, by param id; expanded in the snapshot, where unmentioned params are off. */
  readonly values: Readonly<Record<string, Value>>;
}

export interface ObservableIR extends Life {
  readonly name: string;
  readonly doc?: string;
  readonly volatile: boolean;
  readonly value: ByRevision<Expression>;
}

export interface SituationIR extends Life {
  readonly name: string;
  readonly doc?: string;
  /** Only configurations that satisfy it have this situation. */
  readonly when?: Expression;
  /** Only builds that one of these errata reaches have it. */
  readonly errata?: readonly string[];
  /** State variables (dotted paths into structs and arrays) and what they are set to; the rest is at reset. */
  readonly state: Readonly<Record<string, SituationValue>>;
}

export type SituationValue =
  | { readonly kind: 'expr'; readonly value: Expression }
  /** Pseudo-random bytes or integers within the field's bounds, fixed by the variable's name. */
  | { readonly kind: 'random' }
  | { readonly kind: 'list'; readonly items: readonly SituationValue[] }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, SituationValue>> };

export interface ImplementationIR {
  readonly name: string;
  readonly doc?: string;
  readonly sources: readonly string[];
  /** Which framing its streams have, and so whether struct versions travel. */
  readonly framing: 'native' | 'qemu';
  /** How a destination is made: from the source's configuration, or from its own machine table. */
  readonly destination: 'configured' | 'started';
  readonly machineFacts: readonly FactIR[];
  readonly hostFacts: readonly FactIR[];
  /** Newest first. */
  readonly builds: readonly BuildIR[];
  readonly classes: readonly DeviceClassIR[];
  readonly errata: readonly ErratumIR[];
  readonly breaks?: readonly DeclaredBreakIR[];
}

/** Of the machine, or of a host. */
export interface FactIR {
  readonly name: string;
  readonly doc?: string;
  readonly type: ParamType;
  readonly default: Value;
  /** The values that the conformance matrix takes. */
  readonly matrix: readonly Value[];
}

export interface BuildIR {
  readonly name: string;
  readonly alias?: string;
  readonly released?: string;
  readonly models: readonly BuildModelIR[];
  readonly sources: readonly string[];
  /** Its machine types as they were released, where they are read from a lock; else they are expanded from the families. */
  readonly tables?: readonly MachineTable[];
}

export interface BuildModelIR {
  readonly model: string;
  readonly revision: number;
  /** Preferred order; default: all that the revision can express, in file order. */
  readonly versions?: readonly string[];
  /** Versions of the build's list that are on their way out, by name. */
  readonly deprecated?: Readonly<Record<string, DeprecationIR>>;
  readonly narrow: Readonly<Record<string, Range>>;
  readonly stateVersions?: readonly string[];
  readonly minimum?: string;
}

/** What a build announces of a version; the builds named need not be in the spec yet. */
export interface DeprecationIR {
  readonly removedIn?: string;
  readonly instead?: string;
}

export interface DeviceClassIR {
  readonly name: string;
  readonly parent?: string;
  readonly aliases: readonly string[];
  readonly child?: string;
  readonly model?: string;
}

export interface ErratumIR {
  readonly id: string;
  readonly builds: readonly string[];
  readonly doc: string;
  readonly evidence?: string;
  /** In words; nothing tests them. */
  readonly remedy?: string;
  readonly remedies: readonly RemedyIR[];
  /** The first build without it. */
  readonly fixedIn?: string;
  /** One of the two. */
  readonly deviation?: DeviationIR;
  readonly outcome?: OutcomeIR;
  readonly expect: readonly ExpectationIR[];
}

export interface CompatSetIR {
  readonly name: string;
  readonly implementation: string;
  readonly entries: readonly CompatEntryIR[];
  readonly sources: readonly string[];
}

export interface CompatEntryIR {
  readonly class: string;
  readonly property: string;
  readonly value: Value;
  /** The entry exists from this build on (a row added after release), before this one, or in these alone. */
  readonly added?: string;
  readonly removed?: string;
  readonly only?: readonly string[];
}

export interface MachineFamilyIR {
  readonly name: string;
  readonly implementation: string;
  /** Newest first; each adds its compat set to all above it. */
  readonly types: readonly MachineTypeIR[];
}

export interface MachineTypeIR {
  readonly name: string;
  /** The sets it adds to those of the newer types, in order: one, or one for each release in between that is not described. */
  readonly compat: readonly string[];
  readonly added?: string;
  readonly removed?: string;
}

export type { HiddenVariable, Layout, Section, StructType };

/** Where the value of a param of a composed device comes from. */
export type MeetIR = 'front' | 'back' | 'pinned' | 'and' | 'min' | 'equal';

/** A front and a back in another process. Its hosts are builds of an implementation of their own; `decompose` makes their snapshots. */
export interface ComposedIR {
  readonly implementation: string;
  readonly model: string;
  readonly path: string;
  readonly title?: string;
  readonly doc?: string;
  readonly sources: readonly string[];
  /** `pinned`: values of params, by name, that every version has, for a front whose model has no versions. */
  readonly front: PartIR & { readonly pinned: Readonly<Record<string, Value>> };
  readonly back: PartIR & { readonly as: JoinedNames };
  /** By name in the composition. */
  readonly params: Readonly<Record<string, MeetIR>>;
  readonly hosts: readonly ComposedHostIR[];
}

export interface PartIR {
  readonly implementation: string;
  readonly model: string;
}

/** What params of the back are called in the composition, by their own name; of flags, bit by bit. */
export type JoinedNames = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export interface ComposedHostIR {
  readonly build: string;
  readonly front: string;
  readonly back: string;
}
