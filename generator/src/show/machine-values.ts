import { valueText } from '../emit/params.js';
import { classesOf, className } from '../ir/class-reach.js';
import { machineTables } from '../ir/machine-tables.js';
import type { SnapshotIR } from '../ir/snapshot.js';
import type { SpecIR } from '../ir/spec.js';

export interface MachineValues {
  readonly type: string;
  readonly family: string;
  /** What the machine type sets, of the params of the model; the others have their default. */
  readonly values: Readonly<Record<string, string>>;
}

/** What each machine type of the build sets on devices of the model, whatever class the entry is written on. Later entries win. */
export function machineValues(spec: SpecIR, snapshot: SnapshotIR): readonly MachineValues[] {
  const implementation = spec.implementations.find(({ name }) => name === snapshot.implementation);
  const build = implementation?.builds.find(({ name }) => name === snapshot.build);
  if (implementation === undefined || build === undefined) return [];
  const reach = new Set(classesOf(implementation, snapshot.model));
  const params = new Set(snapshot.params.map(({ name }) => name));
  return machineTables(spec, implementation, build).map(({ name, family, entries }) => ({
    type: name,
    family,
    values: Object.fromEntries(
      entries
        .filter((entry) => params.has(entry.property) && reach.has(className(implementation, entry.class)))
        .map(({ property, value }) => [property, valueText(value)]),
    ),
  }));
}
