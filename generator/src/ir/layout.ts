/**
 * Sections, subsections, structs and fields: what travels, in wire order. The state of a device is one flat set of
 * variables (`state.X`); sections and subsections only say where on the wire each variable lies, so a variable keeps its
 * name when a revision moves it. Inside a struct the same holds for the struct's own fields (`self.X`).
 */
import type { Expression } from '../expr/tree.js';
import type { Life } from './spec.js';
import type { IntWidth } from './values.js';

export type ByteOrder = 'big' | 'little';

export interface Section extends Layout {
  /** The name on the wire: pieces of text and expressions (`"${device.path}/disk"`). */
  readonly name: readonly (string | Expression)[];
  /** The key in the spec: names the section in messages and generated code. */
  readonly id: string;
  readonly doc?: string;
  readonly instance: Expression;
  /** What this revision writes; accepted are `minimum` to `version`. */
  readonly version: readonly { readonly from: number; readonly value: number }[];
  readonly minimum: readonly { readonly from: number; readonly value: number }[];
  /** Sections that are loaded before this one, by id; they stand before it. A native receiver refuses another order. */
  readonly after: readonly string[];
  /** The sender declares that the guest does not notice the loss. Native framing only. */
  readonly optional: Expression | false;
  readonly sources: readonly string[];
}

export interface Layout {
  readonly fields: readonly Field[];
  readonly invariants: readonly (Life & { readonly rule: Expression })[];
  readonly subsections: readonly Subsection[];
}

export interface Subsection extends Layout, Life {
  readonly name: string;
  readonly doc?: string;
  /** What this revision writes; accepted are `minimum` to `version`. */
  readonly version: readonly { readonly from: number; readonly value: number }[];
  readonly minimum: readonly { readonly from: number; readonly value: number }[];
  /** Evaluated by the sender alone. */
  readonly needed: Expression;
  readonly optional: Expression | false;
  readonly sources: readonly string[];
}

/** A struct type, instantiated: its arguments are substituted, so every instance with other arguments is a type of its own. */
export interface StructType extends Layout {
  /** Unique in the model: the type's name, with a number when arguments made several. */
  readonly id: string;
  /** The type's name as declared; a deviation names it and reaches every instance. */
  readonly origin: string;
  readonly doc?: string;
  /** The name that the qemu framing's description of the stream has for the struct. */
  readonly wireName?: string;
  /** Set when the struct has a version of its own; it is on the wire in the native framing only. */
  readonly version?: number;
}

export interface Field extends Life {
  /** Empty for padding. */
  readonly name: string;
  readonly doc?: string;
  readonly unit?: string;
  readonly type: FieldType;
  /** Presence, evaluated by both sides, each with its own params and the version in force. */
  readonly when?: Expression;
  /**
   * The value after creation and reset; the type's zero if not given. Not for structs: their fields say it. For `bytes` the
   * tree is `{ op: 'string' }` whose value is hex, two digits a byte; what it does not cover is zero. For arrays: of each
   * element. The same holds for `absent` and `filler`.
   */
  readonly reset?: Expression;
  /** The value when its `when` is false or its subsection did not come; default: the reset value. */
  readonly absent?: Expression;
  readonly bounds: Bounds;
  /** Filler: written from this expression, read and ignored. The variable does not exist. */
  readonly filler?: Expression;
}

/** Checked after decoding and before any state becomes visible; also the range that situations draw from. */
export interface Bounds {
  /** Inclusive; for arrays of integers and for counted arrays' integer elements: of each element. */
  readonly min?: Expression;
  readonly max?: Expression;
  /** Compared with the destination's own value: equal, at most, or equal under `mask`. */
  readonly own?: { readonly compare: 'equal' | 'at-most' | 'masked'; readonly value: Expression; readonly mask?: Expression };
  /** Bits the guest acknowledged: a subset of what is offered; 0 after reset. */
  readonly negotiated?: Expression;
  /** Bits that must be zero, as a decimal string. */
  readonly reserved?: string;
}

export type FieldType =
  | { readonly kind: 'int'; readonly bits: IntWidth; readonly signed: boolean; readonly order: ByteOrder }
  | { readonly kind: 'bool' }
  | { readonly kind: 'enum'; readonly base: IntType; readonly values: readonly { readonly name: string; readonly value: string }[] }
  | { readonly kind: 'flags'; readonly base: IntType; readonly names: readonly { readonly name: string; readonly bit: number }[] }
  /** Raw bytes; `text` means that the content is text padded with NULs (valid UTF-8 is not required). */
  | { readonly kind: 'bytes'; readonly length: Count; readonly opaque: boolean }
  | { readonly kind: 'string'; readonly capacity: number; readonly lengthBits: 8 | 16 | 32 }
  | { readonly kind: 'array'; readonly element: FieldType; readonly count: ArrayCount }
  | { readonly kind: 'struct'; readonly struct: string }
  /** Bytes without a meaning: `zero` must be zero on read, `ignored` may be anything; written as zero. */
  | { readonly kind: 'padding'; readonly length: number; readonly read: 'zero' | 'ignored' };

export interface IntType {
  readonly bits: IntWidth;
  readonly signed: boolean;
  readonly order: ByteOrder;
}

/** A number of elements or bytes: fixed, or counted by an earlier field, a param or a machine fact and never above `capacity`. */
export type Count =
  | { readonly kind: 'fixed'; readonly value: number }
  | { readonly kind: 'counted'; readonly by: Expression; readonly capacity: number };

/** An array may also say as it goes whether another element comes: a u8 `more` before each (a struct), a u8 `end` after the last. */
export type ArrayCount = Count | { readonly kind: 'marked'; readonly capacity: number; readonly more: number; readonly end: number };

/** A variable that no section carries while it lives: at its reset value after a load, or derived from what was loaded. */
export interface HiddenVariable extends Field {
  /** Over the loaded state, params and facts; computed before any invariant is judged. Before the first step there is none. */
  readonly derived: readonly { readonly from: number; readonly value: Expression }[];
}
