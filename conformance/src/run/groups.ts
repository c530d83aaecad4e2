import { bigints, configured, Group } from './group.js';
import type { ImplementationSubject, Subject } from './subject.js';

/** Every matrix of the subject: models by name, and of each the machine types as the newest build orders them. */
export function groupsOf(subject: Subject): Group[] {
  return subject.implementations.flatMap((implementation) => {
    const models = [...new Set(implementation.builds.flatMap(({ document }) => Object.keys(document.models)))].sort();
    return models.flatMap((model) => groupsOfModel(implementation, model));
  });
}

function groupsOfModel(implementation: ImplementationSubject, model: string): Group[] {
  if (implementation.destination === 'configured') return [new Group(implementation, model, configured)];
  const machineTypes = [...new Set(implementation.builds.flatMap(({ document }) => Object.keys(document.machineTypes)))].sort();
  const [name, ...others] = classesOf(implementation, model);
  return machineTypes.flatMap((machineType) => {
    const group = new Group(implementation, model, machineType, name);
    const made = configurations(group);
    // Entries of a machine type may reach one class of the model and not another.
    const further = others.map((other) => new Group(implementation, model, machineType, other, true));
    return [group, ...further.filter((other) => configurations(other) !== made)];
  });
}

/** Those that a command line can name and that say the model themselves, as the newest build that has any knows them. */
function classesOf(implementation: ImplementationSubject, model: string): readonly string[] {
  for (const { document } of [...implementation.builds].reverse()) {
    const found = Object.entries(document.classes).flatMap(([name, entry]) => (entry.model === model ? [name] : []));
    if (found.length > 0) return found;
  }
  return [];
}

/** What every build makes under the class when nothing is said. */
function configurations(group: Group): string {
  const made = group.builds.flatMap((build) =>
    group.facts.map((facts) => {
      const machine = group.make(build, facts, undefined, {});
      return machine.ok ? machine.value.devices[0]?.device.configuration : machine.refusal.code;
    }),
  );
  return JSON.stringify(made, bigints);
}
