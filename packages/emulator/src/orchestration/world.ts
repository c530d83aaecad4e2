/** Two hosts, one guest, a lock on its storage: what each act does to them. */
import { interfaceChanges, type StateLoss, stateLosses } from '../compare.js';
import { playAll } from '../guest.js';
import { exceptions, notMigratable } from '../hop.js';
import type { DescribedDevice } from '../host.js';
import { copyOf, describe, type EmulatedMachine } from '../machine.js';
import { attempt, type Refusal } from '../refusal.js';
import { Meter, usualCosts } from './cost.js';
import { match, readCookie } from './early.js';
import { FileSeat } from './file-seat.js';
import { StorageLock } from './lock.js';
import { makeAgain, makeThere } from './make.js';
import { type Done, done, type Payload, refused, sideOf } from './payload.js';
import type { Act, Cargo, Outcome, Party, Side } from './protocol.js';
import type { Scenario } from './scenario.js';
import { type Memory, Seat } from './seat.js';
import { type InBackend, joined, loadStream, partsOf, readBackend } from './stream.js';
import type { End, Snapshot } from './trace.js';

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
  readonly #meter: Meter;
  readonly #twin: EmulatedMachine;
  readonly #inBackend: InBackend;
  readonly #described: readonly DescribedDevice[];
  #arrived: Pick<Comparison, 'changes' | 'lost'> | undefined;

  constructor(scenario: Scenario, backends: boolean) {
    this.#scenario = scenario;
    this.#meter = new Meter(scenario.costs ?? usualCosts);
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

  /** Somebody waits until patience is over. */
  patience(): void {
    this.#pass(this.#meter.model.patienceMs);
  }

  get #down(): boolean {
    return this.running.length === 0 && !this.lost;
  }

  #pass(milliseconds: number): void {
    this.#meter.pass(milliseconds, this.#down);
  }

  snapshot(): Snapshot {
    const { source, destination } = this.seats;
    return {
      source: source.vm,
      destination: destination.vm,
      file: this.file.state,
      backends: { source: source.backend, destination: destination.backend },
      lock: this.lock.holder,
      cost: this.#meter.cost,
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
    if (party === 'file') return this.file.perform(act, payload);
    const side = sideOf(party);
    if (act.act === 'match') return match(this.#scenario, this.#twin, party);
    if (act.act === 'find') return done;
    if (side === undefined) throw new Error(`${party} cannot ${act.act}`);
    const seat = this.seats[side];
    switch (act.act) {
      case 'read-cookie':
        return readCookie(this.#scenario, side, payload);
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

  #made(party: Party, seat: Seat, from: 'configuration' | 'own' | 'file'): Done {
    if (seat.vm !== 'none') return done;
    const side = sideOf(party) ?? 'destination';
    const made = attempt(() => this.#create(side, from));
    if (!made.ok) return refused(party, made.refusal);
    this.#meter.made();
    this.#pass(this.#meter.model.makeMs);
    seat.machine = made.value;
    seat.vm = 'made';
    return done;
  }

  #create(side: Side, from: 'configuration' | 'own' | 'file'): EmulatedMachine {
    if (side === 'source') return makeAgain(this.#scenario);
    return makeThere(this.#scenario, from, this.#described, this.seats.destination.stream);
  }

  #load(party: Party, seat: Seat): Done {
    const { machine } = seat;
    if (machine === undefined || seat.vm !== 'made') return refused(party, { code: 'VM_MISSING', message: 'there is no VM to load into' });
    if (seat.memory.length === 0 || seat.memory.some(({ whole }) => !whole))
      return refused(party, { code: 'TRUNCATED', message: 'the guest’s memory did not come whole' });
    const unwanted = notMigratable(machine);
    if (unwanted !== undefined) return refused(party, unwanted);
    const backend = this.#inBackend === undefined ? undefined : joined(seat.backendStream);
    const loaded = attempt(() => loadStream(machine, joined(seat.stream), backend));
    if (!loaded.ok) return refused(party, loaded.refusal);
    this.#pass(this.#meter.model.loadMs);
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
    if (machine === undefined) return refused(party, { code: 'VM_MISSING', message: 'nobody has told the backend what device it is' });
    const read = attempt(() => readBackend(machine, joined(seat.backendStream)));
    return read.ok ? done : refused(party, read.refusal);
  }

  #run(party: Party, side: Side, seat: Seat): Done {
    if (seat.vm === 'running') return done;
    if (seat.machine === undefined || seat.vm === 'made')
      return refused(party, { code: 'VM_MISSING', message: 'there is no guest to run' });
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
    if (seat.vm !== 'none') this.#pass(this.#meter.model.killMs);
    const other: Side = side === 'source' ? 'destination' : 'source';
    const taken = this.#loaded.has(other) && (this.seats[other].vm !== 'none' || this.#crashed.has(other));
    if (seat.vm !== 'none' && this.owner === side && taken) this.owner = other;
    seat.clear();
    this.lock.release(side);
  }

  /** What a message takes along; saves what is asked for. @throws MigspecError */
  cargo(party: Party, { carries: list }: Send, memo: Payload): Payload {
    const carries: ReadonlySet<Cargo> = new Set(list);
    const cookie = carries.has('cookie') ? this.#cookieOf(party, memo) : undefined;
    return {
      ...(party === 'file' ? this.file.contents(carries) : this.#saved(party, carries)),
      ...(cookie === undefined ? {} : { cookie }),
    };
  }

  /** A side sends its own; who stands between passes on what came. */
  #cookieOf(party: Party, { cookie }: Payload): readonly string[] | undefined {
    return party === 'source' || party === 'destination' ? this.#scenario.cookies?.[party].mandatory : cookie;
  }

  #saved(party: Party, carries: ReadonlySet<Cargo>): Payload {
    const side = sideOf(party);
    const seat = side === undefined ? undefined : this.seats[side];
    if (seat === undefined) return {};
    const { machine, lockCount } = seat;
    const saves = carries.has('head') || carries.has('state') || (carries.has('backend') && party === 'source-backend');
    const parts = saves && machine !== undefined ? partsOf(machine, this.#inBackend) : undefined;
    const stream = [...(carries.has('head') ? [parts?.head] : []), ...(carries.has('state') ? [parts?.state] : [])];
    // Who is no backend passes on what came from one.
    const backend = party === 'source-backend' ? [parts?.backend] : seat.backendStream;
    return {
      stream: stream.filter((part) => part !== undefined),
      ...(carries.has('backend') ? { backend: backend.filter((part) => part !== undefined) } : {}),
      ...(carries.has('memory') ? { memory: [this.#copyMemory(machine)] } : {}),
      ...(carries.has('lock') && lockCount !== undefined ? { lock: lockCount } : {}),
      ...(carries.has('total') && parts !== undefined ? { total: parts.head.length + parts.state.length } : {}),
    };
  }

  /** While it is copied, the guest goes on. */
  #copyMemory(machine: EmulatedMachine | undefined): Memory {
    if (machine !== undefined) playAll(machine, this.#scenario.during);
    playAll(this.#twin, this.#scenario.during);
    return { bytes: this.#meter.model.memoryBytes, whole: true };
  }

  /** What was sent costs time; what the guest has written meanwhile is sent again when it has stopped. */
  sent({ carries }: Send, { stream = [], backend = [], memory = [] }: Payload): void {
    const { memoryBytes, dirty } = this.#meter.model;
    const devices = [...stream, ...backend].reduce((sum, part) => sum + part.length, 0);
    const again = carries.includes('state') && !carries.includes('memory') ? memoryBytes * dirty : 0;
    this.#meter.sent(Math.round(devices + again + memory.reduce((sum, part) => sum + part.bytes, 0)), this.#down);
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

type Send = Extract<Act, { act: 'send' }>;
type Comparison = Pick<End, 'changes' | 'lost' | 'memoryWhole'>;
