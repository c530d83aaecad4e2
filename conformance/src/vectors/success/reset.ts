/** A device that was just made: with the build's defaults, and with every configuration in which it writes something else. */
import type { Draft } from '../draft.js';
import { startedDevices } from './devices.js';

export function resetVectors(draft: Draft): void {
  for (const { label, instance } of startedDevices(draft)) {
    const { device } = instance;
    draft.state(label === 'defaults' ? 'reset' : `reset, ${label}`, device.env, device.state);
  }
}
