import { registry } from '@migspec/devices';
import type { DeviceDescriptor } from '@migspec/runtime';
import { type SectionRegistry, sectionRegistry } from '@migspec/runtime/qemu';

/** The sections of every generated model that travels in the QEMU framing; newest build first, so that it is tried first. */
export async function typedSections(): Promise<SectionRegistry> {
  const descriptors: DeviceDescriptor[] = [];
  for (const models of Object.values(registry)) {
    for (const load of Object.values(models)) {
      const { descriptor } = await load();
      if (descriptor.framing === 'qemu') descriptors.push(descriptor);
    }
  }
  return sectionRegistry(descriptors);
}
