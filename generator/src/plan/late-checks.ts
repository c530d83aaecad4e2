import type { Step } from './plan.js';

/** Fields whose checks do not directly follow the step that reads them. */
export function lateChecks(steps: readonly Step[]): ReadonlySet<string> {
  const late = new Set<string>();
  const visit = (list: readonly Step[]): void => {
    let last = new Set<string>();
    for (const step of list) {
      if (step.kind === 'when') visit(step.steps);
      if (step.kind === 'check') {
        if (!last.has(step.field.name)) late.add(step.field.name);
      } else last = new Set(step.kind === 'run' ? step.items.map(({ field }) => field.name) : []);
    }
  };
  visit(steps);
  return late;
}
