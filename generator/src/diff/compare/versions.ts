import type { SnapshotIR } from '../../ir/snapshot.js';
import type { Difference } from '../difference.js';
import { type Comparison, compareLists, same } from '../list.js';

/** Named versions of the params, and the order in which a build prefers them. */
export function compareVersions(before: SnapshotIR, after: SnapshotIR): readonly Difference[] {
  const path = ['model', after.model, 'versions'];
  const how: Comparison<'version'> = {
    kind: 'version',
    name: (version) => version.name,
    path: (version) => [...path, version.name],
    aspects: { values: (version) => version.values },
  };
  const common = (list: SnapshotIR['versions'], other: SnapshotIR['versions']): readonly string[] =>
    list.map(({ name }) => name).filter((name) => other.some((version) => version.name === name));
  const reordered = !same(common(before.versions, after.versions), common(after.versions, before.versions));
  const latest = before.versions[0]?.name !== after.versions[0]?.name;
  const list = {
    kind: 'versions',
    name: 'versions',
    before: before.versions,
    after: after.versions,
    at: { before: path, after: path },
  } as const;
  return [
    ...compareLists(how, before.versions, after.versions),
    ...(reordered ? [{ ...list, aspect: 'order' }] : []),
    ...(latest ? [{ ...list, aspect: 'latest' }] : []),
  ];
}
