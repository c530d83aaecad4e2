/** How a VM is made at either end. @throws MigspecError when the host refuses a device. */
import { initialState } from '../guest.js';
import type { DescribedDevice } from '../host.js';
import { copyOf, type EmulatedMachine } from '../machine.js';
import type { Scenario } from './scenario.js';
import { joined } from './stream.js';

/** The one there was, as it starts. */
export function makeAgain({ source }: Scenario): EmulatedMachine {
  const again = copyOf(source);
  for (const instance of again.devices) instance.device.state = initialState(instance);
  return again;
}

/** `came`: what has come of the stream so far; `described`: what the source says of its devices. */
export function makeThere(
  { source, destination, create }: Scenario,
  from: 'configuration' | 'own' | 'file',
  described: readonly DescribedDevice[],
  came: readonly Uint8Array[],
): EmulatedMachine {
  if (create.how === 'started') return destination.start(create.line);
  if (from === 'own') {
    const devices = source.devices.flatMap(
      ({ model, address, instance }) => destination.create(model, '', { address, instance, facts: source.facts }).devices,
    );
    return { host: destination, facts: { ...destination.build.facts, ...source.facts }, devices };
  }
  const inFile = from === 'file' ? destination.build.carrier.readHead(joined(came)).devices : undefined;
  return destination.configured(inFile ?? described, source.facts);
}
