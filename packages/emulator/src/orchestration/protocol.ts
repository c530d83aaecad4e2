/** A protocol as data: who takes part, and what each does when something reaches it. The engine runs it; nothing here does anything. */

export type Side = 'source' | 'destination';

/** `manager` is whoever decides: a management daemon, or a person with two monitors. `file` is a disk: it only keeps. */
export type Party = Side | 'manager' | 'file' | 'source-backend' | 'destination-backend';

/** What a message carries. Parts of the stream are real bytes of the source's devices, `memory` aside, which is only counted. */
export type Part = 'head' | 'memory' | 'state' | 'backend';
export type Cargo =
  | Part
  /** What the source says of its devices, and so what a destination is made from. */
  | 'configuration'
  /** Mandatory features of the sender. */
  | 'cookie'
  /** How often the lock has changed hands, as the sender knows it. */
  | 'lock'
  /** How many bytes of the stream there were. */
  | 'total'
  /** Why something was refused: code and text. */
  | 'reason'
  /** That something was refused, and not why. */
  | 'bit';

export type Act =
  | { readonly act: 'send'; readonly to: Party; readonly message: string; readonly carries: readonly Cargo[] }
  /** Goes on by itself once nothing is under way any more: what takes long leaves time to hear of trouble. */
  | { readonly act: 'go-on'; readonly message: string }
  /** Refuses a cookie with a mandatory feature that this party does not know. */
  | { readonly act: 'read-cookie' }
  /** Something is not as it must be: the reason is this party's own. */
  | { readonly act: 'find'; readonly code: string; readonly text: string }
  /** Asks first: what the check says of the pair. */
  | { readonly act: 'match' }
  /** Makes the VM, which waits. `own`: with this build's own defaults, whatever the source has. */
  | { readonly act: 'make'; readonly from: 'configuration' | 'own' | 'file' }
  /** A backend takes the version that the VM was made with, or refuses. */
  | { readonly act: 'pin' }
  /** Keeps the parts of the stream that the message carries. */
  | { readonly act: 'receive' }
  /** All of the stream is there, as far as its length says. */
  | { readonly act: 'seal' }
  | { readonly act: 'load' }
  /** A backend takes its part of the state. */
  | { readonly act: 'take' }
  /** The guest stops, and the lock on its storage is given up. */
  | { readonly act: 'stop' }
  /** The lock is taken, and the guest runs. */
  | { readonly act: 'run' }
  | { readonly act: 'kill' }
  /** A backend forgets the device. */
  | { readonly act: 'reset' }
  /** The file goes. */
  | { readonly act: 'remove' }
  /** Says how it ended to whoever asked for the migration. */
  | { readonly act: 'report'; readonly outcome: Outcome };

/** The guest runs at the destination; at the source; nowhere any more. */
export type Outcome = 'migrated' | 'kept' | 'lost';

export interface Transition {
  readonly do: readonly Act[];
  readonly next: string;
}

/**
 * By state, what may come: a message by its name, `refused` (an act of one's own), `held` and `moved` (the lock refuses: another
 * has it; another had it), `gone:PARTY` or `gone` (a peer has crashed), `timeout`. What is not listed is ignored.
 */
export type Behaviour = Readonly<Record<string, Readonly<Record<string, Transition>>>>;

/** Something that a party is not told, and why it cannot be. */
export interface Limit {
  readonly party: Party;
  readonly knows: 'failed' | 'nothing';
  /** The message through which it learns that something failed; `handed over` where it has done its part by then; `-` where none comes. */
  readonly by: string;
  readonly why: string;
}

export interface Protocol {
  readonly name: string;
  readonly title: string;
  /** What it is like in the world, in a sentence or two. */
  readonly doc: string;
  readonly sources: readonly string[];
  /** Every party begins in `idle`; `begin` comes to the manager. */
  readonly parties: Partial<Readonly<Record<Party, Behaviour>>>;
  /** What asking first spares when the answer is no; empty where the protocol has no place for it. */
  readonly spares: readonly Spared[];
  readonly limits: readonly Limit[];
}

export type Spared = 'making the VM' | 'copying memory' | 'stopping the guest';

export const begin = 'begin';
