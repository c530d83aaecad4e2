/** One migration, and how the machine fares afterwards beside its twin. */
import type { Device, LoadReport } from '@migspec/runtime';
import type { Arrival } from './carriers/carrier.js';
import { type InterfaceChange, interfaceChanges, type StateLoss, stateLosses } from './compare.js';
import { instanceAt, playAll, type Script } from './guest.js';
import { contradictions, type Defect, defects } from './health.js';
import type { CommandLine, DescribedDevice, Host } from './host.js';
import { describe, type EmulatedInstance, type EmulatedMachine, undone } from './machine.js';
import { createNearest } from './nearest.js';
import { attempt, type Refusal, type Tried } from './refusal.js';

export type HopOutcome =
  | 'migrated'
  | 'refused-at-save'
  | 'refused-at-create'
  | 'refused-at-load'
  | 'guest-interface-changed'
  | 'state-lost'
  | 'device-broken';

export interface HopPlan {
  readonly source: EmulatedMachine;
  /** Never migrated, with the same guest events as the source. */
  readonly twin: EmulatedMachine;
  readonly destination: Host;
  /** How the destination is made: exactly as the source says, the nearest that can be made, or by its own command line. */
  readonly create: { readonly how: 'configured' | 'nearest' } | { readonly how: 'started'; readonly line: CommandLine };
  /** What the guest goes on to do; each from the state that arrived. */
  readonly scripts: readonly Script[];
  /** Variables of a section or subsection of a device, for those that the sender marked optional. */
  readonly carries: (instance: EmulatedInstance, section: string) => readonly string[];
  /** `address variable` of what an earlier hop of the same guest was allowed to drop. */
  readonly excepted?: ReadonlySet<string>;
}

export interface HopResult {
  /** The worst of what follows, in the order broken, interface, state. */
  readonly outcome: HopOutcome;
  readonly refusal?: Refusal;
  readonly changes: readonly InterfaceChange[];
  readonly lost: readonly StateLoss[];
  readonly defects: readonly Defect[];
  /** Optional sections and subsections that the destination skipped. */
  readonly dropped: readonly string[];
  /** Scripts after which the guest could tell, or that failed here and not at the twin. */
  readonly scripts: readonly {
    readonly script: string;
    readonly changes: readonly InterfaceChange[];
    readonly defects: readonly Defect[];
  }[];
  /** `address variable` of what this hop and earlier ones were allowed to drop. */
  readonly excepted: ReadonlySet<string>;
  /** The machine at the destination, when it loaded. */
  readonly machine?: EmulatedMachine;
}

const nothing = { changes: [], lost: [], defects: [], dropped: [], scripts: [], excepted: new Set<string>() } as const;

export function hop(plan: HopPlan): HopResult {
  // A destination that is started by its own command line waits there before anything is sent.
  const waiting = plan.create.how === 'started' ? made(plan) : undefined;
  if (waiting !== undefined && !waiting.ok) return { outcome: 'refused-at-create', refusal: waiting.refusal, ...nothing };
  const unsent = notMigratable(plan.source);
  if (unsent !== undefined) return { outcome: 'refused-at-save', refusal: unsent, ...nothing };
  const sent = attempt(() => transmit(plan.source));
  if (!sent.ok) return { outcome: 'refused-at-save', refusal: sent.refusal, ...nothing };
  const created = waiting ?? made(plan, sent.value);
  if (!created.ok) return { outcome: 'refused-at-create', refusal: created.refusal, ...nothing };
  const machine = created.value;
  const unwanted = notMigratable(machine);
  if (unwanted !== undefined) return { outcome: 'refused-at-load', refusal: unwanted, ...nothing };
  const loaded = attempt(() => sent.value.load(machine));
  if (!loaded.ok) return { outcome: 'refused-at-load', refusal: loaded.refusal, ...nothing };
  return judge(plan, machine, loaded.value);
}

/** Both ends are of one implementation, and so of one framing. */
function transmit(source: EmulatedMachine): Arrival {
  const { carrier } = source.host.build;
  return carrier.open(carrier.send(source));
}

function made({ source, destination, create }: HopPlan, arrival?: Arrival): Tried<EmulatedMachine> {
  return attempt(() => {
    if (create.how === 'started') return destination.start(create.line);
    const described = arrival?.devices ?? describe(source);
    return create.how === 'configured' ? destination.configured(described, source.facts) : nearestMachine(destination, source, described);
  });
}

/** Like `Host.configured`, and where that refuses a device, the nearest that can be made. */
function nearestMachine(destination: Host, source: EmulatedMachine, described: readonly DescribedDevice[]): EmulatedMachine {
  const devices = described.map((one) => {
    const type = destination.classOf(one.model);
    const placement = destination.placement(one.address, one.instance, source.facts);
    const exact = attempt((): Device => destination.configured([one], source.facts).devices[0]?.device ?? type.create('', placement));
    const device = exact.ok ? exact.value : (createNearest(type, one.params, placement) ?? type.create('', placement));
    return { address: one.address, instance: one.instance, model: one.model, type, device };
  });
  return { host: destination, facts: source.facts, devices };
}

function judge(plan: HopPlan, machine: EmulatedMachine, reports: ReadonlyMap<string, LoadReport>): HopResult {
  const { twin } = plan;
  // The loader judged every value that came; what it made up itself it has not judged.
  const madeUp = [...reports.values()].some(({ absent, dropped }) => absent.length + dropped.length > 0);
  const found = madeUp ? defects(machine) : contradictions(machine);
  const changes = interfaceChanges(twin, machine);
  const excepted = exceptions(plan, reports);
  const lost = stateLosses(twin, machine, excepted);
  const scripts = plan.scripts.flatMap((script) => {
    const run = runScript(twin, machine, script);
    return run.changes.length + run.defects.length === 0 ? [] : [run];
  });
  const dropped = [...reports.values()].flatMap((report) => report.dropped);
  const broken = found.length > 0 || scripts.some((script) => script.defects.length > 0);
  const changed = changes.length > 0 || scripts.some((script) => script.changes.length > 0);
  const outcome = broken ? 'device-broken' : changed ? 'guest-interface-changed' : lost.length > 0 ? 'state-lost' : 'migrated';
  return { outcome, changes, lost, defects: found, dropped, scripts, excepted, machine };
}

/** `address variable` of what travelled in sections that the sender marked optional and the destination skipped. */
export function exceptions(
  { source, carries, excepted: before }: Pick<HopPlan, 'source' | 'carries' | 'excepted'>,
  reports: ReadonlyMap<string, LoadReport>,
): Set<string> {
  const excepted = new Set<string>(before);
  for (const [address, report] of reports) {
    const instance = instanceAt(source, address);
    if (instance === undefined) continue;
    for (const section of report.dropped) for (const variable of carries(instance, section)) excepted.add(`${address} ${variable}`);
  }
  return excepted;
}

function runScript(twin: EmulatedMachine, machine: EmulatedMachine, script: Script) {
  return undone(twin, (original) =>
    undone(machine, (migrated) => {
      playAll(migrated, script.events);
      // A guest that begins anew does so on the host at hand: the twin's too, to be comparable.
      playAll(original, script.events, migrated);
      const anew = script.events.some(({ kind }) => kind !== 'write');
      // Values that are written over what arrived are in bounds where they came from.
      const judge = script.events.every(({ kind }) => kind === 'write') ? contradictions : defects;
      const found = judge(migrated);
      // A script that already breaks the device at home says nothing about the migration.
      const wrong = found.length > 0 && judge(original).length > 0 ? [] : found;
      return { script: script.name, changes: interfaceChanges(original, migrated, anew), defects: wrong };
    }),
  );
}

/** Each build says for itself, with the params and the state at hand, whether such a device may travel. */
export function notMigratable(machine: EmulatedMachine): Refusal | undefined {
  const instance = machine.devices.find(({ device }) => !device.descriptor.migratable.holds(device.state, device.env));
  if (instance === undefined) return undefined;
  const { build, model, migratable } = instance.device.descriptor;
  return { code: 'NOT_MIGRATABLE', message: `${build}: ${migratable.reason ?? 'not migratable'}`, details: { model } };
}
