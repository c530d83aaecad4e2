/**
 * Machine tables: what each machine type of a build sets, expanded. A type's own compat set comes after those of the newer
 * types, so that an older word wins; a set named after a release holds for builds after that release only.
 */
import type { BuildIR, CompatEntryIR, ImplementationIR, SpecIR } from './spec.js';
import type { Value } from './values.js';

export interface MachineTable {
  readonly name: string;
  readonly family: string;
  readonly entries: readonly { readonly class: string; readonly property: string; readonly value: Value }[];
}

export function machineTables(spec: SpecIR, implementation: ImplementationIR, build: BuildIR): readonly MachineTable[] {
  if (build.tables !== undefined) return build.tables;
  const releases = new Releases(implementation);
  const tables: MachineTable[] = [];
  for (const family of spec.machineFamilies) {
    if (family.implementation !== implementation.name) continue;
    const entries: MachineTable['entries'][number][] = [];
    for (const type of family.types) {
      for (const name of type.compat) {
        if (releases.compare(build, name) <= 0) continue;
        const set = spec.compatSets.find((candidate) => candidate.name === name && candidate.implementation === implementation.name);
        for (const entry of set?.entries ?? []) {
          if (holds(entry, build, releases)) entries.push({ class: entry.class, property: entry.property, value: entry.value });
        }
      }
      const added = type.added === undefined || releases.compare(build, type.added) >= 0;
      const removed = type.removed !== undefined && releases.compare(build, type.removed) >= 0;
      if (added && !removed) tables.push({ name: type.name, family: family.name, entries: [...entries] });
    }
  }
  return tables;
}

/** Whether the build has the entry, going by the entry's own limits. */
export function holds(entry: CompatEntryIR, build: BuildIR, releases: Releases): boolean {
  if (entry.only !== undefined && !entry.only.some((name) => name === build.name || name === build.alias)) return false;
  if (entry.added !== undefined && releases.compare(build, entry.added) < 0) return false;
  return entry.removed === undefined || releases.compare(build, entry.removed) < 0;
}

/** The order of releases: the implementation's list, and for names outside it (a release without a build) their numbers. */
export class Releases {
  private readonly builds: readonly BuildIR[];

  constructor(implementation: ImplementationIR) {
    this.builds = implementation.builds;
  }

  /** Below, at or above 0: the build is older than, the same as or newer than the release. */
  compare(build: BuildIR, release: string): number {
    const at = this.builds.findIndex((candidate) => candidate.name === release || candidate.alias === release);
    if (at >= 0) return at - this.builds.indexOf(build);
    return compareNumbers(build.name, release);
  }
}

/** `5.1` covers all of its point releases; `7.2-fixed` comes after 7.1. */
function compareNumbers(build: string, release: string): number {
  const have = build.split('.');
  for (const [index, want] of release.split('.').entries()) {
    const difference = leading(have[index] ?? '0') - leading(want);
    if (Number.isNaN(difference)) return 0;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The number that a part of a release begins with: 2 of `7.2-fixed`. */
function leading(part: string): number {
  return Number(/^\d+/.exec(part)?.[0] ?? 'none');
}
