/** How a machine's state travels: bytes of an implementation's framing. */
import type { LoadReport } from '@migspec/runtime';
import type { DescribedDevice } from '../host.js';
import type { EmulatedMachine } from '../machine.js';

export interface Carrier {
  /** @throws MigspecError when a device cannot be saved. */
  send(machine: EmulatedMachine): Uint8Array;
  /** Where the first device's state begins, in bytes from the start of a sound stream. */
  headEnd(bytes: Uint8Array): number;
  /** What a stream says before any state. @throws MigspecError */
  open(bytes: Uint8Array): Arrival;
}

export interface Arrival {
  /** Absent where a configuration does not travel. */
  readonly devices?: readonly DescribedDevice[];
  /** Loads all devices or none. The report of each device by its address. @throws MigspecError */
  load(machine: EmulatedMachine): ReadonlyMap<string, LoadReport>;
}
