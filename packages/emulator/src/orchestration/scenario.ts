/** What a migration is about: a machine, where it is to go, and what both ends and whoever stands between them know. */
import type { GuestEvent } from '../guest.js';
import type { HopPlan } from '../hop.js';
import type { CommandLine, Host } from '../host.js';
import type { EmulatedMachine } from '../machine.js';
import type { CostModel } from './cost.js';
import type { LockKind } from './lock.js';
import type { Party } from './protocol.js';

/** Why something was refused, and who found it. */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly by: Party;
}

/** Some messages begin with their code already. */
export function reasonText({ code, message }: Omit<Reason, 'by'>): string {
  return message.startsWith(code) ? message : `${code}: ${message}`;
}

export interface Cookie {
  /** Features that whoever reads this side's cookie must know. */
  readonly mandatory: readonly string[];
  readonly knows: readonly string[];
}

/** What released managers and drivers did: they found it, printed it, and went on. */
export type Deviation = 'cookie-not-enforced' | 'match-not-enforced';

export interface Scenario {
  /** Is copied, and stays as it is. */
  readonly source: EmulatedMachine;
  readonly destination: Host;
  readonly create: { readonly how: 'configured' } | { readonly how: 'started'; readonly line: CommandLine };
  /** What the guest does while its memory is copied, and where it goes on. */
  readonly during: readonly GuestEvent[];
  readonly after: readonly GuestEvent[];
  readonly carries: HopPlan['carries'];
  /** Sections of a device that a backend keeps, where there is one. Default: all. */
  readonly inBackend?: (section: string) => boolean;
  /** The step that asks first. Absent: nobody asks. Its answer: why not. */
  readonly ask?: (source: EmulatedMachine) => Omit<Reason, 'by'> | undefined;
  readonly cookies?: { readonly source: Cookie; readonly destination: Cookie };
  readonly deviations?: readonly Deviation[];
  /** Default: counted. */
  readonly lock?: LockKind;
  readonly costs?: CostModel;
}
