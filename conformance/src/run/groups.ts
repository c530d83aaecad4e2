import { configured, Group } from './group.js';
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
  const name = classOf(implementation, model);
  return machineTypes.map((machineType) => new Group(implementation, model, machineType, name));
}

/** The class that a command line names: one that says the model itself. */
function classOf(implementation: ImplementationSubject, model: string): string | undefined {
  for (const { document } of [...implementation.builds].reverse()) {
    const found = Object.entries(document.classes).find(([, entry]) => entry.model === model);
    if (found !== undefined) return found[0];
  }
  return undefined;
}
