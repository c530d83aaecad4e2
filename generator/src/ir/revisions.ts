import type { ByRevision, Life } from './spec.js';

/** Whether something with this life exists at the revision (an index into the model's revisions). */
export function alive(life: Life, revision: number): boolean {
  return life.added <= revision && (life.removed === undefined || revision < life.removed);
}

/** The value in force at the revision: the last step that begins at or before it. */
export function valueAt<T>(steps: ByRevision<T>, revision: number): T | undefined {
  let found: T | undefined;
  for (const step of steps) if (step.from <= revision) found = step.value;
  return found;
}
