/** A machine beside its twin: what the guest can tell, and what state has gone. */
import type { Configuration, Device, ParamValue } from '@migspec/runtime';
import { configurationOf, nativeParams } from '@migspec/runtime/native';
import { initialState, isResolvedAnew } from './guest.js';
import type { EmulatedInstance, EmulatedMachine } from './machine.js';
import { attempt } from './refusal.js';
import { losses, sameValue, showValue } from './values.js';

export interface InterfaceChange {
  readonly address: string;
  readonly observable: string;
  readonly twin: string;
  readonly here: string;
}

/**
 * Observables that differ. One that only one build has is compared with what the other does without saying so: the same
 * device made of the build that has it, with the other's params and every param the other does not know at off; unless
 * the guest has begun `anew`, and what resolves then is as the host at hand has it.
 */
export function interfaceChanges(twin: EmulatedMachine, here: EmulatedMachine, anew = false): InterfaceChange[] {
  return pairs(twin, here).flatMap(([original, migrated]) => {
    const [before, after] = [visible(original.device, original), visible(migrated.device, migrated)];
    const beforeImplied = impliedBy(original, migrated, anew);
    const afterImplied = impliedBy(migrated, original, false);
    // What either build says may change by itself is nothing to hold the other to.
    const changing = new Set([original, migrated].flatMap(volatileOf));
    const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => !changing.has(name));
    return names.flatMap((observable) => {
      const left = before.get(observable) ?? beforeImplied?.get(observable);
      const right = after.get(observable) ?? afterImplied?.get(observable);
      if (left !== undefined && right !== undefined && sameValue(left, right)) return [];
      return [{ address: original.address, observable, twin: showValue(left ?? 'nothing'), here: showValue(right ?? 'nothing') }];
    });
  });
}

function volatileOf({ type }: EmulatedInstance): string[] {
  return type.descriptor.observables.filter((each) => each.volatile).map(({ name }) => name);
}

function visible(device: Device, { type }: EmulatedInstance): Map<string, ParamValue> {
  const values = device.observables();
  const found = new Map<string, ParamValue>();
  for (const { name, volatile } of type.descriptor.observables) {
    const value = values[name];
    if (!volatile && value !== undefined) found.set(name, value);
  }
  return found;
}

/** What `instance` shows under the observables of the other build. Undefined when that build cannot be made to do the same. */
function impliedBy(instance: EmulatedInstance, other: EmulatedInstance, anew: boolean): Map<string, ParamValue> | undefined {
  const known = new Set(instance.type.descriptor.observables.map(({ name }) => name));
  if (other.type.descriptor.observables.every(({ name }) => known.has(name))) return undefined;
  const said = nativeParams(instance.type.descriptor, instance.device.configuration);
  const { placement } = instance.device;
  const resolved = anew ? resolvedAnew(other) : {};
  const where = anew ? { ...placement, host: other.device.placement.host } : placement;
  const made = attempt(() => other.type.create({ ...configurationOf(other.type.descriptor, said), ...resolved }, where));
  if (!made.ok) return undefined;
  const { state } = instance.device;
  const shared = Object.entries(state).filter(([variable]) => variable in made.value.state);
  const implied = { ...made.value.state, ...Object.fromEntries(shared) };
  // What the other build derives after a load follows from the rest, where this one does not have it.
  for (const { name, value } of other.type.descriptor.derived ?? []) if (!(name in state)) implied[name] = value(implied, made.value.env);
  made.value.state = implied;
  return visible(made.value, other);
}

function resolvedAnew({ type, device }: EmulatedInstance): Configuration {
  const anew = new Set(type.descriptor.params.filter(isResolvedAnew).map(({ name }) => name));
  return Object.fromEntries(Object.entries(device.configuration).filter(([name]) => anew.has(name)));
}

export interface StateLoss {
  readonly address: string;
  readonly variable: string;
}

/** Variables whose value the migrated machine has not; `excepted` says which the sender declared that nobody misses. */
export function stateLosses(twin: EmulatedMachine, here: EmulatedMachine, excepted: ReadonlySet<string>): StateLoss[] {
  return pairs(twin, here).flatMap(([original, migrated]) => {
    const initial = initialState(original);
    return Object.entries(original.device.state).flatMap(([variable, value]) => {
      if (excepted.has(`${original.address} ${variable}`)) return [];
      return losses(value, initial[variable], migrated.device.state[variable], variable).map((path) => ({
        address: original.address,
        variable: path,
      }));
    });
  });
}

function pairs(twin: EmulatedMachine, here: EmulatedMachine): [EmulatedInstance, EmulatedInstance][] {
  return twin.devices.flatMap((original): [EmulatedInstance, EmulatedInstance][] => {
    const migrated = here.devices.find(({ address }) => address === original.address);
    return migrated === undefined ? [] : [[original, migrated]];
  });
}
