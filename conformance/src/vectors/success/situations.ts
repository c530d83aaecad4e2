/** The situations that the model's author described, with the defaults, and elsewhere where other things travel. */
import type { Draft } from '../draft.js';
import { situationStates, startedDevices } from './devices.js';

export function situationVectors(draft: Draft): void {
  for (const started of startedDevices(draft)) {
    const { label, instance } = started;
    for (const { name, state } of situationStates(draft, started)) {
      if (label === 'defaults') draft.state(name, instance.device.env, state);
      else draft.stateWithNews(`${name}, ${label}`, instance.device.env, state);
    }
  }
}
