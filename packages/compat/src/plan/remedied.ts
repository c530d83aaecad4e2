/** A hop that an erratum breaks, taken with what the erratum says is enough. The check has the last word on it. */
import type { DocumentRemedy } from '@migspec/capabilities';
import { formatParamValue, type ParamValue } from '@migspec/runtime';
import type { CitedErratum, Verdict } from '../check/types.js';
import { modelOfClass } from '../document/classes.js';
import { type DeviceRequest, type StartRequest, tableValues } from '../document/machine.js';
import { hopErrata } from '../errata/hop.js';
import { parseValue } from '../values.js';
import { enterSituation, forgetState, type Move, move, type Place, resetAt, type Stand, startAt } from './stand.js';

/** What is done before a hop. */
export interface AppliedRemedy {
  readonly erratum: string;
  /** The build that has it. */
  readonly build: string;
  /** The device that it is done for; absent where it is for the whole machine. */
  readonly address?: string;
  /** In the words of the erratum. */
  readonly text: string;
  /** The machine is started anew for it: what its guest was doing is lost. */
  readonly restart: boolean;
  readonly action: DocumentRemedy['action'];
}

export interface RemediedMove extends Move {
  /** In the order in which it is done; at least one. */
  readonly remedies: readonly AppliedRemedy[];
}

/** Whether the machine may be started anew. */
export interface RemedyOptions {
  readonly restart: boolean;
}

/**
 * What a planner can do itself: start the machine with other params (`set`) or another machine type, reset the guest, let it come
 * to a situation. Each device that an erratum breaks gets the remedy that costs its guest least; undefined where the verdict is yes
 * anyway, where something else stands in the way, or where the check does not say yes afterwards. (`through` is a route, `upgrade`
 * another host, and a `repair` of what travels is nothing that a manager does.)
 */
export function moveWithRemedies(from: Stand, to: Place, options: RemedyOptions): RemediedMove | undefined {
  let remedies: readonly AppliedRemedy[] = [];
  let now = move(from, to);
  for (let broken = brokenAt(now.verdict); broken !== undefined; ) {
    const better = improved(from, to, remedies, now.verdict, broken, options);
    if (better === undefined) return undefined;
    remedies = better.remedies;
    now = better.move;
    if (now.verdict.outcome === 'yes') return { ...now, remedies };
    broken = brokenAt(now.verdict);
  }
  return undefined;
}

/** Addresses of devices that errata alone break. Undefined: nothing is broken, or something else is, too. */
function brokenAt({ reasons }: Verdict): ReadonlySet<string> | undefined {
  const addresses = reasons.map(({ address, errata = [] }) => (errata.length === 0 ? undefined : address));
  const known = addresses.flatMap((address) => address ?? []);
  return known.length > 0 && known.length === addresses.length ? new Set(known) : undefined;
}

/** With one remedy more, and one broken device less. */
function improved(
  from: Stand,
  to: Place,
  applied: readonly AppliedRemedy[],
  verdict: Verdict,
  broken: ReadonlySet<string>,
  { restart }: RemedyOptions,
): { readonly remedies: readonly AppliedRemedy[]; readonly move: Move } | undefined {
  for (const remedy of remediesOf(verdict, broken)) {
    if (remedy.restart && !restart) continue;
    const remedies = inOrder([...applied, remedy]);
    const stand = withRemedies(from, remedies);
    if (stand === undefined) continue;
    const next = move(stand, to);
    const left = next.verdict.outcome === 'yes' ? new Set<string>() : brokenAt(next.verdict);
    if (left !== undefined && left.size < broken.size && [...left].every((address) => broken.has(address))) return { remedies, move: next };
  }
  return undefined;
}

/** Those of the first broken device, what costs least first. */
function remediesOf(verdict: Verdict, [address]: ReadonlySet<string> | readonly string[]): readonly AppliedRemedy[] {
  const reasons = verdict.reasons.filter((reason) => reason.address === address);
  const own = (verdict.errata ?? []).filter(({ model }) => model === undefined || reasons.some((reason) => reason.model === model));
  const { broken, remedies } = hopErrata({ ...verdict, reasons, errata: own });
  const [first] = broken;
  return first === undefined ? [] : remedies.flatMap((remedy) => appliedOf(first, remedy, address) ?? []);
}

function appliedOf({ id, build }: CitedErratum, { text, action }: DocumentRemedy, address: string | undefined): AppliedRemedy | undefined {
  const remedy = { erratum: id, build, text, action };
  switch (action.kind) {
    case 'set':
      return address === undefined ? undefined : { ...remedy, address, restart: true };
    case 'guest':
      return address === undefined ? undefined : { ...remedy, address, restart: false };
    case 'machine-type':
      return { ...remedy, restart: true };
    case 'reset':
      return { ...remedy, restart: false };
    case 'through':
    case 'upgrade':
    case 'repair':
      return undefined;
  }
}

/** A start, then a reset, then what the guest does: what comes first would be undone. */
function inOrder(remedies: readonly AppliedRemedy[]): readonly AppliedRemedy[] {
  const order: readonly string[] = ['machine-type', 'set', 'reset', 'guest'];
  return [...remedies].sort((a, b) => order.indexOf(a.action.kind) - order.indexOf(b.action.kind));
}

/** The machine right before the hop; undefined where one of them cannot be applied. */
function withRemedies(from: Stand, remedies: readonly AppliedRemedy[]): Stand | undefined {
  return remedies.reduce<Stand | undefined>((stand, remedy) => (stand === undefined ? undefined : withRemedy(stand, remedy)), from);
}

function withRemedy(stand: Stand, { action, address }: AppliedRemedy): Stand | undefined {
  switch (action.kind) {
    case 'set':
      return restarted(stand, { ...stand.request, devices: stand.request.devices.map(setting(stand, action.values, address)) });
    case 'machine-type':
      return stand.request.type === action.machineType ? undefined : restarted(stand, onType(stand, action.machineType));
    case 'reset':
      return resetAt(stand);
    case 'guest':
      return address === undefined ? undefined : enterSituation(stand, address, action.situation);
    default:
      return undefined;
  }
}

function restarted(stand: Stand, request: StartRequest): Stand | undefined {
  const started = startAt(stand.place, request);
  // Its guest runs on from there: nothing is known of its state.
  return started.ok ? forgetState(started.value) : undefined;
}

type Setting = Extract<DocumentRemedy['action'], { readonly kind: 'set' }>['values'];

/** Values that the model has no param for are another build's. */
function setting({ place, machine }: Stand, values: Setting, address: string | undefined): (device: DeviceRequest) => DeviceRequest {
  return (device) => {
    if (device.address !== address) return device;
    const id = machine.devices.find((each) => each.address === address)?.model;
    const model = id === undefined ? undefined : place.document.models[id];
    const known = Object.entries(values).flatMap(([name, value]): [string, ParamValue][] => {
      const param = model?.params.find((each) => each.name === name);
      const parsed = param === undefined ? undefined : parseValue(param.type, value);
      return parsed === undefined ? [] : [[name, parsed]];
    });
    return { ...device, configuration: withValues(device.configuration, known) };
  };
}

/** In an instantiation string the last word on a param counts only once: it is said instead of what was there. */
function withValues(configuration: DeviceRequest['configuration'] = {}, values: readonly (readonly [string, ParamValue])[]) {
  if (typeof configuration !== 'string') return { ...configuration, ...Object.fromEntries(values) };
  const set = new Set(values.map(([name]) => name));
  const kept = configuration.split(',').filter((part) => part !== '' && !set.has(part.split('=')[0] ?? ''));
  return [...kept, ...values.map(([name, value]) => `${name}=${formatParamValue(value)}`)].join(',');
}

/** What the other machine type sets is not said on the device any more: it would prevail. */
function onType({ place: { document }, request }: Stand, type: string): StartRequest {
  const devices = request.devices.map((device): DeviceRequest => {
    const { class: name, configuration } = device;
    const id = name === undefined ? undefined : modelOfClass(document, name);
    const model = id === undefined ? undefined : document.models[id];
    if (name === undefined || model === undefined || typeof configuration !== 'object') return device;
    const table = tableValues(document, type, name, model);
    const kept = Object.entries(configuration).filter(([param]) => !Object.hasOwn(table, param));
    return { ...device, configuration: Object.fromEntries(kept) };
  });
  return { ...request, type, devices };
}
