/** Whether a device is in a state that its own build could have brought it to. */
import type { Device, SavedSection } from '@migspec/runtime';
import type { EmulatedMachine } from './machine.js';
import { attempt } from './refusal.js';

export interface Defect {
  readonly address: string;
  readonly what: string;
}

/**
 * An invariant that fails, or a state that the device would itself refuse to load: a value out of bounds, features that
 * the guest acknowledged and the device does not offer.
 */
export function defects(machine: EmulatedMachine): Defect[] {
  return machine.devices.flatMap(({ address, device }) => {
    const broken = brokenInvariant(device);
    if (broken !== undefined) return [{ address, what: broken }];
    const saved = attempt(() => device.save());
    if (!saved.ok) return [{ address, what: `${saved.refusal.code}: ${saved.refusal.message}` }];
    const reloaded = attempt(() => reload(device, saved.value));
    return reloaded.ok ? [] : [{ address, what: `${reloaded.refusal.code}: ${reloaded.refusal.message}` }];
  });
}

/** Only what holds between variables: for a state whose variables are known to be in their bounds. */
export function contradictions(machine: EmulatedMachine): Defect[] {
  return machine.devices.flatMap(({ address, device }) => {
    const what = brokenInvariant(device);
    return what === undefined ? [] : [{ address, what }];
  });
}

function brokenInvariant({ descriptor, state, env }: Device): string | undefined {
  const broken = descriptor.invariants.find((invariant) => !invariant.holds(state, env));
  return broken === undefined ? undefined : `invariant fails: ${broken.text}`;
}

/** Loading is all or nothing and decides by the configuration alone, so the device itself can try. */
function reload(device: Device, sections: readonly SavedSection[]): void {
  const before = device.state;
  try {
    device.load(sections);
  } finally {
    device.state = before;
  }
}
