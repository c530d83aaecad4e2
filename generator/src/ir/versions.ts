import { fingerprint, sameValue } from './fingerprint.js';
import type { SnapshotIR, SnapshotParam } from './snapshot.js';
import type { BuildModelIR, ModelIR, VersionIR } from './spec.js';
import type { Value } from './values.js';

/**
 * The versions that a build can express, in its preferred order, each complete: what a version does not mention is off.
 * A version that mentions a param this revision does not have belongs to other revisions, unless the value is what the
 * revision does anyway.
 */
export function expandVersions(
  model: ModelIR,
  params: readonly SnapshotParam[],
  known: BuildModelIR,
  retired: SnapshotIR['retired'],
): SnapshotIR['versions'] {
  const byName = new Map(model.versions.map((version) => [version.name, version]));
  const names = known.versions ?? model.versions.map((version) => version.name);
  return names.flatMap((name) => {
    const version = byName.get(name);
    const values = version === undefined ? undefined : complete(mentioned(version, byName), params, retired, model);
    if (values === undefined) return [];
    const deprecated = known.deprecated?.[name];
    return [{ name, values, fingerprint: fingerprint(model.id, params, values), ...(deprecated === undefined ? {} : { deprecated }) }];
  });
}

/** What the version and those it is based on say, by param id; the version's own word wins. */
export function mentioned(version: VersionIR, byName: ReadonlyMap<string, VersionIR>): Readonly<Record<string, Value>> {
  const chain: VersionIR[] = [];
  for (let at: VersionIR | undefined = version; at !== undefined && !chain.includes(at); ) {
    chain.unshift(at);
    at = at.basedOn === undefined ? undefined : byName.get(at.basedOn);
  }
  return Object.assign({}, ...chain.map((step) => step.values));
}

function complete(
  said: Readonly<Record<string, Value>>,
  params: readonly SnapshotParam[],
  retired: SnapshotIR['retired'],
  model: ModelIR,
): Readonly<Record<string, Value>> | undefined {
  const alive = new Set(params.map((param) => param.id));
  for (const [id, value] of Object.entries(said)) {
    if (alive.has(id)) continue;
    const implied = retired.find((param) => param.id === id)?.implied ?? model.params.find((param) => param.id === id)?.off;
    if (implied === undefined || !sameValue(implied, value)) return undefined;
  }
  const values: Record<string, Value> = {};
  for (const param of params) {
    const value = said[param.id] ?? param.off;
    if (value === undefined || !inRange(param, value)) return undefined;
    values[param.name] = value;
  }
  return values;
}

/** Whether the revision's range of the param holds the value; modifiers are for lint and the runtime. */
function inRange(param: SnapshotParam, value: Value): boolean {
  if (param.range.items.length === 0) return true;
  const text = String(value.value);
  return param.range.items.some((item) =>
    'value' in item ? item.value === text : value.kind === 'int' && BigInt(item.min) <= BigInt(text) && BigInt(text) <= BigInt(item.max),
  );
}
