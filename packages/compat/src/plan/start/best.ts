/** The best configuration to start a machine with, so that it can go wherever it must. */
import type { DocumentModel, DocumentValue } from '@migspec/capabilities';
import { type Configuration, formatParamValue, type ParamValue } from '@migspec/runtime';
import type { Reason } from '../../check/types.js';
import { findClass, modelOfClass } from '../../document/classes.js';
import { withDefaults } from '../../document/configuration.js';
import { hostFacts, machineFacts } from '../../document/facts.js';
import { readInstantiation } from '../../document/instantiation.js';
import type { DeviceRequest, StartRequest } from '../../document/machine.js';
import type { Problem, Result } from '../../problem.js';
import { move, type Place, type Stand, startAt } from '../stand.js';
import { blamed, type Complaint } from './blame.js';
import { type ParamChoices, paramChoices } from './choices.js';
import { nameConfiguration } from './name.js';
import { searchBest } from './search.js';

export interface StartOptions {
  /** Every ordered pair of the places must work, wherever the machine has gone; default: only from the start. */
  readonly everywhere?: boolean;
  /** What will do: a plain yes (default), or also a verdict that depends on the state of then. */
  readonly accept?: 'yes' | 'depends';
  /** Configurations tried for each device and machine type, at most; default 10,000. */
  readonly limit?: number;
}

export interface BestStart {
  /** With which the machine is started; a machine type and what each device sets. */
  readonly request: StartRequest;
  readonly stand: Stand;
  readonly devices: readonly DeviceStart[];
  /** No better one exists: every value was tried that could be one. */
  readonly exhaustive: boolean;
}

export interface DeviceStart {
  readonly address: string;
  readonly model: string;
  /**
   * How it is said: by version where the source's configuration is what a destination gets (`version=2,rx-table-size=48`), by
   * what the command line sets beside the machine type where each build is started by one.
   */
  readonly instantiation: string;
  readonly configuration: Configuration;
  /** The first version of the build that can go wherever it must, with nothing set besides but what is wanted; absent when none can. */
  readonly version?: string;
  /** Params that are set because the default could not go everywhere. */
  readonly given: readonly { readonly param: string; readonly value: ParamValue; readonly instead?: ParamValue }[];
}

export interface NoStart {
  readonly address?: string;
  /** What was in the way of the machine as it was wanted. */
  readonly reasons: readonly (Reason | Problem)[];
  /** Nothing will do; false where the limit ended the search. */
  readonly exhaustive: boolean;
}

/**
 * What is wanted stays: the machine type, a version or a value that the request names. Everything else may be set.
 *
 * The order: a configuration is better the fewer params it sets otherwise than the build would (the default enables). Of two
 * that set as many, the better one is that whose first param (in the order of the document) with different choices has the
 * earlier one: the default, then more features before fewer, off last. Where machine types are to be chosen: the fewest params
 * set over all devices, then the machine type that itself sets the least (the newest: it restores nothing), then the name, with
 * numbers compared as numbers, the highest first.
 */
export function bestStart(from: Place, to: readonly Place[], request: StartRequest, options: StartOptions = {}): BestStart | NoStart {
  const types = from.document.destination === 'started' && request.type === undefined ? commonTypes(from, to) : [request.type];
  let best: BestStart | undefined;
  let none: NoStart | undefined;
  for (const type of types) {
    const found = onType(from, to, type === undefined ? request : { ...request, type }, options);
    if ('reasons' in found) none ??= found;
    else if (best === undefined || paramsSet(found) < paramsSet(best)) best = found;
    if (best !== undefined && paramsSet(best) === 0) break;
  }
  return best ?? none ?? { reasons: [], exhaustive: true };
}

function commonTypes({ document }: Place, to: readonly Place[]): readonly string[] {
  const entries = (type: string): number => document.machineTypes[type]?.entries.length ?? 0;
  return Object.keys(document.machineTypes)
    .filter((type) => to.every((place) => Object.hasOwn(place.document.machineTypes, type)))
    .sort((a, b) => entries(a) - entries(b) || newerFirst.compare(b, a));
}

const newerFirst = new Intl.Collator('en', { numeric: true });

function paramsSet({ devices }: BestStart): number {
  return devices.reduce((sum, { given }) => sum + given.length, 0);
}

/** Devices are judged one by one: no rule of the check reads two of them. */
function onType(from: Place, to: readonly Place[], request: StartRequest, options: StartOptions): BestStart | NoStart {
  const devices: DeviceRequest[] = [];
  const starts: Omit<DeviceStart, 'address' | 'model' | 'configuration'>[] = [];
  let exhaustive = true;
  for (const device of request.devices) {
    const found = new DeviceSearch(from, to, request, device, options).best();
    if ('reasons' in found) return { ...found, address: device.address };
    devices.push(found.device);
    starts.push(found.start);
    exhaustive &&= found.whole;
  }
  const whole = { ...request, devices };
  const stand = startAt(from, whole);
  if (!stand.ok) return { reasons: stand.problems, exhaustive };
  const refused = firstRefusal(stand.value, to, options);
  if (refused !== undefined) return { reasons: refused.complaints, exhaustive };
  return {
    request: whole,
    stand: stand.value,
    devices: stand.value.machine.devices.flatMap(({ address, model, configuration }, index) => {
      const start = starts[index];
      return start === undefined ? [] : [{ address, model, configuration, ...start }];
    }),
    exhaustive,
  };
}

interface Refusal {
  readonly complaints: readonly (Reason | Problem)[];
  /** Both ends of the way. */
  readonly places: readonly Place[];
}

/** Undefined where every way works that must. */
function firstRefusal(stand: Stand, to: readonly Place[], { everywhere = false, accept = 'yes' }: StartOptions): Refusal | undefined {
  const arrived: Stand[] = [];
  for (const place of to) {
    const { verdict, stand: there } = move(stand, place);
    if (verdict.outcome !== 'yes' && (accept === 'yes' || verdict.outcome === 'no'))
      return { complaints: verdict.reasons, places: [stand.place, place] };
    if (there !== undefined) arrived.push(there);
  }
  if (!everywhere) return undefined;
  for (const there of arrived) {
    const refused = firstRefusal(
      there,
      [stand.place, ...to].filter((place) => place !== there.place),
      { accept },
    );
    if (refused !== undefined) return refused;
  }
  return undefined;
}

class DeviceSearch {
  private readonly from: Place;
  private readonly to: readonly Place[];
  private readonly request: StartRequest;
  private readonly device: DeviceRequest;
  private readonly options: StartOptions;
  private readonly id: string | undefined;
  private readonly model: DocumentModel | undefined;
  private first: readonly (Reason | Problem)[] | undefined;

  constructor(from: Place, to: readonly Place[], request: StartRequest, device: DeviceRequest, options: StartOptions) {
    this.from = from;
    this.to = to;
    this.request = request;
    this.device = device;
    this.options = options;
    this.id = device.model ?? (device.class === undefined ? undefined : classModel(from, device.class));
    this.model = this.id === undefined || !Object.hasOwn(from.document.models, this.id) ? undefined : from.document.models[this.id];
  }

  best():
    | { readonly device: DeviceRequest; readonly start: Omit<DeviceStart, 'address' | 'model' | 'configuration'>; readonly whole: boolean }
    | NoStart {
    const own = wantedOf(this.device);
    if (!own.ok) return { reasons: own.problems, exhaustive: true };
    const open = this.openParams(own.value);
    const result = searchBest({
      sizes: open.map(({ choices }) => choices.length),
      blame: (assignment) => this.blame(own.value, open, assignment),
      limit: this.options.limit ?? 10_000,
    });
    const whole = open.every((each) => each.whole);
    if (result.found === undefined) return { reasons: this.first ?? [], exhaustive: result.complete && whole };
    const found = result.found;
    const device = this.with(own.value, open, found);
    const started = this.start(device);
    const configuration = started.ok ? started.value.machine.devices[0]?.configuration : undefined;
    const defaults = this.defaults();
    const given = open.flatMap(({ param, choices }, index) => {
      const value = choices[found[index] ?? 0];
      const instead = defaults[param.name];
      return value === undefined ? [] : [{ param: param.name, value, ...(instead === undefined ? {} : { instead }) }];
    });
    const version = this.version(own.value);
    const instantiation = this.say(device, configuration);
    // What was not tried is worse than a default that will do.
    return { device, start: { instantiation, given, ...(version === undefined ? {} : { version }) }, whole: whole || given.length === 0 };
  }

  private say({ version, configuration: set = {} }: DeviceRequest, configuration: Configuration | undefined): string {
    if (this.from.document.destination === 'configured')
      return this.model === undefined || configuration === undefined ? '' : nameConfiguration(this.model, configuration);
    const settings = typeof set === 'string' ? [set] : Object.entries(set).map(([name, value]) => `${name}=${formatParamValue(value)}`);
    return [...(version === undefined ? [] : [`version=${version}`]), ...settings].join(',');
  }

  /** What the device would be if no more was said, whether or not it could be made. */
  private defaults(): Configuration {
    const plain = this.start(this.device);
    const made = plain.ok ? plain.value.machine.devices[0]?.configuration : undefined;
    if (made !== undefined || this.id === undefined || this.model === undefined) return made ?? {};
    const machine = machineFacts(this.from.document, this.request.facts);
    return withDefaults(this.id, this.model, {}, { machine, host: hostFacts(this.from.document, this.from.facts) });
  }

  /** A version is complete: it leaves nothing open. */
  private openParams({ version, values }: Wanted): readonly ParamChoices[] {
    const { id, model } = this;
    if (id === undefined || model === undefined || version !== undefined) return [];
    const open = model.params.filter(({ name }) => !Object.hasOwn(values, name));
    return open.map((param) => paramChoices(id, model, param, this.from, this.to));
  }

  private with({ version, values }: Wanted, open: readonly ParamChoices[], assignment: readonly number[]): DeviceRequest {
    const { version: _version, configuration: _configuration, ...device } = this.device;
    const set = open.flatMap(({ param, choices }, index): [string, ParamValue][] => {
      const value = choices[assignment[index] ?? 0];
      return value === undefined ? [] : [[param.name, value]];
    });
    return { ...device, ...(version === undefined ? {} : { version }), configuration: { ...values, ...Object.fromEntries(set) } };
  }

  private start(device: DeviceRequest): Result<Stand> {
    return startAt(this.from, { ...this.request, devices: [device] });
  }

  private blame(wanted: Wanted, open: readonly ParamChoices[], assignment: readonly number[]): readonly number[] | undefined {
    const started = this.start(this.with(wanted, open, assignment));
    const refusal: Refusal | undefined = started.ok
      ? firstRefusal(started.value, this.to, this.options)
      : { complaints: started.problems, places: [] };
    if (refusal === undefined) return undefined;
    this.first ??= refusal.complaints;
    const models = refusal.places.flatMap(({ document }) => (this.id === undefined ? [] : (document.models[this.id] ?? [])));
    const sets = refusal.complaints.map((complaint) => this.positions(complaint, models, open));
    return sets.reduce<readonly number[]>(
      (least, each) => (each.length < least.length ? each : least),
      open.map((_, index) => index),
    );
  }

  private positions(complaint: Complaint, models: readonly DocumentModel[], open: readonly ParamChoices[]): readonly number[] {
    if (this.model === undefined) return [];
    const names = blamed(complaint, this.model, models);
    return open.flatMap(({ param }, index) => (names.has(param.name) ? [index] : []));
  }

  /** The first version in the build's order that is startable and goes wherever it must. */
  private version({ version, values }: Wanted): string | undefined {
    if (this.model === undefined || version !== undefined) return version;
    return this.model.versions.find(({ name }) => {
      const started = this.start(this.with({ version: name, values }, [], []));
      return started.ok && firstRefusal(started.value, this.to, this.options) === undefined;
    })?.name;
  }
}

function classModel(from: Place, name: string): string | undefined {
  return findClass(from.document, name) === undefined ? undefined : modelOfClass(from.document, name);
}

interface Wanted {
  readonly version?: string;
  readonly values: Readonly<Record<string, ParamValue | DocumentValue>>;
}

/** What the request says of the device. */
function wantedOf({ version, configuration = {} }: DeviceRequest): Result<Wanted> {
  const read =
    typeof configuration === 'string' ? readInstantiation(configuration) : { ok: true as const, value: { values: configuration } };
  if (!read.ok) return read;
  const own = version ?? ('version' in read.value ? read.value.version : undefined);
  return { ok: true, value: { ...(own === undefined ? {} : { version: own }), values: read.value.values } };
}
