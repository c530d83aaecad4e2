/** Two ends of one device, with what their expressions read. */
import type { DocumentModel } from '@migspec/capabilities';
import type { Configuration } from '@migspec/runtime';
import { type ConfigurationFacts, withDefaults } from '../document/configuration.js';
import { hostFacts, machineFacts } from '../document/facts.js';
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
  const machine = machineFacts(destination.document, (destination.machine ?? source.machine).facts);
  const host = hostFacts(destination.document, destination.facts);
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
      host: hostFacts(source.document, source.facts),
      instance: device.instance,
    }),
    destination: deviceSide({
      ...place,
      role: 'destination',
      document: destination.document,
      model: to,
      configuration: other?.configuration ?? loadedAt(device.model, to, configureFrom(from, device.configuration, to), { machine, host }),
      machine,
      host,
      instance: other === undefined ? device.instance : other.instance,
    }),
  };
}

/** Params that resolve at the load are the destination's own, as far as its facts are known. */
function loadedAt(id: string, model: DocumentModel, configuration: Configuration, facts: ConfigurationFacts): Configuration {
  const own = new Set(model.params.flatMap(({ name, resolves }) => (resolves === 'load' ? [name] : [])));
  if (own.size === 0) return configuration;
  const received = Object.fromEntries(Object.entries(configuration).filter(([name]) => !own.has(name)));
  return withDefaults(id, model, received, facts);
}

function modelOf(document: CheckInput['source']['document'], id: string): DocumentModel | undefined {
  return Object.hasOwn(document.models, id) ? document.models[id] : undefined;
}
