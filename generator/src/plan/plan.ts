/**
 * The codec plan: one layout as an ordered list of steps, independent of the language that it is printed in. A printer
 * walks the steps; it decides nothing about the format.
 *
 * Framings differ in what surrounds fields. `qemu`: a subsection is 05, name length, name, be32 version, fields; the loader
 * goes on as long as it sees 05 and a name with the enclosing description's prefix. `native`: every section and subsection,
 * and every struct with a version, ends with a subsection count (u8); a subsection is name (u8 length, bytes), u32 version,
 * u8 flags (bit 0: optional), u32 length, fields; a struct with a version begins with it (u32). All big-endian.
 */
import type { Expression } from '../expr/tree.js';
import type { ArrayCount, Bounds, Count, FieldType, IntType } from '../ir/layout.js';
import type { SnapshotField } from '../ir/snapshot.js';

export type Framing = 'native' | 'qemu';

/** All codecs of one device. */
export interface CodecPlan {
  readonly framing: Framing;
  /** Callees before callers. */
  readonly structs: readonly StructPlan[];
  readonly sections: readonly SectionPlan[];
  /** Variables that no section carries: at their reset value after creation, reset and load. */
  readonly hidden: readonly SnapshotField[];
  /** Rules over variables of several sections, checked when all have come. */
  readonly invariants: readonly Expression[];
}

/** What sections, subsections and structs have in common. */
export interface BodyPlan {
  /** In wire order; the last step is `subsections` where the framing has a place for them. */
  readonly steps: readonly Step[];
  readonly subsections: readonly SubsectionPlan[];
  /** Each variable once, in order of first appearance, without those of subsections. */
  readonly variables: readonly SnapshotField[];
  /** Variables of the enclosing bodies that expressions of this body (or of what it contains) mention. */
  readonly outer: readonly OuterRef[];
  /** State variables around a struct that its writer looks at: those of `outer`, and what only senders evaluate. */
  readonly sender: readonly string[];
}

export interface OuterRef {
  readonly scope: 'state' | 'self';
  readonly name: string;
}

export interface SectionPlan extends BodyPlan {
  readonly kind: 'section';
  readonly id: string;
  readonly doc?: string;
  readonly name: readonly (string | Expression)[];
  readonly instance: Expression;
  readonly version: number;
  readonly minimum: number;
  readonly after?: readonly string[];
  readonly optional: Expression | false;
}

export interface SubsectionPlan extends BodyPlan {
  readonly kind: 'subsection';
  readonly name: string;
  readonly doc?: string;
  readonly version: number;
  /** The oldest version that is read. */
  readonly minimum: number;
  readonly needed: Expression;
  readonly optional: Expression | false;
}

export interface StructPlan extends BodyPlan {
  readonly kind: 'struct';
  readonly id: string;
  readonly doc?: string;
  readonly version?: number;
  /** The version travels (native framing). */
  readonly versioned: boolean;
  /** Bytes when always the same: the caller has checked that they are there. */
  readonly size?: number;
}

export type Step =
  /** A stretch of fixed size: one length check, then each item at its place. */
  | { readonly kind: 'run'; readonly bytes: number; readonly items: readonly RunItem[] }
  /** A length-prefixed string. */
  | { readonly kind: 'string'; readonly field: SnapshotField; readonly type: FieldType & { readonly kind: 'string' } }
  /** Bytes counted by an expression. */
  | { readonly kind: 'bytes'; readonly field: SnapshotField; readonly count: CountedBy }
  /** Elements counted by an expression, or of varying size; `width` is set when every element has the same size. */
  | { readonly kind: 'array'; readonly field: SnapshotField; readonly element: FieldType; readonly count: Count; readonly width?: number }
  /** Structs with a marker before each and one after the last; `width` as above, without the marker. */
  | { readonly kind: 'list'; readonly field: SnapshotField; readonly struct: string; readonly marks: Marks; readonly width?: number }
  /** A struct of varying size. */
  | { readonly kind: 'struct'; readonly field: SnapshotField; readonly struct: string }
  /** Steps that both sides take or skip, each by its own evaluation; skipped variables have their absent value. */
  | { readonly kind: 'when'; readonly when: Expression; readonly variables: readonly SnapshotField[]; readonly steps: readonly Step[] }
  /** Bounds of a field that was read, all of whose operands are known. */
  | { readonly kind: 'check'; readonly field: SnapshotField; readonly check: Check }
  | { readonly kind: 'invariant'; readonly rule: Expression; readonly judged: boolean }
  | { readonly kind: 'subsections'; readonly prefix: string };

export type CountedBy = Count & { readonly kind: 'counted' };

export type Marks = ArrayCount & { readonly kind: 'marked' };

export interface RunItem {
  readonly field: SnapshotField;
  /** Bytes from the start of the run. */
  readonly at: number;
  readonly bytes: number;
}

/** One bound; `judged` ones need the device's configuration or facts and are not checked without. */
export type Check =
  | { readonly kind: 'min' | 'max'; readonly value: Expression; readonly judged: boolean; readonly each: boolean }
  | { readonly kind: 'reserved'; readonly bits: string; readonly judged: false; readonly each: boolean }
  | { readonly kind: 'negotiated'; readonly value: Expression; readonly judged: true; readonly each: boolean }
  | { readonly kind: 'own'; readonly own: NonNullable<Bounds['own']>; readonly judged: true; readonly each: boolean };

/** A model that parses and resolves and still cannot be coded; the message says what to change. */
export class PlanError extends Error {
  readonly at: string;
  constructor(at: string, message: string) {
    super(`${at}: ${message}`);
    this.name = 'PlanError';
    this.at = at;
  }
}

export type { IntType };
