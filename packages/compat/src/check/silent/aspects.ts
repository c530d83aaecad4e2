/** What of a document decides a verdict, and on which side: where a document is silent about it, the verdict depends. */
import type { ReasonClass } from '../types.js';

export interface Aspect {
  readonly at: string;
  readonly what: string;
  readonly class: ReasonClass;
  readonly sides: readonly ('source' | 'destination')[];
}

const both = ['source', 'destination'] as const;

export const aspects: readonly Aspect[] = [
  { at: '/models', what: 'which models it implements', class: 'create', sides: both },
  { at: '/models/*/params', what: 'params', class: 'create', sides: both },
  { at: '/models/*/params/*/default', what: 'what a param is when nothing is said', class: 'create', sides: ['source'] },
  { at: '/models/*/params/*/off', what: 'off values', class: 'create', sides: both },
  { at: '/models/*/params/*/range', what: 'which values are accepted', class: 'create', sides: ['destination'] },
  { at: '/models/*/retired', what: 'what a param that was removed is frozen at', class: 'create', sides: both },
  { at: '/models/*/constraints', what: 'rules between params', class: 'create', sides: ['destination'] },
  { at: '/models/*/migratable', what: 'whether it can be migrated at all', class: 'state', sides: both },
  { at: '/models/*/stateVersions', what: 'state versions', class: 'policy', sides: both },
  { at: '/models/*/sections', what: 'sections of the state and their layouts', class: 'state', sides: both },
  { at: '/models/*/ram', what: 'RAM blocks', class: 'state', sides: both },
  { at: '/models/*/observables', what: 'what the guest can read', class: 'guest', sides: both },
  { at: '/framing', what: 'the format of the stream', class: 'state', sides: both },
  { at: '/machineTypes', what: 'machine types', class: 'guest', sides: both },
];
