import type { EmulatedMachine } from '../machine.js';

/** Each device's load is a transaction of its own; when a later device refuses, the earlier ones go back too. */
export function allOrNone<T>(machine: EmulatedMachine, load: () => T): T {
  const before = machine.devices.map(({ device }) => ({ device, state: device.state }));
  try {
    return load();
  } catch (error) {
    for (const { device, state } of before) device.state = state;
    throw error;
  }
}
