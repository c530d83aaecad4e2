/** Which builds are held against each other, and what differs between them. */
import { decompose } from '../ir/decompose.js';
import type { SnapshotIR } from '../ir/snapshot.js';
import type { BuildIR, ImplementationIR, SpecIR } from '../ir/spec.js';
import { type BuildSide, compareBuilds } from './compare/implementation.js';
import { compareSnapshots } from './compare/model.js';
import { compareWhole } from './compare/whole.js';
import { type Added, added, type Changed, changed, type Difference, type Kind, type Removed, removed } from './difference.js';

/** One state of a spec, with its snapshots. */
export interface SpecSide {
  readonly spec: SpecIR;
  readonly snapshots: readonly SnapshotIR[];
  /** The same without the deviations that errata know of: what a released build was meant to be. */
  readonly plain: readonly SnapshotIR[];
}

export function specSide(spec: SpecIR): SpecSide {
  return { spec, snapshots: decompose(spec), plain: decompose(withoutErrata(spec)) };
}

/** What builds were meant to do. Snapshots that no erratum reaches are the same objects. */
function withoutErrata(spec: SpecIR): SpecIR {
  return { ...spec, implementations: spec.implementations.map((implementation) => ({ ...implementation, errata: [] })) };
}

/** Of a build, or of one model in it. */
export class Change {
  readonly implementation: ImplementationIR;
  /** Absent where it is about the build itself. */
  readonly model: string | undefined;
  readonly before: ChangeSide;
  readonly after: ChangeSide;
  readonly differences: readonly Difference[];

  constructor(before: ChangeSide, after: ChangeSide, model?: string) {
    this.implementation = after.side.implementation;
    this.model = model;
    this.before = before;
    this.after = after;
    this.differences =
      before.snapshot === undefined || after.snapshot === undefined
        ? compareBuilds(before.side, after.side)
        : compareSnapshots(before.snapshot, after.snapshot);
  }

  /** A build that was there before is another now; else a new build is held against the one before it. */
  get edited(): boolean {
    return this.before.side.build.name === this.after.side.build.name;
  }

  added<K extends Kind>(kind: K): readonly Added<K>[] {
    return added(this.differences, kind);
  }

  removed<K extends Kind>(kind: K): readonly Removed<K>[] {
    return removed(this.differences, kind);
  }

  changed<K extends Kind>(kind: K, aspect: string): readonly Changed<K>[] {
    return changed(this.differences, kind, aspect);
  }
}

/** All that two states of a spec differ in. */
export interface SpecDiff {
  /** Models, implementations and builds that came and went. */
  readonly whole: readonly Difference[];
  readonly changes: readonly Change[];
}

export function diffSpecs(before: SpecSide, after: SpecSide): SpecDiff {
  return { whole: compareWhole(before.spec, after.spec), changes: changesBetween(before, after) };
}

export interface ChangeSide {
  readonly side: BuildSide;
  /** Which of the two states the build is read from: a new build may stand beside another new one. */
  readonly from: 'before' | 'after';
  readonly snapshot?: SnapshotIR;
}

/**
 * Every build of the newer state, against itself as it was; a new one against the build that comes before it. Of each, what
 * differs in the build, then in every model that both have.
 */
function changesBetween(before: SpecSide, after: SpecSide): readonly Change[] {
  return after.spec.implementations.flatMap((implementation) => {
    const was = before.spec.implementations.find(({ name }) => name === implementation.name);
    return implementation.builds.flatMap((build, i): Change[] => {
      const same = was?.builds.find(({ name }) => name === build.name);
      const older = implementation.builds[i + 1];
      if (was !== undefined && same !== undefined)
        return changesOf(buildSide(before, was, same, 'plain'), 'before', buildSide(after, implementation, build, 'plain'));
      if (older === undefined) return [];
      return changesOf(buildSide(after, implementation, older, 'snapshots'), 'after', buildSide(after, implementation, build, 'snapshots'));
    });
  });
}

/** `plain`: as their revisions say, whatever errata know of the build. */
function buildSide(side: SpecSide, implementation: ImplementationIR, build: BuildIR, which: 'plain' | 'snapshots'): BuildSide {
  const snapshots = side[which].filter((each) => each.implementation === implementation.name && each.build === build.name);
  return { spec: side.spec, implementation, build, snapshots };
}

function changesOf(was: BuildSide, from: 'before' | 'after', now: BuildSide): Change[] {
  const models = now.snapshots.flatMap((snapshot) => {
    const other = was.snapshots.find(({ model }) => model === snapshot.model);
    return other === undefined
      ? []
      : [new Change({ side: was, from, snapshot: other }, { side: now, from: 'after', snapshot }, snapshot.model)];
  });
  return [new Change({ side: was, from }, { side: now, from: 'after' }), ...models].filter(({ differences }) => differences.length > 0);
}
