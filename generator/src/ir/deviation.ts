/** What a build really does where it differs from its revision. */
import type { Expression } from '../expr/tree.js';

export interface DeviationIR {
  readonly on: DeviationTarget;
  /** At least one. */
  readonly changes: readonly DeviationChange[];
}

export type DeviationTarget =
  /** A struct type by its origin: every instance in every model; fields of its subsections are its own. */
  | { readonly kind: 'type'; readonly type: string }
  /** A section of a model by its key; fields of its subsections are its own. */
  | { readonly kind: 'section'; readonly model: string; readonly section: string }
  /** A subsection of a model by its name, wherever it is. */
  | { readonly kind: 'subsection'; readonly model: string; readonly subsection: string };

export type BoundName = 'min' | 'max' | 'own' | 'negotiated' | 'reserved';

export type DeviationChange =
  /** The field has this value after creation and reset; a filler is written from it. */
  | { readonly kind: 'write'; readonly field: string; readonly value: Expression }
  /** Presence as the build evaluates it. */
  | { readonly kind: 'when'; readonly field: string; readonly when: Expression }
  /** Whether the subsection is sent, as the build evaluates it. */
  | { readonly kind: 'needed'; readonly needed: Expression }
  /** Bounds as the build enforces them, inclusive. */
  | { readonly kind: 'bound'; readonly field: string; readonly min?: Expression; readonly max?: Expression }
  /** Elements or bytes as the build counts them; the capacity stays. */
  | { readonly kind: 'count'; readonly field: string; readonly by: Expression }
  /** A difference is printed at most, and the value taken. */
  | { readonly kind: 'unenforced'; readonly field: string; readonly bounds: readonly BoundName[] }
  /** The rule, by its text, is not enforced. */
  | { readonly kind: 'unenforced-rule'; readonly rule: string };
