/** Releasing builds: what they are now is added to the lock of their implementation. */
import type { SpecSide } from '../diff/change.js';
import { type Lock, lockedRelease, lockText } from './file.js';
import { releaseDigests, releaseForm } from './form.js';
import type { LoadedLock } from './load.js';

export interface ReleaseResult {
  /** Texts of the locks that grew, by name: `acme.json`. */
  readonly locks: Readonly<Record<string, string>>;
  readonly released: readonly string[];
  /** Locked before, and still the same. */
  readonly already: readonly string[];
  /** Locked before, and another now: a lock is never changed. */
  readonly changed: readonly string[];
  readonly unknown: readonly string[];
}

/** `builds`: in full (`acme@2`); undefined: all of the spec. The oldest come first in a lock. */
export function releaseBuilds(side: SpecSide, locks: readonly LoadedLock[], builds?: readonly string[]): ReleaseResult {
  const known = side.spec.implementations.flatMap((implementation) =>
    implementation.builds
      .map((build, i) => ({ id: `${implementation.name}@${build.name}`, implementation, build, older: implementation.builds[i + 1]?.name }))
      .reverse(),
  );
  const wanted = builds === undefined ? known : known.filter(({ id }) => builds.includes(id));
  const grown = new Map<string, Lock>(locks.map(({ lock }) => [lock.implementation, lock]));
  const [released, already, changed]: [string[], string[], string[]] = [[], [], []];
  const touched = new Set<string>();
  for (const { id, implementation, build, older } of wanted) {
    const lock = grown.get(implementation.name) ?? { implementation: implementation.name, releases: [] };
    const form = releaseForm(side, implementation, build);
    const before = lock.releases.find((each) => each.build === build.name);
    if (before !== undefined) {
      (before.digest === releaseDigests(form).digest ? already : changed).push(id);
      continue;
    }
    grown.set(implementation.name, { ...lock, releases: [...lock.releases, lockedRelease(form, older)] });
    touched.add(implementation.name);
    released.push(id);
  }
  const texts = [...touched].flatMap((name): [string, string][] => {
    const lock = grown.get(name);
    return lock === undefined ? [] : [[`${name}.json`, lockText(lock)]];
  });
  const unknown = (builds ?? []).filter((id) => !known.some((each) => each.id === id));
  return { locks: Object.fromEntries(texts), released, already, changed, unknown };
}
