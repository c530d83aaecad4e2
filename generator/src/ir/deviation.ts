/** What a build really does where it differs from its revision. */
import type { Expression } from '../expr/tree.js';
import type { Value } from './values.js';

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

/** What no deviation can describe: a migration is known to crash. */
export interface OutcomeIR {
  /** The end that crashes: the erratum's builds are there. */
  readonly crash: 'source' | 'destination';
  readonly model: string;
  /** Builds at the other end; absent: all. */
  readonly with?: readonly string[];
}

/** What happens on a migration; tested, never an input. */
export interface ExpectationIR {
  /** Builds by name. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly situation?: string;
  readonly kind: 'refused' | 'lost' | 'changed';
  /** Of refused, what the real loader says; of lost the variable, of changed the observable. */
  readonly what: string;
}

/** One action that is enough, and where it is meant. */
export interface RemedyIR {
  /** For people. */
  readonly text: string;
  readonly model?: string;
  readonly from?: string;
  readonly to?: string;
  /** Over params, facts and state of the source. */
  readonly when?: Expression;
  readonly action: RemedyAction;
}

export type RemedyAction =
  /** Params by name, at each end that knows them. */
  | { readonly kind: 'set'; readonly values: Readonly<Record<string, Value>> }
  /** At both ends. */
  | { readonly kind: 'machine-type'; readonly machineType: string }
  /** Through a build in between; with a reset of the guest there. */
  | { readonly kind: 'through'; readonly build: string; readonly reset: boolean }
  | { readonly kind: 'reset' }
  | { readonly kind: 'guest'; readonly situation: string }
  /** That end runs the build where it is fixed. */
  | { readonly kind: 'upgrade'; readonly end: 'source' | 'destination'; readonly build: string }
  /** What travels is given these values, by dotted path. */
  | { readonly kind: 'repair'; readonly values: Readonly<Record<string, Expression>> };
