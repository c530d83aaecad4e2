/** What can be found before anything is spent: by asking, and in a cookie. Released software printed some of it and went on. */
import type { EmulatedMachine } from '../machine.js';
import { type Done, done, type Payload } from './payload.js';
import type { Party, Side } from './protocol.js';
import type { Deviation, Reason, Scenario } from './scenario.js';

/** Asks first, where somebody is there to be asked. */
export function match(scenario: Scenario, source: EmulatedMachine, party: Party): Done {
  if (scenario.ask === undefined) return { ok: true, note: 'nobody asks' };
  const answer = scenario.ask(source);
  return answer === undefined ? done : found(scenario, 'match-not-enforced', { ...answer, by: party });
}

export function readCookie(scenario: Scenario, side: Side, { cookie = [] }: Payload): Done {
  const knows = scenario.cookies?.[side].knows ?? [];
  const unknown = cookie.find((feature) => !knows.includes(feature));
  if (unknown === undefined) return done;
  const reason = { code: 'COOKIE_FEATURE_UNKNOWN', message: `unknown migration cookie feature ${unknown}`, by: side };
  return found(scenario, 'cookie-not-enforced', reason);
}

function found({ deviations = [] }: Scenario, unless: Deviation, reason: Reason): Done {
  return deviations.includes(unless)
    ? { ok: true, note: `printed, not enforced: ${reason.code}` }
    : { ok: false, trigger: 'refused', reason };
}
