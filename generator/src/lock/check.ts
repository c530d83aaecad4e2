/** The spec against its locks: a released build never changes, but for what errata know of it and what was declared. */
import { locks as codes } from '../diagnostics/codes/locks.js';
import type { Reporter } from '../diagnostics/reporter.js';
import type { SpecSide } from '../diff/change.js';
import { type Declaration, declarations } from '../diff/declared.js';
import type { Positions } from '../resolve/positions.js';
import type { Span } from '../text/source.js';
import type { LockedRelease } from './file.js';
import { type ReleaseDigests, releaseDigests, releaseForm } from './form.js';
import type { LoadedLock } from './load.js';

export interface LockViolation {
  readonly implementation: string;
  readonly release: LockedRelease;
  readonly lock: LoadedLock;
  /** What of the build changed, by name; nothing: the build is gone. */
  readonly changed: readonly string[];
  /** The declared break that accepts it. */
  readonly declared?: Declaration;
}

export function lockViolations(side: SpecSide, locks: readonly LoadedLock[]): readonly LockViolation[] {
  const all = declarations(side.spec);
  return locks.flatMap((lock) => {
    const { implementation: name, releases } = lock.lock;
    const implementation = side.spec.implementations.find((each) => each.name === name);
    return releases.flatMap((release): LockViolation[] => {
      const build = implementation?.builds.find((each) => each.name === release.build);
      const now =
        implementation === undefined || build === undefined ? undefined : releaseDigests(releaseForm(side, implementation, build));
      const changed = now === undefined ? [] : changesOf(release, now);
      if (now !== undefined && changed.length === 0) return [];
      const rule = now === undefined ? codes.releaseMissing.id : codes.releaseChanged.id;
      const declared = all.find((each) => each.rule === rule && each.subject === release.build && each.at[1] === name);
      return [{ implementation: name, release, lock, changed, ...(declared === undefined ? {} : { declared }) }];
    });
  });
}

function changesOf(locked: ReleaseDigests, now: ReleaseDigests): readonly string[] {
  const keys = <T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): readonly string[] => [
    ...new Set([...Object.keys(a), ...Object.keys(b)]),
  ];
  const models = keys(locked.models, now.models).flatMap((model) => {
    const [was, is] = [locked.models[model], now.models[model]];
    if (was?.digest === is?.digest) return [];
    const versions = keys(was?.versions ?? {}, is?.versions ?? {}).filter((name) => was?.versions[name] !== is?.versions[name]);
    return [versions.length === 0 ? model : `${model} (version ${versions.join(', ')})`];
  });
  const types = keys(locked.machineTypes, now.machineTypes).filter((type) => locked.machineTypes[type] !== now.machineTypes[type]);
  const around = locked.around === now.around ? [] : ['what is around its models'];
  return [...models, ...types.map((type) => `machine type ${type}`), ...around];
}

export function reportLocks(violations: readonly LockViolation[], positions: Positions, reporter: Reporter): void {
  for (const { implementation, release, lock, changed, declared } of violations) {
    if (declared !== undefined) continue;
    const place = positions.nearest('implementation', implementation, 'builds', release.build);
    const locked = releasePlace(lock, release.build);
    const gone = changed.length === 0;
    reporter.report(
      gone ? codes.releaseMissing : codes.releaseChanged,
      gone || place.file === '' ? locked : place,
      gone
        ? `the build ${implementation}@${release.build} was released and is not in the spec`
        : `the released build ${implementation}@${release.build} is another now: ${changed.join(', ')}`,
      {
        related: gone || place.file === '' ? [] : [{ message: 'as it was released', span: locked }],
        help: gone
          ? 'put the build back; guests run on it still'
          : '`migspec diff lock` shows what changed; take it back, write an erratum for what the build really does, or declare the break',
      },
    );
  }
}

/** Where the lock speaks of the build. */
export function releasePlace({ source }: LoadedLock, build: string): Span {
  const line = `"build": ${JSON.stringify(build)}`;
  const start = source.text.indexOf(line);
  return start < 0 ? { file: source.file, start: 0, end: 0 } : { file: source.file, start, end: start + line.length };
}
