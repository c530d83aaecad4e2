/** Two ends of one device, with what their expressions read. */
import type { DocumentModel } from '@migspec/capabilities';
import { machineFacts } from '../document/facts.js';
import type { Machine, MachineDevice } from '../document/machine.js';
import { configureFrom } from './configure.js';
import { deviceSide } from './side.js';
import type { CheckInput, DevicePair } from './types.js';

export interface PairInput {
  readonly source: CheckInput['source'];
  readonly destination: Omit<CheckInput['destination'], 'machine'> & { readonly machine?: Machine | undefined };
}

/** Undefined when a build does not implement the model. `other` is what the destination has started. */
export function pairOf(input: PairInput, device: MachineDevice, other: MachineDevice | undefined): DevicePair | undefined {
  const { source, destination } = input;
  const [from, to] = [modelOf(source.document, device.model), modelOf(destination.document, device.model)];
  if (from === undefined || to === undefined) return undefined;
  const place = { id: device.model, address: device.address };
  return {
    address: device.address,
    ...(device.instance === undefined ? {} : { instance: device.instance }),
    started: destination.machine !== undefined,
    made: new Map(),
    source: deviceSide({
      ...place,
      role: 'source',
      document: source.document,
      model: from,
      configuration: device.configuration,
      machine: machineFacts(source.document, source.machine.facts),
      host: source.facts,
      instance: device.instance,
    }),
    destination: deviceSide({
      ...place,
      role: 'destination',
      document: destination.document,
      model: to,
      configuration: other?.configuration ?? configureFrom(from, device.configuration, to),
      machine: machineFacts(destination.document, (destination.machine ?? source.machine).facts),
      host: destination.facts,
      instance: other === undefined ? device.instance : other.instance,
    }),
  };
}

function modelOf(document: CheckInput['source']['document'], id: string): DocumentModel | undefined {
  return Object.hasOwn(document.models, id) ? document.models[id] : undefined;
}
