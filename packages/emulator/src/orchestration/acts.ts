/** Short names for the acts, so that a protocol reads as a table. */
import type { Act, Behaviour, Cargo, Outcome, Party, Transition } from './protocol.js';

export const send = (to: Party, message: string, ...carries: Cargo[]): Act => ({ act: 'send', to, message, carries });
export const goOn = (message: string): Act => ({ act: 'go-on', message });
export const make = (from: 'configuration' | 'own' | 'file' = 'configuration'): Act => ({ act: 'make', from });
export const report = (outcome: Outcome): Act => ({ act: 'report', outcome });
export const find = (code: string, text: string): Act => ({ act: 'find', code, text });
export const readCookie: Act = { act: 'read-cookie' };
export const match: Act = { act: 'match' };
export const pin: Act = { act: 'pin' };
export const receive: Act = { act: 'receive' };
export const seal: Act = { act: 'seal' };
export const load: Act = { act: 'load' };
export const take: Act = { act: 'take' };
export const stop: Act = { act: 'stop' };
export const run: Act = { act: 'run' };
export const kill: Act = { act: 'kill' };
export const reset: Act = { act: 'reset' };
export const remove: Act = { act: 'remove' };

export const to = (next: string, ...acts: Act[]): Transition => ({ do: acts, next });

/** A party that can do nothing more; what still comes is ignored. */
export const ended: Behaviour[string] = {};
