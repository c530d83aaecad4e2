/** Every single fault that a run can have: at each act, whatever can go wrong with it. */
import type { Fault } from './fault.js';
import type { Act, Part, Party, Protocol, Side } from './protocol.js';
import type { Trace } from './trace.js';

/** `trace` is of the run without a fault: until the fault, the other one is the same. */
export function faultsOf(protocol: Protocol, trace: Trace): Fault[] {
  const parties = Object.keys(protocol.parties) as Party[];
  const ends = parties.filter((party) => party !== 'manager' && party !== 'file');
  const impatient = parties.filter((party) => Object.values(protocol.parties[party] ?? {}).some((state) => 'timeout' in state));
  return trace.instants.flatMap(({ act, step }): Fault[] => {
    if (act === undefined || step === undefined) return [];
    return [
      ...(canRefuse(act) ? [{ kind: 'refusal', step } as const] : []),
      ...ends.map((who) => ({ kind: 'crash', step, who }) as const),
      ...(act.act === 'send' ? ofMessage(act, step, impatient) : []),
    ];
  });
}

function ofMessage(act: Extract<Act, { act: 'send' }>, step: number, impatient: readonly Party[]): Fault[] {
  const parts = act.carries.filter((cargo): cargo is Part => isPart(cargo));
  return [
    ...impatient.map((who) => ({ kind: 'lost', step, who }) as const),
    { kind: 'duplicate', step },
    ...parts.map((part) => ({ kind: 'truncated', step, part }) as const),
    ...impatient.flatMap((who) => [false, true].map((late) => ({ kind: 'timeout', step, who, late }) as const)),
  ];
}

function isPart(cargo: string): cargo is Part {
  return cargo === 'head' || cargo === 'memory' || cargo === 'state' || cargo === 'backend';
}

/** Saying something cannot be refused, and neither can giving up; making, taking, running and saving can. */
function canRefuse(act: Act): boolean {
  if (act.act === 'send') return act.carries.some((cargo) => isPart(cargo) || cargo === 'configuration' || cargo === 'cookie');
  return !['go-on', 'find', 'kill', 'reset', 'remove', 'report'].includes(act.act);
}

export const sides: readonly Side[] = ['source', 'destination'];
