/** A device that was just made, with the build's defaults. */
import type { Draft } from '../draft.js';

export function resetVectors(draft: Draft): void {
  const { type } = draft.reference;
  const device = type.create('');
  draft.state('reset', { params: device.configuration, machine: device.placement.machine, host: device.placement.host }, device.state);
}
