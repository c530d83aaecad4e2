/** Runs made by hand: what a check said and what an emulator saw, in the combinations that laws judge. */
import type { CellReason, VerdictClass } from '../../src/result.js';
import type { Answer } from '../../src/run/ask.js';
import type { CellRun, Happened, PairRun } from '../../src/run/pair-run.js';

const nothing = { changes: [], lost: [], defects: [], dropped: [], scripts: [] } as const;

export const migrated: Happened = { outcome: 'migrated', ...nothing };
export const uncreatable: Happened = {
  outcome: 'refused-at-create',
  ...nothing,
  refusal: { code: 'PARAM_VALUE_REFUSED', message: 'queues=8', details: { param: 'queues' } },
};
export const unloadable: Happened = {
  outcome: 'refused-at-load',
  ...nothing,
  refusal: { code: 'SECTION_VERSION_REFUSED', message: '2', details: {} },
};
export const lossy: Happened = { outcome: 'state-lost', ...nothing, lost: [{ address: 'a', variable: 'head' }] };
export const changed: Happened = {
  outcome: 'guest-interface-changed',
  ...nothing,
  changes: [{ address: 'a', observable: 'features', twin: '4', here: '5' }],
};
export const broken: Happened = { outcome: 'device-broken', ...nothing, defects: [{ address: 'a', what: 'invariant' }] };
export const brokenLater: Happened = {
  ...migrated,
  outcome: 'device-broken',
  scripts: [{ script: 'then b', defects: [{ address: 'a', what: 'invariant' }], changes: [] }],
};
export const changedLater: Happened = {
  ...migrated,
  outcome: 'guest-interface-changed',
  scripts: [{ script: 'reset', defects: [], changes: [{ address: 'a', observable: 'features', twin: '4', here: '5' }] }],
};

export const yes: Answer = { outcome: 'yes', level: 'live', reasons: [], facts: [], notes: [], predicates: [] };

export function no(
  cls: VerdictClass,
  reason: Partial<CellReason> = {},
  level: Answer['level'] = cls === 'create' || cls === 'policy' ? 'none' : 'restart',
): Answer {
  return {
    outcome: 'no',
    class: cls,
    level,
    reasons: [{ code: 'CODE', class: cls, text: '', ...reason }],
    facts: [],
    notes: [],
    predicates: [],
  };
}

export const depends: Answer = {
  outcome: 'depends',
  level: 'live',
  reasons: [{ code: 'SECTION_UNKNOWN', class: 'state', text: '', predicate: 'state.head != 0' }],
  facts: [],
  notes: [],
  predicates: [{ code: 'SECTION_UNKNOWN', predicate: { text: 'state.head != 0', expr: { op: 'bool', value: true } } }],
};

export function cell(
  situation: string,
  verdict: Answer,
  exact: Happened,
  more: { nearest?: Happened; predicates?: (boolean | undefined)[] } = {},
): CellRun {
  return { situation, verdict, exact, predicates: more.predicates ?? [], ...(more.nearest === undefined ? {} : { nearest: more.nearest }) };
}

export const unsendable: Happened = {
  outcome: 'refused-at-save',
  ...nothing,
  refusal: { code: 'NOT_MIGRATABLE', message: 'not yet', details: {} },
};

export function run(verdict: Answer, cells: readonly CellRun[], lookalike?: string): PairRun {
  const name = { model: 'm', route: ['x@1', 'x@2'], on: 'configured', config: 'defaults' };
  return { name, verdict, cells, ...(lookalike === undefined ? {} : { lookalike }) };
}
