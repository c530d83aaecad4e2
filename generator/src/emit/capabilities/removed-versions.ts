import type { SnapshotIR } from '../../ir/snapshot.js';
import type { BuildIR, ImplementationIR } from '../../ir/spec.js';
import type { Json } from './canonical.js';

/**
 * Versions of the model that an older build of the implementation had and this one has not, the latest loss first, each with
 * the build from which on it is gone. A build that does not implement the model says nothing of it.
 */
export function removedVersions(
  implementation: ImplementationIR,
  build: BuildIR,
  model: string,
  snapshots: readonly SnapshotIR[],
): readonly { readonly [key: string]: Json }[] {
  const gone = new Map<string, string>();
  let had: readonly string[] = [];
  const ageing = implementation.builds.slice(implementation.builds.indexOf(build)).reverse();
  for (const { name } of ageing) {
    const found = snapshots.find((each) => each.model === model && each.build === name && each.implementation === implementation.name);
    if (found === undefined) continue;
    const has = found.versions.map((version) => version.name);
    for (const version of had) if (!has.includes(version)) gone.set(version, name);
    for (const version of has) gone.delete(version);
    had = has;
  }
  return [...gone].reverse().map(([name, removedIn]) => ({ name, removedIn }));
}
