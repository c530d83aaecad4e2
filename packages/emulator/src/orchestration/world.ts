/** Two hosts, one guest, a lock on its storage: what each act does to them. */
import { interfaceChanges, type StateLoss, stateLosses } from '../compare.js';
import { initialState, playAll } from '../guest.js';
import { exceptions, notMigratable } from '../hop.js';
import { copyOf, describe, type EmulatedMachine } from '../machine.js';
import { attempt, type Refusal } from '../refusal.js';
import { type Cost, type CostModel, usualCosts } from './cost.js';
import { StorageLock } from './lock.js';
import type { Act, Outcome, Party, Side } from './protocol.js';
import type { Reason, Scenario } from './scenario.js';
import { FileSeat, type Memory, Seat } from './seat.js';
import { type InBackend, joined, loadStream, partsOf, readBackend } from './stream.js';
import type { End, Snapshot } from './trace.js';

/** What a message brings. */
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

const done: Done = { ok: true };

export class World {
  readonly seats: Readonly<Record<Side, Seat>> = { source: new Seat(), destination: new Seat() };
  readonly file = new FileSeat();
  readonly lock: StorageLock;
  owner: Side = 'source';
  lost = false;
  /** Sides that have had the guest's whole state, and said so. */
  readonly #loaded = new Set<Side>();
  readonly #crashed = new Set<Party>();
  readonly #scenario: Scenario;
  readonly #costs: CostModel;
  readonly #twin: EmulatedMachine;
  readonly #inBackend: InBackend;
  #cost: { -readonly [K in keyof Cost]: number } = { bytes: 0, vms: 0, downtimeMs: 0, totalMs: 0 };
  #described: ReturnType<typeof describe>;
  #arrived: Pick<Comparison, 'changes' | 'lost'> | undefined;

  constructor(scenario: Scenario, backends: boolean) {
    this.#scenario = scenario;
    this.#costs = scenario.costs ?? usualCosts;
    this.#twin = copyOf(scenario.source);
    this.#inBackend = backends ? (scenario.inBackend ?? (() => true)) : undefined;
    this.lock = new StorageLock(scenario.lock ?? 'counted');
    const { source } = this.seats;
    source.machine = copyOf(scenario.source);
    source.vm = 'running';
    source.lockCount = this.lock.count;
    source.backend = backends ? 'holding' : 'idle';
    this.#described = describe(source.machine);
  }

  get running(): Side[] {
    return (['source', 'destination'] as const).filter((side) => this.seats[side].vm === 'running');
  }

  pass(milliseconds: number): void {
    this.#cost.totalMs += milliseconds;
    if (this.running.length === 0 && !this.lost) this.#cost.downtimeMs += milliseconds;
  }

  patience(): void {
    this.pass(this.#costs.patienceMs);
  }

  snapshot(): Snapshot {
    const { source, destination } = this.seats;
    return {
      source: source.vm,
      destination: destination.vm,
      file: this.file.state,
      backends: { source: source.backend, destination: destination.backend },
      lock: this.lock.holder,
      cost: { ...this.#cost },
    };
  }

  crash(party: Party): void {
    this.#crashed.add(party);
    if (party === 'source' || party === 'destination') {
      this.seats[party].clear();
      this.lock.release(party);
    } else if (party === 'source-backend') this.seats.source.backend = 'idle';
    else if (party === 'destination-backend') this.seats.destination.backend = 'idle';
  }

  /** `payload` is what the message that moved the party brought. */
  perform(party: Party, act: Exclude<Act, { act: 'send' | 'go-on' | 'report' }>, payload: Payload): Done {
    if (party === 'file') return this.#onFile(act, payload);
    const side = sideOf(party);
    if (act.act === 'match') return this.#match(party);
    if (act.act === 'find') return done;
    if (side === undefined) throw new Error(`${party} cannot ${act.act}`);
    const seat = this.seats[side];
    switch (act.act) {
      case 'read-cookie':
        return this.#readCookie(side, payload);
      case 'make':
        return this.#made(party, seat, act.from);
      case 'pin': {
        const made = attempt(() => this.#create(side, 'configuration'));
        if (made.ok) seat.backend = 'holding';
        return made.ok ? done : refused(party, made.refusal);
      }
      case 'receive':
        seat.stream.push(...(payload.stream ?? []));
        seat.backendStream.push(...(payload.backend ?? []));
        seat.memory.push(...(payload.memory ?? []));
        seat.lockCount = payload.lock ?? seat.lockCount;
        return done;
      case 'load':
        return this.#load(party, seat);
      case 'take':
        return this.#take(party, seat, side, payload);
      case 'stop':
        if (seat.vm === 'running') seat.vm = 'stopped';
        this.lock.release(side);
        return done;
      case 'run':
        return this.#run(party, side, seat);
      case 'kill':
        this.#kill(side, seat);
        return done;
      case 'reset':
        seat.backend = 'idle';
        return done;
      case 'seal':
      case 'remove':
        throw new Error(`${party} cannot ${act.act}`);
    }
  }

  #match(party: Party): Done {
    const answer = this.#scenario.ask?.(this.#twin);
    if (answer === undefined) return this.#scenario.ask === undefined ? { ok: true, note: 'nobody asks' } : done;
    const reason = { ...answer, by: party };
    return this.#scenario.deviations?.includes('match-not-enforced') === true
      ? { ok: true, note: `printed, not enforced: ${reason.code}` }
      : { ok: false, trigger: 'refused', reason };
  }

  #readCookie(side: Side, { cookie = [] }: Payload): Done {
    const knows = this.#scenario.cookies?.[side].knows ?? [];
    const unknown = cookie.find((feature) => !knows.includes(feature));
    if (unknown === undefined) return done;
    const reason: Reason = { code: 'COOKIE_FEATURE_UNKNOWN', message: `unknown migration cookie feature ${unknown}`, by: side };
    return this.#scenario.deviations?.includes('cookie-not-enforced') === true
      ? { ok: true, note: `printed, not enforced: ${reason.code}` }
      : { ok: false, trigger: 'refused', reason };
  }

  #made(party: Party, seat: Seat, from: 'configuration' | 'own' | 'file'): Done {
    if (seat.vm !== 'none') return done;
    const side = sideOf(party) ?? 'destination';
    const made = attempt(() => this.#create(side, from));
    if (!made.ok) return refused(party, made.refusal);
    this.#cost.vms++;
    this.pass(this.#costs.makeMs);
    seat.machine = made.value;
    seat.vm = 'made';
    return done;
  }

  #create(side: Side, from: 'configuration' | 'own' | 'file'): EmulatedMachine {
    const { source, destination, create } = this.#scenario;
    if (side === 'source') {
      const again = copyOf(source);
      for (const instance of again.devices) instance.device.state = initialState(instance);
      return again;
    }
    if (create.how === 'started') return destination.start(create.line);
    if (from === 'own') {
      const devices = source.devices.flatMap(
        ({ model, address, instance }) => destination.create(model, '', { address, instance, facts: source.facts }).devices,
      );
      return { host: destination, facts: { ...destination.build.facts, ...source.facts }, devices };
    }
    const described = from === 'file' ? destination.build.carrier.readHead(joined(this.seats.destination.stream)).devices : undefined;
    return destination.configured(described ?? this.#described, source.facts);
  }

  #load(party: Party, seat: Seat): Done {
    const { machine } = seat;
    if (machine === undefined || seat.vm !== 'made') return refusal(party, 'VM_MISSING', 'there is no VM to load into');
    if (seat.memory.length === 0 || seat.memory.some(({ whole }) => !whole))
      return refusal(party, 'TRUNCATED', 'the guest’s memory did not come whole');
    const unwanted = notMigratable(machine);
    if (unwanted !== undefined) return refused(party, unwanted);
    const backend = this.#inBackend === undefined ? undefined : joined(seat.backendStream);
    const loaded = attempt(() => loadStream(machine, joined(seat.stream), backend));
    if (!loaded.ok) return refused(party, loaded.refusal);
    this.pass(this.#costs.loadMs);
    if (party === 'source' || party === 'destination') this.#loaded.add(party);
    seat.reports = loaded.value;
    seat.vm = 'loaded';
    return done;
  }

  /** What comes over the channel is what the device will be loaded from. */
  #take(party: Party, seat: Seat, side: Side, { backend = [] }: Payload): Done {
    const { machine } = this.seats[side];
    seat.backend = 'holding';
    seat.backendStream = [...backend];
    if (machine === undefined) return refusal(party, 'VM_MISSING', 'nobody has told the backend what device it is');
    const read = attempt(() => readBackend(machine, joined(seat.backendStream)));
    return read.ok ? done : refused(party, read.refusal);
  }

  #run(party: Party, side: Side, seat: Seat): Done {
    if (seat.vm === 'running') return done;
    if (seat.machine === undefined || seat.vm === 'made') return refusal(party, 'VM_MISSING', 'there is no guest to run');
    const taken = this.lock.take(side, seat.lockCount);
    if (taken !== 'taken') {
      const message = taken === 'held' ? 'the other side has the lock on the storage' : 'the storage was used since by another';
      return { ok: false, trigger: taken, reason: { code: taken === 'held' ? 'LOCK_HELD' : 'LOCK_MOVED', message, by: party } };
    }
    seat.vm = 'running';
    seat.lockCount = this.lock.count;
    this.owner = side;
    if (side === 'destination') {
      this.#arrived = this.#beside(seat);
      playAll(seat.machine, this.#scenario.after);
      playAll(this.#twin, this.#scenario.after);
    }
    return done;
  }

  /** Whoever gives up a guest that the other side has taken hands it over, even if that side is gone by now. */
  #kill(side: Side, seat: Seat): void {
    if (seat.vm !== 'none') this.pass(this.#costs.killMs);
    const other: Side = side === 'source' ? 'destination' : 'source';
    const taken = this.#loaded.has(other) && (this.seats[other].vm !== 'none' || this.#crashed.has(other));
    if (seat.vm !== 'none' && this.owner === side && taken) this.owner = other;
    seat.clear();
    this.lock.release(side);
  }

  #onFile(act: Act, payload: Payload): Done {
    const { file } = this;
    if (act.act === 'receive') {
      file.state = 'partial';
      file.stream.push(...(payload.stream ?? []));
      file.memory.push(...(payload.memory ?? []));
      file.lockCount = payload.lock ?? file.lockCount;
      file.total = payload.total ?? file.total;
    } else if (act.act === 'seal') {
      const bytes = joined(file.stream).length;
      const whole = file.memory.length > 0 && file.memory.every((memory) => memory.whole);
      if (bytes !== file.total || !whole) return refusal('file', 'TRUNCATED', `${bytes} bytes of devices were written, of ${file.total}`);
      file.state = 'whole';
    } else if (act.act === 'remove') file.clear();
    return done;
  }

  /** Saves what is asked for. @throws MigspecError */
  cargo(party: Party, act: Extract<Act, { act: 'send' }>, memo: Payload): Payload {
    const carries = new Set(act.carries);
    const { file } = this;
    const kept = { ...(carries.has('cookie') ? cookieOf(this.#scenario, party, memo) : {}) };
    if (party === 'file') {
      const stream = [...(carries.has('head') ? file.stream.slice(0, 1) : []), ...(carries.has('state') ? file.stream.slice(1) : [])];
      const memory = carries.has('memory') ? [...file.memory] : [];
      return { ...kept, stream, memory, ...numbers(carries.has('lock') ? file.lockCount : undefined, undefined) };
    }
    const side = sideOf(party);
    const seat = side === undefined ? undefined : this.seats[side];
    const saves = carries.has('head') || carries.has('state') || (carries.has('backend') && party === 'source-backend');
    const machine = seat?.machine;
    const parts = saves && machine !== undefined ? this.#save(machine) : undefined;
    const stream =
      parts === undefined ? [] : [...(carries.has('head') ? [parts.head] : []), ...(carries.has('state') ? [parts.state] : [])];
    const total = parts === undefined ? undefined : parts.head.length + parts.state.length;
    return {
      ...kept,
      ...(stream.length === 0 ? {} : { stream }),
      ...(carries.has('backend')
        ? { backend: party === 'source-backend' ? [parts?.backend ?? new Uint8Array()] : [...(seat?.backendStream ?? [])] }
        : {}),
      ...(carries.has('memory') ? { memory: [this.#copyMemory(machine)] } : {}),
      ...numbers(carries.has('lock') ? seat?.lockCount : undefined, carries.has('total') ? total : undefined),
    };
  }

  #save(machine: EmulatedMachine): ReturnType<typeof partsOf> {
    return partsOf(machine, this.#inBackend);
  }

  /** While it is copied, the guest goes on. */
  #copyMemory(machine: EmulatedMachine | undefined): Memory {
    if (machine !== undefined) playAll(machine, this.#scenario.during);
    playAll(this.#twin, this.#scenario.during);
    return { bytes: this.#costs.memoryBytes, whole: true };
  }

  /** What was sent costs time; what the guest has written meanwhile is sent again when it has stopped. */
  sent(act: Extract<Act, { act: 'send' }>, { stream = [], backend = [], memory = [] }: Payload): void {
    const devices = [...stream, ...backend].reduce((sum, part) => sum + part.length, 0);
    const again = act.carries.includes('state') && !act.carries.includes('memory') ? this.#costs.memoryBytes * this.#costs.dirty : 0;
    const bytes = Math.round(devices + again + memory.reduce((sum, part) => sum + part.bytes, 0));
    this.#cost.bytes += bytes;
    this.pass(this.#costs.messageMs + (bytes / this.#costs.bandwidth) * 1000);
  }

  mayTravel(): Refusal | undefined {
    const { machine } = this.seats.source;
    return machine === undefined ? undefined : notMigratable(machine);
  }

  report(outcome: Outcome): void {
    if (outcome === 'lost') this.lost = true;
  }

  /** The guest beside its twin, wherever it runs: as it arrived, where it did, and as it is now. */
  compare(): Comparison {
    const [side] = this.running;
    if (side === undefined) return { changes: [], lost: [], memoryWhole: true };
    const now = this.#beside(this.seats[side]);
    const arrived = side === 'destination' ? this.#arrived : undefined;
    return {
      changes: [...(arrived?.changes ?? []), ...now.changes],
      lost: [...(arrived?.lost ?? []), ...now.lost],
      memoryWhole: this.seats[side].memory.every(({ whole }) => whole) && (side === 'source' || this.seats[side].memory.length > 0),
    };
  }

  #beside({ machine, reports }: Seat): Pick<Comparison, 'changes' | 'lost'> {
    if (machine === undefined) return { changes: [], lost: [] };
    const { source, carries } = this.#scenario;
    const lost: StateLoss[] = stateLosses(this.#twin, machine, exceptions({ source, carries }, reports));
    return { changes: interfaceChanges(this.#twin, machine), lost };
  }
}

type Comparison = Pick<End, 'changes' | 'lost' | 'memoryWhole'>;

function cookieOf(scenario: Scenario, party: Party, memo: Payload): Pick<Payload, 'cookie'> {
  const own = party === 'source' || party === 'destination' ? scenario.cookies?.[party].mandatory : memo.cookie;
  return own === undefined ? {} : { cookie: own };
}

function numbers(lock: number | undefined, total: number | undefined): Pick<Payload, 'lock' | 'total'> {
  return { ...(lock === undefined ? {} : { lock }), ...(total === undefined ? {} : { total }) };
}

export function sideOf(party: Party): Side | undefined {
  if (party === 'source' || party === 'source-backend') return 'source';
  return party === 'destination' || party === 'destination-backend' ? 'destination' : undefined;
}

function refused(by: Party, { code, message }: Refusal): Done {
  return refusal(by, code, message);
}

function refusal(by: Party, code: string, message: string): Done {
  return { ok: false, trigger: 'refused', reason: { code, message, by } };
}
