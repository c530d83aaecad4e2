/** What happened, instant by instant, and how it ended. */
import type { InterfaceChange, StateLoss } from '../compare.js';
import type { Cost } from './cost.js';
import type { Fault } from './fault.js';
import type { Act, Outcome, Party, Side } from './protocol.js';
import type { Reason } from './scenario.js';
import type { VmState } from './seat.js';

/** After one act, or one thing that happened to the parties. */
export interface Instant {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly party: Party;
  /** In which of its states, and what moved it. */
  readonly state: string;
  readonly trigger: string;
  /** Absent where something befell the party. `step` counts acts; faults name it. */
  readonly act?: Act;
  readonly step?: number;
  /** What became of the act when it was not done, or what befell. */
  readonly note?: string;
  readonly world: Snapshot;
}

export interface Snapshot {
  readonly source: VmState;
  readonly destination: VmState;
  readonly file: 'none' | 'partial' | 'whole';
  readonly backends: { readonly source: 'idle' | 'holding'; readonly destination: 'idle' | 'holding' };
  readonly lock: Side | undefined;
  readonly cost: Cost;
}

export interface Knowledge {
  readonly reasons: readonly Reason[];
  /** The first message that said that something failed, and not why. */
  readonly told?: string;
}

export interface Trace {
  readonly protocol: string;
  readonly faults: readonly Fault[];
  readonly instants: readonly Instant[];
  /** What was said to whoever asked for the migration, in order. */
  readonly reports: readonly { readonly by: Party; readonly outcome: Outcome; readonly reason?: Reason }[];
  readonly end: End;
}

export interface End {
  readonly world: Snapshot;
  readonly running: readonly Side[];
  /** The side whose state of the guest is the one that counts. */
  readonly owner: Side;
  /** It, or the backend that had part of that state. */
  readonly ownerCrashed: boolean;
  readonly crashed: readonly Party[];
  readonly knowledge: Readonly<Partial<Record<Party, Knowledge>>>;
  /** Parties that did something. */
  readonly took: readonly Party[];
  /** Where the guest runs, beside the one that was never migrated. */
  readonly changes: readonly InterfaceChange[];
  readonly lost: readonly StateLoss[];
  /** All of its memory came there; the emulator's memory is empty, and this is all that can be said of it. */
  readonly memoryWhole: boolean;
  /** False when messages went back and forth until the run was stopped. */
  readonly settled: boolean;
}
