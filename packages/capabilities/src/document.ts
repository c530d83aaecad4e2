/**
 * The capability document: what one build can do, without starting anything. JSON; integers that may exceed 53 bits are
 * decimal strings. The check reads nothing else.
 */
import type { Expr } from './expr.js';

export interface CapabilityDocument {
  readonly $schema: string;
  readonly documentVersion: 1;
  /** `qemu@5.2.0` */
  readonly build: string;
  readonly implementation: string;
  readonly aliases: readonly string[];
  readonly released?: string;
  readonly framing: 'native' | 'qemu';
  readonly destination: 'configured' | 'started';
  readonly machineFacts: Readonly<Record<string, { readonly type: DocumentParamType; readonly default: DocumentValue }>>;
  /** By model id. */
  readonly models: Readonly<Record<string, DocumentModel>>;
  /** Device classes that reach models, by name; all names are listed, `parent` and `child` name other entries. */
  readonly classes: Readonly<Record<string, { readonly parent?: string; readonly child?: string; readonly aliases: readonly string[]; readonly model?: string }>>;
  /** Machine types that this build has, each with its whole expanded table in order of application (later wins). */
  readonly machineTypes: Readonly<Record<string, { readonly family: string; readonly entries: readonly { readonly class: string; readonly property: string; readonly value: DocumentValue }[] }>>;
  readonly errata: readonly { readonly id: string; readonly doc: string; readonly evidence?: string; readonly remedy?: string }[];
}

export type DocumentValue = boolean | number | string;

export type DocumentParamType =
  | { readonly kind: 'bool' | 'string' }
  | { readonly kind: 'int'; readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'flags'; readonly bits: 32 | 64; readonly names: readonly { readonly name: string; readonly bit: number }[] };

export interface DocumentExpression {
  readonly text: string;
  readonly expr: Expr;
}

export interface DocumentModel {
  readonly title?: string;
  readonly revision: string;
  readonly params: readonly DocumentParam[];
  readonly retired: readonly { readonly id: string; readonly name: string; readonly type: DocumentParamType; readonly implied: DocumentValue }[];
  readonly constraints: readonly DocumentExpression[];
  readonly versions: readonly { readonly name: string; readonly fingerprint: string; readonly values: Readonly<Record<string, DocumentValue>> }[];
  readonly observables: readonly { readonly name: string; readonly doc?: string; readonly volatile: boolean; readonly value: DocumentExpression }[];
  readonly migratable: { readonly when: DocumentExpression; readonly reason?: string };
  /** All variables of the state with type, reset and bounds, so that a state can be judged by name. */
  readonly variables: readonly DocumentField[];
  readonly structs: Readonly<Record<string, DocumentStruct>>;
  readonly sections: readonly DocumentSection[];
  readonly invariants: readonly DocumentExpression[];
  /** Named states, for witnesses: what each sets (the rest is at reset); values are expressions, or pseudo-random by name. */
  readonly situations: readonly { readonly name: string; readonly when?: DocumentExpression; readonly state: Readonly<Record<string, DocumentSituationValue>> }[];
  readonly stateVersions?: readonly string[];
  readonly minimum?: string;
  readonly opaque?: { readonly maxSize: number };
  readonly errata: readonly string[];
}

export type DocumentSituationValue =
  | { readonly kind: 'expr'; readonly value: DocumentExpression }
  | { readonly kind: 'random' }
  | { readonly kind: 'list'; readonly items: readonly DocumentSituationValue[] }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, DocumentSituationValue>> };

export interface DocumentParam {
  readonly id: string;
  readonly name: string;
  readonly doc?: string;
  readonly unit?: string;
  readonly type: DocumentParamType;
  readonly guestVisible: boolean;
  readonly off?: DocumentValue;
  readonly default: DocumentExpression;
  readonly range: DocumentRange;
  readonly compare: 'equal' | 'subset' | 'at-most' | 'ignore';
  readonly resolves: 'create' | 'reset' | 'load' | 'negotiate';
  readonly settable: 'create' | 'stopped' | 'running';
  readonly hostFact?: string;
  readonly since: string;
}

export interface DocumentRange {
  readonly items: readonly ({ readonly min: string; readonly max: string } | { readonly value: string })[];
  readonly multipleOf?: string;
  readonly powerOfTwo?: boolean;
  readonly mask?: string;
}

export interface DocumentLayout {
  readonly fields: readonly DocumentField[];
  readonly invariants: readonly DocumentExpression[];
  readonly subsections: readonly DocumentSubsection[];
}

export interface DocumentStruct extends DocumentLayout {
  readonly version?: number;
  readonly digest: string;
}

export interface DocumentSection extends DocumentLayout {
  readonly id: string;
  readonly name: readonly (string | DocumentExpression)[];
  readonly instance: DocumentExpression;
  readonly version: number;
  readonly minimum: number;
  readonly optional: DocumentExpression | false;
  /** Per accepted version, the digest of the layout with that version put in (expressions over params and state stay). */
  readonly digests: Readonly<Record<string, string>>;
}

export interface DocumentSubsection extends DocumentLayout {
  readonly name: string;
  readonly version: number;
  readonly needed: DocumentExpression;
  readonly optional: DocumentExpression | false;
}

export interface DocumentField {
  readonly name: string;
  readonly type: DocumentFieldType;
  readonly when?: DocumentExpression;
  readonly reset?: DocumentExpression;
  readonly absent?: DocumentExpression;
  readonly filler?: DocumentExpression;
  readonly bounds: {
    readonly min?: DocumentExpression;
    readonly max?: DocumentExpression;
    readonly own?: { readonly compare: 'equal' | 'at-most' | 'masked'; readonly value: DocumentExpression; readonly mask?: DocumentExpression };
    readonly negotiated?: DocumentExpression;
    readonly reserved?: string;
  };
}

export interface DocumentIntType {
  readonly bits: 8 | 16 | 32 | 64;
  readonly signed: boolean;
  readonly order: 'big' | 'little';
}

export type DocumentCount = { readonly kind: 'fixed'; readonly value: number } | { readonly kind: 'counted'; readonly by: DocumentExpression; readonly capacity: number };

export type DocumentFieldType =
  | ({ readonly kind: 'int' } & DocumentIntType)
  | { readonly kind: 'bool' }
  | { readonly kind: 'enum'; readonly base: DocumentIntType; readonly values: readonly { readonly name: string; readonly value: string }[] }
  | { readonly kind: 'flags'; readonly base: DocumentIntType; readonly names: readonly { readonly name: string; readonly bit: number }[] }
  | { readonly kind: 'bytes'; readonly length: DocumentCount; readonly opaque: boolean }
  | { readonly kind: 'string'; readonly capacity: number; readonly lengthBits: 8 | 16 | 32 }
  | { readonly kind: 'array'; readonly element: DocumentFieldType; readonly count: DocumentCount }
  | { readonly kind: 'struct'; readonly struct: string }
  | { readonly kind: 'padding'; readonly length: number; readonly read: 'zero' | 'ignored' };
