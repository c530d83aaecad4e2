/** What a guest does to its machine. Behaviour is data: a situation says what the guest's driver has made of the state. */
import type { CodecEnv, Configuration, Device, DeviceState, Facts, ParamDescriptor, ParamValue, StateValue } from '@migspec/runtime';
import type { EmulatedInstance, EmulatedMachine } from './machine.js';
import { withValue } from './values.js';

export type GuestEvent =
  /** A driver begins anew and brings a device into a named state: each variable (dotted paths reach inside) as given, the rest at reset. */
  | { readonly kind: 'situation'; readonly name: string; readonly address: string; readonly state: Readonly<Record<string, unknown>> }
  /** Changes some variables and leaves the rest. */
  | { readonly kind: 'write'; readonly address: string; readonly state: Readonly<Record<string, unknown>> }
  /** The machine resets: every device, and every param that resolves then takes the default of the host it is on now. */
  | { readonly kind: 'reset' };

export interface Script {
  readonly name: string;
  readonly events: readonly GuestEvent[];
}

/**
 * Plays one event; on a device that the machine does not have, nothing happens. `where`: a machine on whose host the guest
 * begins anew, though this one is not there; what resolves then has the values that it has.
 */
export function play(machine: EmulatedMachine, event: GuestEvent, where?: EmulatedMachine): void {
  if (event.kind === 'reset') {
    for (const instance of machine.devices) reset(instance, where);
    return;
  }
  const instance = instanceAt(machine, event.address);
  if (instance === undefined) return;
  const { device } = instance;
  if (event.kind === 'situation') device.negotiate(resolvedAt(instance, where));
  const { elements } = device.descriptor;
  const env = envAt(instance, where);
  const before = event.kind === 'situation' ? resetState(device, env) : device.state;
  device.state = withVariables(before, event.state, (variable) => elements?.find((each) => each.variable === variable)?.fresh(before, env));
}

export function playAll(machine: EmulatedMachine, events: readonly GuestEvent[], where?: EmulatedMachine): void {
  for (const event of events) play(machine, event, where);
}

/** Whether a guest that begins anew may find other params. */
export function resolvesAnew({ type }: Pick<EmulatedInstance, 'type'>): boolean {
  return type.descriptor.params.some(isResolvedAnew);
}

export function isResolvedAnew({ resolves }: ParamDescriptor): boolean {
  return resolves === 'reset' || resolves === 'negotiate';
}

/** The values of what resolves anew, by this device's names; of what is not known there, what that build does without it. */
function resolvedAt({ address, type }: EmulatedInstance, where: EmulatedMachine | undefined): Configuration {
  const other = where === undefined ? undefined : instanceAt(where, address);
  if (other === undefined) return {};
  const { params, retired } = other.type.descriptor;
  const values = type.descriptor.params.filter(isResolvedAnew).flatMap(({ id, name, off }): [string, ParamValue][] => {
    const theirs = params.find((param) => param.id === id);
    const implied = retired?.find((param) => param.id === id)?.implied ?? off;
    const value = theirs === undefined ? implied : other.device.configuration[theirs.name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(values);
}

export function instanceAt(machine: EmulatedMachine, address: string): EmulatedInstance | undefined {
  return machine.devices.find((instance) => instance.address === address);
}

/**
 * Variables that the device does not have are not written: its guest's interface has no such thing. `element` makes a new
 * element of a variable that is an array.
 */
export function withVariables(
  state: DeviceState,
  values: Readonly<Record<string, unknown>>,
  element?: (variable: string) => unknown,
): DeviceState {
  const changed: Record<string, StateValue> = { ...state };
  for (const [path, value] of Object.entries(values)) {
    const [variable, ...inside] = pathOf(path);
    if (variable === undefined || !(variable in changed)) continue;
    const fresh = inside.length === 0 ? element?.(variable) : undefined;
    changed[variable] = withValue(changed[variable], inside, value, fresh) as StateValue;
  }
  return changed;
}

/** `queues[0].num` and `queues.0.num` alike. */
function pathOf(path: string): string[] {
  return path.replaceAll('[', '.').replaceAll(']', '').split('.');
}

/** Everything that the guest can read and that is not volatile, by `address observable`. */
export function readObservables(machine: EmulatedMachine): Map<string, ParamValue> {
  const read = new Map<string, ParamValue>();
  for (const { address, type, device } of machine.devices) {
    const values = device.observables();
    for (const { name, volatile } of type.descriptor.observables) {
      const value = values[name];
      if (!volatile && value !== undefined) read.set(`${address} ${name}`, value);
    }
  }
  return read;
}

/** The state that the device has after a reset on the host it is on. */
export function initialState({ device }: EmulatedInstance): DeviceState {
  return resetState(device, device.env);
}

function reset(instance: EmulatedInstance, where: EmulatedMachine | undefined): void {
  const { device } = instance;
  if (resolvesAnew(instance)) device.reset(resolvedAt(instance, where));
  device.state = resetState(device, envAt(instance, where));
}

/** What the device finds when it begins anew on the host of `where`: a reset value may read what the host is like. */
function envAt({ address, device }: EmulatedInstance, where: EmulatedMachine | undefined): CodecEnv {
  const other = where === undefined ? undefined : instanceAt(where, address);
  const { env } = device;
  if (other === undefined || other.device.placement.host === env.host) return env;
  return { ...env, host: other.device.placement.host };
}

/** States are replaced as a whole and never changed in place, so one serves every asker. */
function resetState(device: Device, env: CodecEnv): DeviceState {
  const known = resetStates.get(device.env)?.get(env.host);
  if (known !== undefined) return known;
  const made = device.descriptor.reset(env);
  const byHost = resetStates.get(device.env) ?? new WeakMap<Facts, DeviceState>();
  resetStates.set(device.env, byHost.set(env.host, made));
  return made;
}

/** By what the device has, and the host on which it begins anew. */
const resetStates = new WeakMap<CodecEnv, WeakMap<Facts, DeviceState>>();
