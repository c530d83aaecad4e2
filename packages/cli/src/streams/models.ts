import type { GeneratedDevices } from '@migspec/conformance';
import * as own from '@migspec/devices';
import type { DeviceDescriptor } from '@migspec/runtime';
import { type SectionRegistry, sectionRegistry } from '@migspec/runtime/qemu';

/** The sections of every generated model that travels in the QEMU framing; newest build first, so that it is tried first. */
export async function typedSections({ machines, registry }: GeneratedDevices = own): Promise<SectionRegistry> {
  const descriptors: DeviceDescriptor[] = [];
  for (const [build, { framing }] of Object.entries(machines)) {
    if (framing !== 'qemu') continue;
    for (const load of Object.values(registry[build] ?? {})) descriptors.push((await load()).descriptor);
  }
  return sectionRegistry(descriptors);
}
