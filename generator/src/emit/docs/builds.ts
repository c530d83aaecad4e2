/** Builds of a model as a page names them: those that agree stand together. */
import type { SnapshotIR } from '../../ir/snapshot.js';

export interface Group<T> {
  readonly label: string;
  readonly builds: readonly string[];
  readonly value: T;
}

/** Values of builds, oldest first; equal ones (by their text) are one group. */
export function grouped<T>(
  snapshots: readonly SnapshotIR[],
  of: (snapshot: SnapshotIR) => T,
  textOf: (value: T) => string,
): readonly Group<T>[] {
  const groups = new Map<string, { value: T; members: SnapshotIR[] }>();
  for (const snapshot of snapshots) {
    const value = of(snapshot);
    const text = textOf(value);
    const known = groups.get(text);
    if (known === undefined) groups.set(text, { value, members: [snapshot] });
    else known.members.push(snapshot);
  }
  return [...groups.values()].map(({ value, members }) => ({
    label: labelOf(members),
    builds: members.map(({ buildId }) => buildId),
    value,
  }));
}

/** `qemu@5.1.0, 5.2.0`: the implementation is said once. */
export function labelOf(members: readonly SnapshotIR[]): string {
  let before = '';
  return members
    .map(({ implementation, build, buildId }) => {
      const label = implementation === before ? build : buildId;
      before = implementation;
      return label;
    })
    .join(', ');
}
