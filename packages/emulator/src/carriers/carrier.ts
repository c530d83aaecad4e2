/** How a machine's state travels: bytes of an implementation's framing. */
import type { LoadReport } from '@migspec/runtime';
import type { DescribedDevice } from '../host.js';
import type { EmulatedMachine } from '../machine.js';

export interface Carrier {
  /** @throws MigspecError when a device cannot be saved. */
  send(machine: EmulatedMachine): Uint8Array;
  /** What comes before any state: how many bytes it is, and the devices where they are described. @throws MigspecError */
  readHead(bytes: Uint8Array): { readonly end: number; readonly devices?: readonly DescribedDevice[] };
  /** What a stream says before any state. @throws MigspecError */
  open(bytes: Uint8Array): Arrival;
}

export interface Arrival {
  /** Absent where a configuration does not travel. */
  readonly devices?: readonly DescribedDevice[];
  /** Loads all devices or none. The report of each device by its address. @throws MigspecError */
  load(machine: EmulatedMachine): ReadonlyMap<string, LoadReport>;
}
