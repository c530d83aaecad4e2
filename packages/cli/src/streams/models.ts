import type { GeneratedDevices } from '@migspec/conformance';
import * as own from '@migspec/devices';
import type { DeviceDescriptor } from '@migspec/runtime';
import { findDescription, type SectionRegistry, type StreamSource, sectionRegistry } from '@migspec/runtime/qemu';

export interface StreamDevices extends GeneratedDevices {
  /** What the names of each model's sections end with. */
  readonly sections: Readonly<Record<string, readonly string[]>>;
}

/**
 * The sections of every generated model that travels in the QEMU framing; newest build first, so that it is tried first.
 * With `models`, only of those: a model has a module or more for each build, and to load them takes longer than to read a stream.
 */
export async function typedSections(
  { machines, registry }: GeneratedDevices = own,
  models?: ReadonlySet<string>,
): Promise<SectionRegistry> {
  const loads = Object.entries(machines).flatMap(([build, { framing }]) =>
    framing === 'qemu'
      ? Object.entries(registry[build] ?? {}).flatMap(([model, load]) => (models?.has(model) === false ? [] : [load]))
      : [],
  );
  const descriptors: DeviceDescriptor[] = [];
  for (const load of loads) descriptors.push((await load()).descriptor);
  return sectionRegistry(descriptors);
}

/** The same for one stream: what its own description names, or everything where it has none. */
export function typedSectionsOf(source: StreamSource, devices: StreamDevices = own): Promise<SectionRegistry> {
  const description = findDescription(source);
  if (description === undefined) return typedSections(devices);
  const names = [...new Set(description.sections.map(({ section }) => section))];
  const there = Object.entries(devices.sections).filter(([, endings]) => endings.some((end) => names.some((name) => name.endsWith(end))));
  return typedSections(devices, new Set(there.map(([model]) => model)));
}
