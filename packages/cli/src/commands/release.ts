import { join } from 'node:path';
import { releaseBuilds, saveFiles, stateOfFolder } from '@migspec/generator';
import { exitCodes, UsageError } from '../exit.js';
import { specFolder } from '../folders.js';
import { SpecRefused } from '../packages.js';

export interface ReleaseOptions {
  readonly spec: string;
  readonly all: boolean;
  readonly check: boolean;
}

/** Exit 1: a build was released before and is another now; with `check`, also one that is not locked. */
export function release(builds: readonly string[], { spec, all, check }: ReleaseOptions): number {
  if (all === builds.length > 0) throw new UsageError('name the builds (`acme@2`), or --all of the spec');
  const folder = specFolder(spec);
  const { state, ...refused } = stateOfFolder(folder);
  if (state === undefined) {
    if ('diagnostics' in refused) throw new SpecRefused(refused.diagnostics, refused.sources);
    throw new Error('a spec without a state has findings');
  }
  const broken = state.lint.filter(({ id }) => id === 'LOCK_UNREADABLE');
  if (broken.length > 0) throw new SpecRefused(broken, state.sources);
  const { locks, released, already, changed, unknown } = releaseBuilds(state, state.locks, all ? undefined : builds);
  if (unknown.length > 0) throw new UsageError(`${unknown.join(', ')}: no such build in ${spec}; builds are named IMPLEMENTATION@BUILD`);
  if (!check) saveFiles(Object.entries(locks).map(([name, text]) => ({ path: join(folder, 'locks', name), text })));
  const lines = [
    ...changed.map((id) => `${id} was released before and is another now: locks are never changed (migspec diff lock)`),
    ...released.map((id) => (check ? `${id} is not locked` : `${id} is locked`)),
    ...(released.length + changed.length === 0
      ? [`locked, and what was released: ${already.length === 1 ? already[0] : `${already.length} builds`}`]
      : []),
  ];
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  return changed.length > 0 || (check && released.length > 0) ? exitCodes.findings : exitCodes.ok;
}
