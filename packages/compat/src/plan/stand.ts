/** A machine where it runs, and what becomes of it by one migration or by a reset of its guest. */
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import type { Facts } from '@migspec/runtime';
import { check } from '../check/check.js';
import { examineDevice } from '../check/recent.js';
import { refusedStart } from '../check/refused-start.js';
import { resetState, situationStates } from '../check/reset-state.js';
import { afterReset, anewIn } from '../check/rules/resolved-anew.js';
import { deviceSide } from '../check/side.js';
import type { DeviceSide, MachineState, Verdict } from '../check/types.js';
import { hostFacts, machineFacts } from '../document/facts.js';
import { type DeviceRequest, type Machine, type MachineDevice, type StartRequest, startMachine } from '../document/machine.js';
import type { Result } from '../problem.js';
import { destinationProperties } from '../survey/lines.js';

/** A build on a host. */
export interface Place {
  readonly document: CapabilityDocument;
  /** Facts of the host; one that is not given makes a verdict depend on it. */
  readonly facts?: Facts;
}

export interface Stand {
  readonly place: Place;
  /** As it runs there: complete, effective configurations. */
  readonly machine: Machine;
  /** The command line, for destinations that are started by one of their own. */
  readonly request: StartRequest;
  /** By device address; what is not known is left out. */
  readonly state?: MachineState;
}

export interface Move {
  readonly verdict: Verdict;
  /** The machine as it runs there afterwards. Absent where it cannot be created there. */
  readonly stand?: Stand;
}

/** A machine that is started at a place with a command line. Refusals: those of `startMachine`. */
export function startAt(place: Place, request: StartRequest): Result<Stand> {
  const made = startMachine(place.document, at(place, request));
  return made.ok ? { ok: true, value: { place, machine: made.value, request } } : made;
}

/**
 * Asks the check about the machine's way to a place, as a manager would carry it out: a build that is started by a command
 * line gets the machine's own and expands it by its own tables, another one creates what the source says. Of a state, what
 * both models have and what does not depend on the destination goes along.
 */
export function move(from: Stand, to: Place): Move {
  const { place, machine, state } = from;
  const source = { document: place.document, machine, ...facts(place), ...(state === undefined ? {} : { state }) };
  const destination = { document: to.document, ...facts(to) };
  if (to.document.destination === 'started') {
    const line = lineAt(from, to);
    const made = startMachine(to.document, at(to, line));
    if (!made.ok) return { verdict: refusedStart(source, to.document, made.problems) };
    const verdict = check({ source, destination: { ...destination, machine: made.value } });
    return { verdict, stand: stand({ ...from, request: line }, to, made.value, verdict) };
  }
  const verdict = check({ source, destination });
  if (verdict.class === 'create') return { verdict };
  const devices = machine.devices.flatMap((device): MachineDevice[] => {
    const examined = examineDevice({ source, destination }, device, undefined);
    return examined === undefined ? [] : [{ ...device, configuration: examined.pair.destination.configuration }];
  });
  if (devices.length < machine.devices.length) return { verdict };
  return { verdict, stand: stand(from, to, { ...machine, facts: machineFacts(to.document, machine.facts), devices }, verdict) };
}

/** The machine after a reset of its guest: params that resolve then are at the default of this host, and the state is that of a new device. */
export function resetAt(from: Stand): Stand {
  const sides = from.machine.devices.flatMap((device) => {
    const side = sideOf(from, device);
    return side === undefined ? [] : [{ device, side: sideOf(from, { ...device, configuration: afterReset(side) }) ?? side }];
  });
  const devices = sides.map(({ device, side }) => ({ ...device, configuration: side.configuration }));
  const state = Object.fromEntries(sides.map(({ device, side }) => [device.address, resetState(side)]));
  return { ...from, machine: { ...from.machine, devices }, state };
}

/** The machine when the guest has brought a device to a situation that its author described; undefined where it has none of that name. */
export function enterSituation(from: Stand, address: string, situation: string): Stand | undefined {
  const device = from.machine.devices.find((each) => each.address === address);
  const side = device === undefined ? undefined : sideOf(from, device);
  const found = side === undefined ? undefined : situationStates(side).find(({ name }) => name === situation);
  return found === undefined ? undefined : { ...from, state: { ...from.state, [address]: found.state } };
}

function sideOf({ place, machine }: Stand, { address, instance, model: id, configuration }: MachineDevice): DeviceSide | undefined {
  const model = modelOf(place.document, id);
  if (model === undefined) return undefined;
  return deviceSide({
    role: 'source',
    document: place.document,
    id,
    model,
    configuration,
    machine: machineFacts(place.document, machine.facts),
    host: hostFacts(place.document, place.facts),
    address,
    instance,
  });
}

/** Whether a guest that begins anew may find other params: else a reset there changes nothing but the state. */
export function mayFindAnother({ place, machine }: Stand): boolean {
  return machine.devices.some(({ model }) => {
    const own = modelOf(place.document, model);
    return own !== undefined && anewIn(own).length > 0;
  });
}

/** The same machine with nothing known of its state: its guest has run on. */
export function forgetState({ state: _state, ...from }: Stand): Stand {
  return from;
}

function stand({ request, machine: source, place, state }: Stand, to: Place, machine: Machine, verdict: Verdict): Stand {
  if (state === undefined) return { place: to, machine, request };
  const dropped = new Set(
    verdict.notes.flatMap(({ code, address }) => (code === 'STATE_DROPPED' && address !== undefined ? [address] : [])),
  );
  const kept = source.devices.flatMap(({ address, model }): [string, MachineState[string]][] => {
    const [known, here, there] = [state[address], modelOf(place.document, model), modelOf(to.document, model)];
    return known === undefined || here === undefined || there === undefined || dropped.has(address)
      ? []
      : [[address, carried(known, here, there)]];
  });
  return { place: to, machine, request, state: Object.fromEntries(kept) };
}

/** What is derived, and what one side does not have, is made anew at the destination. */
function carried(state: MachineState[string], here: DocumentModel, there: DocumentModel): MachineState[string] {
  const known = new Set(here.variables.map(({ name }) => name));
  const names = there.variables.flatMap(({ name, derived }) => (known.has(name) && derived === undefined ? [name] : []));
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(state, name) ? [[name, state[name]]] : [])));
}

/** The command line as a manager says it at the destination: by its names, without what it does not know and is off anyway. */
function lineAt({ place, machine, request }: Stand, to: Place): StartRequest {
  const devices = request.devices.map((device): DeviceRequest => {
    const said = device.configuration;
    const id = machine.devices.find(({ address }) => address === device.address)?.model;
    if (typeof said !== 'object' || id === undefined) return device;
    return { ...device, configuration: destinationProperties(modelOf(place.document, id), modelOf(to.document, id), said) };
  });
  return { ...request, devices };
}

function at(place: Place, request: StartRequest): StartRequest {
  return place.facts === undefined ? request : { ...request, hostFacts: place.facts };
}

function facts({ facts }: Place): { readonly facts?: Facts } {
  return facts === undefined ? {} : { facts };
}

function modelOf(document: CapabilityDocument, id: string): DocumentModel | undefined {
  return Object.hasOwn(document.models, id) ? document.models[id] : undefined;
}
