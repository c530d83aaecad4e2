/** What people call a state of a spec: a folder, `lock`, a git revision. */
import { existsSync } from 'node:fs';
import { type SpecState, type StateResult, stateOfFiles, stateOfFolder, stateOfLocks } from '@migspec/generator';
import { UsageError } from '../exit.js';
import { specFolder } from '../folders.js';
import { SpecRefused } from '../packages.js';
import { printable } from '../printable.js';
import { filesAtRevision, type RevisionFiles } from './revision.js';

export interface StatesOptions {
  /** The spec whose locks `lock` means, and whose path a revision without one has. */
  readonly spec: string;
}

/** What a name stands for. */
export type Place =
  | { readonly kind: 'lock' }
  | { readonly kind: 'folder'; readonly folder: string }
  | (RevisionFiles & { readonly kind: 'revision'; readonly name: string });

export interface States {
  readonly before: SpecState;
  readonly after: SpecState;
  /** Where they come from. */
  readonly places: readonly [before: Place, after: Place];
  /** Where findings of the newer state are named from. */
  readonly folder: string;
}

/** Without names: the lock, or where nothing is locked the last commit, against the spec as it is. Throws UsageError and SpecRefused. */
export function statesOf(older: string | undefined, newer: string | undefined, options: StatesOptions): States {
  const ownLocks = (): SpecState['locks'] => stateOr(stateOfFolder(specFolder(options.spec))).locks;
  const to = placeOf(newer ?? options.spec, options);
  const after = stateAt(to, options, ownLocks);
  // The spec is compiled once where it is the newer state itself.
  const locks = (): SpecState['locks'] => (newer === undefined ? after.locks : ownLocks());
  const from = placeOf(older ?? (locks().length === 0 ? 'HEAD' : 'lock'), options);
  const before = stateAt(from, options, locks);
  return { before, after, places: [from, to], folder: to.kind === 'folder' ? to.folder : options.spec };
}

function placeOf(reference: string, { spec }: StatesOptions): Place {
  if (reference.startsWith('-')) throw new UsageError(`${reference}: not a folder, \`lock\` or a git revision`);
  if (reference === 'lock') return { kind: 'lock' };
  if (existsSync(reference)) return { kind: 'folder', folder: specFolder(reference) };
  return { kind: 'revision', name: reference, ...filesAtRevision(reference, spec) };
}

function stateAt(place: Place, { spec }: StatesOptions, locks: () => SpecState['locks']): SpecState {
  if (place.kind === 'lock') return lockState(locks(), spec);
  if (place.kind === 'folder') return stateOr(stateOfFolder(place.folder));
  const { name, files, links } = place;
  if (links.length > 0) process.stderr.write(`${name}: symbolic links are not followed: ${links.map(printable).join(', ')}\n`);
  return stateOr(stateOfFiles(files, name, place.locks));
}

function lockState(locks: SpecState['locks'], spec: string): SpecState {
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
