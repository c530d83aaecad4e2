/** Runs a protocol over a scenario, with the faults that it is given, and tells what happened instant by instant. Nothing here is random. */
import { attempt } from '../refusal.js';
import type { Fault } from './fault.js';
import { type Done, type Payload, sideOf } from './payload.js';
import { type Act, begin, type Party, type Protocol, type Transition } from './protocol.js';
import { type Reason, reasonText, type Scenario } from './scenario.js';
import type { Instant, Trace } from './trace.js';
import { World } from './world.js';

interface Event {
  readonly to: Party;
  readonly from: Party;
  readonly trigger: string;
  readonly payload: Payload;
}

interface Held {
  readonly event: Event;
  readonly late: boolean;
}

/** More than any protocol needs: what has not settled by then never does. */
const mostEvents = 150;

const disconnected = 'disconnected';

export function orchestrate(protocol: Protocol, scenario: Scenario, ...faults: readonly Fault[]): Trace {
  return new Orchestration(protocol, scenario, faults).run();
}

class Orchestration {
  readonly #protocol: Protocol;
  readonly #faults: readonly Fault[];
  readonly #world: World;
  readonly #states = new Map<Party, string>();
  readonly #memos = new Map<Party, Payload>();
  readonly #reasons = new Map<Party, Reason[]>();
  readonly #told = new Map<Party, string>();
  readonly #took = new Set<Party>();
  readonly #crashed: Party[] = [];
  /** Under way, first in, first out; and what a party goes on with when nothing is. */
  readonly #events: Event[] = [];
  readonly #later: Event[] = [];
  readonly #instants: Instant[] = [];
  readonly #reports: { by: Party; outcome: 'migrated' | 'kept' | 'lost'; reason?: Reason }[] = [];
  /** Who gives up next, first in the list. */
  #patience: Party[];
  /** Messages that come too late, and whether anybody has given up by now. */
  readonly #held: Held[] = [];
  #gaveUp = false;
  /** `from to` of sockets that are closed: what was on its way does not come. */
  readonly #closed = new Set<string>();
  #step = 0;

  constructor(protocol: Protocol, scenario: Scenario, faults: readonly Fault[]) {
    this.#protocol = protocol;
    this.#faults = faults;
    const parties = Object.keys(protocol.parties) as Party[];
    this.#world = new World(scenario, parties.includes('source-backend'));
    for (const party of parties) this.#states.set(party, 'idle');
    const first = faults.flatMap((fault) => (fault.kind === 'lost' || fault.kind === 'timeout' ? [fault.who] : []));
    this.#patience = [...new Set(first), ...parties.filter((party) => !first.includes(party))];
  }

  run(): Trace {
    this.#events.push({ to: 'manager', from: 'manager', trigger: begin, payload: {} });
    let settled = false;
    for (let count = 0; count < mostEvents && !settled; count++) settled = !this.#next();
    return this.#trace(settled);
  }

  /** False when nothing is left to happen. */
  #next(): boolean {
    const event = this.#events.shift() ?? this.#later.shift();
    if (event !== undefined) {
      this.#deliver(event);
      return true;
    }
    const soon = this.#gaveUp ? this.#held.find(({ late }) => !late) : undefined;
    if (soon !== undefined) return this.#arrives(soon);
    const party = this.#patience.find((each) => this.#transition(each, 'timeout') !== undefined);
    const [late] = this.#held;
    if (party === undefined) return late !== undefined && this.#arrives(late);
    this.#gaveUp = true;
    this.#world.patience();
    this.#patience = [...this.#patience.filter((each) => each !== party), party];
    this.#learn(party, { code: 'NO_ANSWER', message: `${party} waited for an answer in vain`, by: party });
    this.#handle(party, 'timeout', {});
    return true;
  }

  #arrives(held: Held): true {
    this.#held.splice(this.#held.indexOf(held), 1);
    this.#events.push(held.event);
    return true;
  }

  #transition(party: Party, trigger: string): Transition | undefined {
    const state = this.#states.get(party);
    return state === undefined ? undefined : this.#protocol.parties[party]?.[state]?.[trigger];
  }

  #deliver({ to, from, trigger, payload }: Event): void {
    if (this.#crashed.includes(to) || this.#closed.has(`${from} ${to}`)) return;
    if (trigger === disconnected) this.#closed.add(`${from} ${to}`);
    if (trigger.startsWith('gone:')) {
      const handled = this.#transition(to, trigger) !== undefined;
      if (handled) this.#learn(to, { code: 'PEER_GONE', message: `the connection to ${from} broke`, by: to });
      if (handled) this.#handle(to, trigger, payload);
      return;
    }
    this.#memos.set(to, { ...this.#memos.get(to), ...payload });
    if (payload.reason !== undefined) this.#learn(to, payload.reason);
    if (payload.bit === true && !this.#told.has(to)) this.#told.set(to, trigger);
    this.#handle(to, trigger, payload);
  }

  #handle(party: Party, trigger: string, payload: Payload): void {
    const transition = this.#transition(party, trigger);
    if (transition === undefined) {
      this.#record(party, trigger, { note: 'nothing comes of it' });
      return;
    }
    this.#took.add(party);
    for (const act of transition.do) {
      const result = this.#act(party, trigger, act, payload);
      if (result === 'crashed') return;
      if (!result.ok) {
        this.#learn(party, result.reason);
        this.#handle(party, result.trigger, {});
        return;
      }
    }
    this.#states.set(party, transition.next);
  }

  #act(party: Party, trigger: string, act: Act, payload: Payload): Done | 'crashed' {
    const step = this.#step++;
    const fault = this.#faults.find((each) => each.step === step);
    if (fault?.kind === 'crash') {
      this.#crash(fault.who);
      if (fault.who === party) return 'crashed';
    }
    if (fault?.kind === 'refusal') {
      const reason = { code: 'INJECTED', message: `${party} would not ${act.act}`, by: party };
      this.#record(party, trigger, { act, step, note: 'refused' });
      return { ok: false, trigger: 'refused', reason };
    }
    const result = this.#perform(party, act, payload, fault);
    const note = result.ok ? result.note : reasonText(result.reason);
    this.#record(party, trigger, { act, step, ...(note === undefined ? {} : { note }) });
    return result;
  }

  #perform(party: Party, act: Act, payload: Payload, fault: Fault | undefined): Done {
    if (act.act === 'report') {
      const reason = this.#reasonOf(party);
      this.#world.report(act.outcome);
      this.#reports.push({ by: party, outcome: act.outcome, ...(reason === undefined ? {} : { reason }) });
      return { ok: true };
    }
    if (act.act === 'go-on') {
      this.#later.push({ to: party, from: party, trigger: act.message, payload: {} });
      return { ok: true };
    }
    if (act.act === 'find') this.#learn(party, { code: act.code, message: act.text, by: party });
    if (act.act !== 'send') {
      const result = this.#world.perform(party, act, payload);
      if (act.act === 'kill') this.#disconnect(party);
      return result;
    }
    return this.#send(party, act, fault);
  }

  #send(party: Party, act: Extract<Act, { act: 'send' }>, fault: Fault | undefined): Done {
    const unsent = act.carries.includes('state') && party === 'source' ? this.#world.mayTravel() : undefined;
    const made = unsent === undefined ? attempt(() => this.#world.cargo(party, act, this.#memos.get(party) ?? {})) : undefined;
    if (made === undefined || !made.ok) {
      const { code, message } = made?.refusal ?? unsent ?? { code: 'NOT_MIGRATABLE', message: 'not migratable' };
      return { ok: false, trigger: 'refused', reason: { code, message, by: party } };
    }
    const payload = { ...made.value, ...this.#words(party, act) };
    this.#world.sent(act, payload);
    const event = { to: act.to, from: party, trigger: act.message, payload };
    if (this.#crashed.includes(act.to)) {
      this.#events.push({ to: party, from: act.to, trigger: `gone:${act.to}`, payload: {} });
      return { ok: true, note: `${act.to} is gone` };
    }
    switch (fault?.kind) {
      case 'lost':
        return { ok: true, note: 'lost' };
      case 'timeout':
        this.#held.push({ event, late: fault.late });
        return { ok: true, note: 'late' };
      case 'duplicate':
        this.#events.push(event, event);
        return { ok: true, note: 'twice' };
      case 'truncated':
        this.#events.push({ ...event, payload: cut(payload, fault.part) });
        return { ok: true, note: `${fault.part} ends in its middle` };
      default:
        this.#events.push(event);
        return { ok: true };
    }
  }

  #words(party: Party, { carries }: Extract<Act, { act: 'send' }>): Pick<Payload, 'reason' | 'bit'> {
    const reason = this.#reasonOf(party);
    if (carries.includes('reason') && reason !== undefined) return { reason };
    const failed = reason !== undefined || this.#told.has(party);
    return carries.includes('bit') || (carries.includes('reason') && failed) ? { bit: true } : {};
  }

  /** What it was, rather than that nobody answered. */
  #reasonOf(party: Party): Reason | undefined {
    const reasons = this.#reasons.get(party) ?? [];
    return reasons.find(({ code }) => code !== 'NO_ANSWER') ?? reasons[0];
  }

  #learn(party: Party, reason: Reason): void {
    this.#reasons.set(party, [...(this.#reasons.get(party) ?? []), reason]);
  }

  /** A backend sees its front close the socket. */
  #disconnect(party: Party): void {
    const backend = party === 'source' ? 'source-backend' : party === 'destination' ? 'destination-backend' : undefined;
    if (backend !== undefined && this.#states.has(backend)) {
      this.#events.push({ to: backend, from: party, trigger: disconnected, payload: {} });
    }
  }

  #crash(party: Party): void {
    this.#crashed.push(party);
    this.#states.delete(party);
    this.#world.crash(party);
    this.#record(party, 'crash', { note: 'crashes' });
    for (const other of this.#states.keys()) this.#events.push({ to: other, from: party, trigger: `gone:${party}`, payload: {} });
  }

  #record(party: Party, trigger: string, more: Pick<Instant, 'act' | 'step' | 'note'>): void {
    const world = this.#world.snapshot();
    this.#instants.push({ at: world.cost.totalMs, party, state: this.#states.get(party) ?? 'crashed', trigger, ...more, world });
  }

  #trace(settled: boolean): Trace {
    const world = this.#world;
    const crashed = (side: 'source' | 'destination') => this.#crashed.some((party) => sideOf(party) === side);
    return {
      protocol: this.#protocol.name,
      faults: this.#faults,
      instants: this.#instants,
      reports: this.#reports,
      end: {
        world: world.snapshot(),
        running: world.running,
        owner: world.owner,
        ownerCrashed: crashed(world.owner),
        crashed: this.#crashed,
        knowledge: Object.fromEntries(
          [...this.#states.keys()].map((party) => {
            const told = this.#told.get(party);
            return [party, { reasons: this.#reasons.get(party) ?? [], ...(told === undefined ? {} : { told }) }];
          }),
        ),
        took: [...this.#took],
        ...world.compare(),
        settled,
      },
    };
  }
}

/** The part without its second half. */
function cut(payload: Payload, part: 'head' | 'memory' | 'state' | 'backend'): Payload {
  const half = (chunks: readonly Uint8Array[] = []): Uint8Array[] =>
    chunks.map((chunk, index) => (index === chunks.length - 1 ? chunk.slice(0, chunk.length >> 1) : chunk));
  if (part === 'memory') return { ...payload, memory: (payload.memory ?? []).map(({ bytes }) => ({ bytes: bytes / 2, whole: false })) };
  if (part === 'backend') return { ...payload, backend: half(payload.backend) };
  return { ...payload, stream: half(payload.stream) };
}
