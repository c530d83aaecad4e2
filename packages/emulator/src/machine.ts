import type { Device, Facts } from '@migspec/runtime';
import { nativeParams } from '@migspec/runtime/native';
import type { DeviceClass } from './device.js';
import { resolvesAnew } from './guest.js';
import type { DescribedDevice, Host } from './host.js';

/** What is migrated: facts and device instances, on a host. */
export interface EmulatedMachine {
  readonly host: Host;
  /** Set when the host made it from its own tables. */
  readonly machineType?: string;
  readonly facts: Facts;
  readonly devices: readonly EmulatedInstance[];
}

export interface EmulatedInstance {
  readonly address: string;
  readonly instance: number;
  readonly class?: string;
  readonly model: string;
  readonly type: DeviceClass;
  readonly device: Device;
}

/** What a source says of its devices, before any state. */
export function describe(machine: EmulatedMachine): DescribedDevice[] {
  return machine.devices.map(({ address, instance, model, type, device }) => ({
    address,
    instance,
    model,
    params: nativeParams(type.descriptor, device.configuration),
  }));
}

/** Runs `look` on the machine and leaves it as it was. */
export function undone<T>(machine: EmulatedMachine, look: (machine: EmulatedMachine) => T): T {
  // A guest that begins anew may change such a configuration, which cannot be put back.
  if (machine.devices.some(resolvesAnew)) return look(copyOf(machine));
  const before = machine.devices.map(({ device }) => ({ device, state: device.state }));
  try {
    return look(machine);
  } finally {
    for (const { device, state } of before) device.state = state;
  }
}

/** Another machine just like this one, at this moment; what happens to it does not happen to the original. */
export function copyOf(machine: EmulatedMachine): EmulatedMachine {
  const devices = machine.devices.map((instance) => {
    const device = instance.type.create(instance.device.configuration, instance.device.placement);
    device.state = instance.device.state;
    return { ...instance, device };
  });
  return { ...machine, devices };
}
