/** What carrying migrations out came to: plain JSON data. */
import type { Cost, Limit, Spared } from '@migspec/emulator';
import type { Making, PairKind } from './pairs.js';

export interface OrchestrationResult {
  readonly pairs: readonly PairResult[];
  readonly protocols: readonly ProtocolResult[];
  /** Runs in all: each with one fault, or none. */
  readonly runs: number;
  /** Every breach of what must hold, as text. */
  readonly violations: readonly string[];
}

export interface PairResult {
  readonly making: Making;
  readonly kind: PairKind;
  readonly model: string;
  readonly on: string;
  readonly source: string;
  readonly destination: string;
  readonly configuration: string;
  readonly code?: string;
}

export interface ProtocolResult {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly sources: readonly string[];
  readonly spares: readonly Spared[];
  /** Messages of a migration without faults: `manager → source: begin`. */
  readonly sequence: readonly string[];
  readonly runs: number;
  /** How the runs ended. */
  readonly outcomes: { readonly migrated: number; readonly kept: number; readonly lost: number };
  /** What a party is not told, and in how many runs it was not. */
  readonly limits: readonly (Limit & { readonly runs: number })[];
  /** Runs of the pair that works in which something breaks when the lock is weaker than it should be. */
  readonly lock: { readonly none: LockNeed; readonly exclusive: LockNeed };
  /** Without faults: what a refused migration costs, and what is left of that when somebody asks first. */
  readonly savings: readonly Saving[];
}

export interface LockNeed {
  readonly bothRun: number;
  /** The guest went on from a state that was not its last. */
  readonly oldState: number;
  /** The first of them: `lost@30 manager`. */
  readonly example?: string;
}

export interface Saving {
  /** Index into `pairs`. */
  readonly pair: number;
  readonly kind: PairKind;
  readonly notAsked: Ended;
  readonly asked: Ended;
}

export interface Ended {
  readonly outcome: 'migrated' | 'kept' | 'lost';
  /** As whoever asked for the migration is told it. */
  readonly code?: string;
  /** The guest finds another device than it had. */
  readonly changed: boolean;
  readonly cost: Cost;
}

/** The refused migration that shows best what asking first spares: one whose state is refused at the very end, else the first. */
export function showcase({ savings }: Pick<ProtocolResult, 'savings'>): Saving | undefined {
  return savings.find(({ kind }) => kind === 'state') ?? savings.find(({ kind }) => kind === 'create');
}
