import type { Configuration, Device, DeviceDescriptor, Placement } from '@migspec/runtime';

/** A class of devices: one model as one build has it. The generated classes are such. */
export interface DeviceClass {
  readonly descriptor: DeviceDescriptor;
  /** @throws MigspecError when the instantiation or the configuration is refused; nothing is created then. */
  create(instantiation: string | Partial<Configuration>, placement?: Partial<Placement>): Device;
}
