import type { DeviceClassIR, ImplementationIR } from './spec.js';

/**
 * The device classes whose machine-table entries reach a model: those that are the model, the classes inside them, and
 * everything those inherit from. The first is the one an entry is best written on.
 */
export function classesOf(implementation: ImplementationIR, model: string): readonly string[] {
  const byName = new Map<string, DeviceClassIR>();
  for (const each of implementation.classes) for (const name of [each.name, ...each.aliases]) byName.set(name, each);
  const fronts = implementation.classes.filter((each) => each.model === model);
  const found = new Set<string>();
  const visit = (each: DeviceClassIR | undefined, next: (of: DeviceClassIR) => string | undefined): void => {
    for (let at = each, steps = 0; at !== undefined && steps < 64; at = byName.get(next(at) ?? ''), steps++) found.add(at.name);
  };
  for (const front of fronts) visit(byName.get(front.child ?? ''), (of) => of.child);
  for (const front of fronts) visit(front, (of) => of.parent);
  for (const name of [...found]) visit(byName.get(name), (of) => of.parent);
  return [...found];
}

/** The class that a name or an alias means. */
export function className(implementation: ImplementationIR, name: string): string {
  return implementation.classes.find((each) => each.name === name || each.aliases.includes(name))?.name ?? name;
}
