/** Device classes and machine tables: which properties a machine type gives a class. */
import type { ParamValue } from '@migspec/runtime';

export type ClassTable = Readonly<Record<string, DeviceClassEntry>>;

export interface DeviceClassEntry {
  readonly parent?: string;
  readonly child?: string;
  readonly aliases: readonly string[];
  readonly model?: string;
}

/** The class of that name or alias. */
export function classNamed(classes: ClassTable, name: string): string | undefined {
  if (classes[name] !== undefined) return name;
  return Object.keys(classes).find((candidate) => classes[candidate]?.aliases.includes(name));
}

/** The class itself, its ancestors, and the same of its child devices: every name under which a table reaches it. */
function reachedBy(classes: ClassTable, name: string): Set<string> {
  const found = new Set<string>();
  const pending = [name];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const entry = classes[next];
    if (entry === undefined || found.has(next)) continue;
    found.add(next);
    if (entry.parent !== undefined) pending.push(entry.parent);
    if (entry.child !== undefined) pending.push(entry.child);
  }
  return found;
}

/** The model of a class: its own, an ancestor's or its child device's. */
export function modelReached(classes: ClassTable, name: string): string | undefined {
  for (const reached of reachedBy(classes, name)) {
    const model = classes[reached]?.model;
    if (model !== undefined) return model;
  }
  return undefined;
}

export function propertiesOf(
  classes: ClassTable,
  name: string,
  entries: readonly { readonly class: string; readonly property: string; readonly value: ParamValue }[],
): Record<string, ParamValue> {
  const reached = reachedBy(classes, name);
  const properties: Record<string, ParamValue> = {};
  for (const entry of entries) {
    const target = classNamed(classes, entry.class);
    if (target !== undefined && reached.has(target)) properties[entry.property] = entry.value;
  }
  return properties;
}
