/** What must hold of every run, whatever went wrong in it. */
import { faultText } from './fault.js';
import { sides } from './faults.js';
import type { Limit, Party, Protocol, Spared } from './protocol.js';
import type { Instant, Trace } from './trace.js';

export type Invariant =
  /** At every instant at most one side runs the guest. */
  | 'at-most-one-runs'
  /** In the end exactly one does; or none, the owner crashed, and the loss is reported. */
  | 'one-owner-or-reported-loss'
  /** What is reported last is so. */
  | 'report-is-true'
  /** Whoever does not run the guest has no VM, no backend that holds something, no file that is not whole. */
  | 'nothing-half-made'
  /** Every surviving side knows the reason, or the protocol says why it cannot. */
  | 'reason-known'
  /** Where it survives, the guest is as if nothing had happened. */
  | 'guest-is-the-twin'
  /** What a check finds is acted upon before it costs what it was to spare. */
  | 'found-is-enforced'
  | 'settles';

export interface Violation {
  readonly invariant: Invariant;
  readonly message: string;
}

export interface Expectation {
  /** The guest that arrives at the destination is the one that left: what the check says `yes` to. */
  readonly compatible: boolean;
  /**
   * What must have been spared, when something is found that forbids the migration: asked first, the answer is no; or a cookie
   * has a mandatory feature that its reader does not know. Absent: nothing forbids it.
   */
  readonly forbidden?: readonly Spared[];
}

export function judge(protocol: Protocol, trace: Trace, expect: Expectation): Violation[] {
  const run = [protocol.name, ...trace.faults.map(faultText)].join(' ');
  const found: Violation[] = [];
  const say = (invariant: Invariant, message: string): void => void found.push({ invariant, message: `${run}: ${message}` });
  const { end, reports } = trace;
  const last = reports.at(-1);

  if (!end.settled) say('settles', 'messages go back and forth without end');
  const both = trace.instants.find(({ world }) => world.source === 'running' && world.destination === 'running');
  if (both !== undefined) say('at-most-one-runs', `both sides run the guest after ${both.party} ${actText(both)}`);

  if (end.running.length === 0) {
    if (!end.ownerCrashed) say('one-owner-or-reported-loss', `nobody runs the guest, and its owner, the ${end.owner}, did not crash`);
    if (last?.outcome !== 'lost') say('one-owner-or-reported-loss', 'nobody runs the guest, and nobody reported the loss');
  }
  const [running] = end.running;
  const really = running === undefined ? 'lost' : running === 'source' ? 'kept' : 'migrated';
  if (last === undefined) say('report-is-true', 'nobody said how it ended');
  else if (last.outcome !== really) say('report-is-true', `it was reported ${last.outcome}, and it is ${really}`);

  for (const side of sides) {
    if (side === running) continue;
    if (end.world[side] !== 'none') say('nothing-half-made', `the ${side} still has a VM that is ${end.world[side]}`);
    if (end.world.backends[side] !== 'idle') say('nothing-half-made', `the backend of the ${side} still holds something`);
  }
  if (end.world.file === 'partial' || (end.world.file === 'whole' && running !== undefined))
    say('nothing-half-made', `a ${end.world.file} file is left`);

  for (const { party, knows, by } of unknowing(trace)) {
    if (!protocol.limits.some((limit) => limit.party === party && limit.knows === knows && limit.by === by))
      say('reason-known', `the ${party} knows ${knows === 'nothing' ? 'nothing' : `only that something failed (${by})`}`);
  }

  if (running === 'source' || (running === 'destination' && expect.compatible)) {
    const [change] = end.changes;
    const [lost] = end.lost;
    if (change !== undefined) say('guest-is-the-twin', `${change.observable} is ${change.here}, at the twin ${change.twin}`);
    if (lost !== undefined) say('guest-is-the-twin', `${lost.variable} is not what it was`);
    if (!end.memoryWhole) say('guest-is-the-twin', 'a part of its memory did not come');
  }

  if (expect.forbidden !== undefined) for (const message of spent(expect.forbidden, trace)) say('found-is-enforced', message);
  return found;
}

/** Parties that took part, survived a migration that did not happen, and do not know why it did not. */
export function unknowing({ end, reports }: Trace): Pick<Limit, 'party' | 'knows' | 'by'>[] {
  if (reports.at(-1)?.outcome === 'migrated') return [];
  return (['manager', ...sides] as const).flatMap((party: Party): Pick<Limit, 'party' | 'knows' | 'by'>[] => {
    const knowledge = end.knowledge[party];
    if (knowledge === undefined || !end.took.includes(party) || knowledge.reasons.length > 0) return [];
    if (knowledge.told !== undefined) return [{ party, knows: 'failed', by: knowledge.told }];
    return [{ party, knows: 'nothing', by: party === 'source' && end.owner === 'destination' ? 'handed over' : '-' }];
  });
}

/** What should have been spared, and was spent. A message that goes wrong may be the one that says so: then it still must not be migrated. */
function spent(spares: readonly Spared[], { instants, end, faults }: Trace): string[] {
  const shows: Readonly<Record<Spared, (instant: Instant) => boolean>> = {
    'making the VM': ({ world }) => world.destination !== 'none',
    'copying memory': ({ act }) => act?.act === 'send' && act.carries.includes('memory') && act.to !== 'file',
    'stopping the guest': ({ world }) => world.source === 'stopped',
  };
  const found = (faults.length === 0 ? spares : [])
    .filter((spared) => instants.some(shows[spared]))
    .map((spared) => `${spared} was not spared`);
  return [...found, ...(end.running.includes('destination') ? ['it was migrated'] : [])].map((what) => `the answer was no, and ${what}`);
}

function actText({ act, trigger }: Instant): string {
  if (act === undefined) return trigger;
  return act.act === 'send' ? `sends ${act.message}` : `does ${act.act}`;
}
