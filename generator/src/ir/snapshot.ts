/**
 * SnapshotIR: one model as one build knows it. No revisions left, deviations applied, ranges narrowed, versions expanded.
 * Everything downstream (plan, emitters, documents, conformance) starts from it.
 */
import type { Expression } from '../expr/tree.js';
import type { Bounds, Field, FieldType } from './layout.js';
import type { DeprecationIR, RamBlockIR, SituationIR } from './spec.js';
import type { ParamType, Range, Value } from './values.js';

export interface SnapshotIR {
  readonly implementation: string;
  readonly build: string;
  /** `qemu@5.2.0` */
  readonly buildId: string;
  readonly framing: 'native' | 'qemu';
  readonly model: string;
  readonly path: string;
  readonly title?: string;
  readonly revision: string;
  readonly params: readonly SnapshotParam[];
  /** Params that existed once and whose behaviour is frozen; their implied value is not the off value. */
  readonly retired: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: ParamType;
    readonly implied: Value;
    readonly off?: Value;
  }[];
  readonly constraints: readonly Expression[];
  /** Preferred order; complete: every param of the snapshot has a value, and a canonical fingerprint. */
  readonly versions: readonly SnapshotVersion[];
  readonly observables: readonly { readonly name: string; readonly doc?: string; readonly volatile: boolean; readonly value: Expression }[];
  readonly migratable: { readonly when: Expression; readonly reason?: string };
  /** Flat: every variable of the device, in order of first appearance on the wire; then those that no section carries. */
  readonly variables: readonly SnapshotField[];
  readonly structs: readonly SnapshotStruct[];
  readonly sections: readonly SnapshotSection[];
  readonly invariants: readonly Expression[];
  readonly ram: readonly RamBlockIR[];
  readonly situations: readonly SituationIR[];
  readonly stateVersions?: readonly string[];
  readonly minimum?: string;
  readonly opaque?: { readonly maxSize: number };
  readonly errata: readonly string[];
}

export interface SnapshotVersion {
  readonly name: string;
  readonly values: Readonly<Record<string, Value>>;
  readonly fingerprint: string;
  /** The build has it still, and says that it is on its way out. */
  readonly deprecated?: DeprecationIR;
}

export interface SnapshotParam {
  readonly id: string;
  readonly name: string;
  readonly doc?: string;
  readonly unit?: string;
  readonly type: ParamType;
  readonly guestVisible: boolean;
  readonly off?: Value;
  readonly default: Expression;
  readonly range: Range;
  readonly compare: 'equal' | 'subset' | 'at-most' | 'ignore';
  readonly resolves: 'create' | 'reset' | 'load' | 'negotiate';
  readonly settable: 'create' | 'stopped' | 'running';
  readonly hostFact?: string;
  /** The revision that added it. */
  readonly since: string;
}

export interface SnapshotField extends Omit<Field, 'added' | 'removed'> {
  readonly since?: string;
  /** Presence as the revision has it, where the build evaluates another: what it leaves out is lost. */
  readonly intended?: Expression;
  /** Bounds of the revision that the build does not enforce. */
  readonly unenforced?: Bounds;
  /** Of a variable that no section carries: its value after a load, when that is not the reset value. */
  readonly derived?: Expression;
}

export interface SnapshotLayout {
  readonly fields: readonly SnapshotField[];
  readonly invariants: readonly Expression[];
  /** Rules of the revision that the build does not enforce. */
  readonly unenforced?: readonly Expression[];
  readonly subsections: readonly SnapshotSubsection[];
}

export interface SnapshotStruct extends SnapshotLayout {
  readonly id: string;
  /** The type's name as declared. */
  readonly origin: string;
  readonly doc?: string;
  readonly wireName?: string;
  readonly version?: number;
}

export interface SnapshotSection extends SnapshotLayout {
  readonly id: string;
  readonly name: readonly (string | Expression)[];
  readonly doc?: string;
  readonly instance: Expression;
  readonly version: number;
  readonly minimum: number;
  /** Sections of this slice that are loaded before, by id; absent when there are none. */
  readonly after?: readonly string[];
  readonly optional: Expression | false;
}

export interface SnapshotSubsection extends SnapshotLayout {
  readonly name: string;
  readonly doc?: string;
  readonly version: number;
  readonly minimum: number;
  readonly needed: Expression;
  /** As the revision has it, where the build evaluates another: what it does not send is lost. */
  readonly intended?: Expression;
  readonly optional: Expression | false;
}

export type { Bounds, FieldType };
