/** What messages bring, and what becomes of an act. */
import type { Refusal } from '../refusal.js';
import type { Party, Side } from './protocol.js';
import type { Reason } from './scenario.js';
import type { Memory } from './seat.js';

export interface Payload {
  readonly stream?: readonly Uint8Array[];
  readonly backend?: readonly Uint8Array[];
  readonly memory?: readonly Memory[];
  readonly cookie?: readonly string[];
  readonly lock?: number;
  readonly total?: number;
  readonly reason?: Reason;
  readonly bit?: true;
}

export type Done =
  | { readonly ok: true; readonly note?: string }
  | { readonly ok: false; readonly trigger: 'refused' | 'held' | 'moved'; readonly reason: Reason };

export const done: Done = { ok: true };

export function refused(by: Party, { code, message }: Pick<Refusal, 'message'> & { readonly code: string }): Done {
  return { ok: false, trigger: 'refused', reason: { code, message, by } };
}

/** Undefined for whoever is on neither side. */
export function sideOf(party: Party): Side | undefined {
  if (party === 'source' || party === 'source-backend') return 'source';
  return party === 'destination' || party === 'destination-backend' ? 'destination' : undefined;
}
