/** What people call a state of a spec: a folder, `lock`, a git revision. */
import { existsSync } from 'node:fs';
import { type SpecState, type StateResult, stateOfFiles, stateOfFolder, stateOfLocks } from '@migspec/generator';
import { UsageError } from '../exit.js';
import { specFolder } from '../folders.js';
import { SpecRefused } from '../packages.js';
import { printable } from '../printable.js';
import { filesAtRevision } from './revision.js';

export interface StatesOptions {
  /** The spec whose locks `lock` means, and whose path a revision without one has. */
  readonly spec: string;
}

export interface States {
  readonly before: SpecState;
  readonly after: SpecState;
  /** Where findings of the newer state are named from. */
  readonly folder: string;
}

/** Without names: the lock, or where nothing is locked the last commit, against the spec as it is. Throws UsageError and SpecRefused. */
export function statesOf(older: string | undefined, newer: string | undefined, options: StatesOptions): States {
  const after = stateAt(newer ?? options.spec, options);
  // The spec is compiled once where it is the newer state itself.
  const locks = () => (newer === undefined ? after : stateAt(options.spec, options)).locks;
  const before = older === undefined || older === 'lock' ? lockedOr(locks(), older, options) : stateAt(older, options);
  return { before, after, folder: newer !== undefined && existsSync(newer) ? newer : options.spec };
}

function lockedOr(locks: SpecState['locks'], older: string | undefined, options: StatesOptions): SpecState {
  return locks.length === 0 && older === undefined ? stateAt('HEAD', options) : lockState(locks, options);
}

function stateAt(reference: string, options: StatesOptions): SpecState {
  if (reference.startsWith('-')) throw new UsageError(`${reference}: not a folder, \`lock\` or a git revision`);
  if (reference === 'lock') return lockState(stateOr(stateOfFolder(specFolder(options.spec))).locks, options);
  if (existsSync(reference)) return stateOr(stateOfFolder(specFolder(reference)));
  const { files, locks, links } = filesAtRevision(reference, options.spec);
  if (links.length > 0) process.stderr.write(`${reference}: symbolic links are not followed: ${links.map(printable).join(', ')}\n`);
  return stateOr(stateOfFiles(files, reference, locks));
}

function lockState(locks: SpecState['locks'], { spec }: StatesOptions): SpecState {
  if (locks.length === 0) throw new UsageError(`${spec} has no locks; \`migspec release BUILD\` makes them, ./lock is a folder`);
  const state = stateOfLocks(locks);
  if (!state.ok) throw new UsageError(state.why);
  return state.value;
}

function stateOr({ state, ...refused }: StateResult): SpecState {
  if (state !== undefined) return state;
  if ('diagnostics' in refused) throw new SpecRefused(refused.diagnostics, refused.sources);
  throw new Error('a spec without a state has findings');
}
