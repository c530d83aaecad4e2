import { expect, test } from 'vitest';
import type { CellReason, ConformanceResult, HopOutcomeName } from '../src/result.js';
import { type ErratumPlan, type ErratumTally, explainedBy } from '../src/run/errata.js';
import { finish } from '../src/run/finish.js';
import { loadGenerated } from '../src/run/generated.js';
import { type Part, runPart } from '../src/run/part.js';
import type { Subject } from '../src/run/subject.js';

const { subject: all } = await loadGenerated();
/** Small, with params, versions and refusals. */
const subject: Subject = {
  implementations: all.implementations.filter(
    ({ destination, builds, hostFacts }) => destination === 'configured' && builds.length < 4 && Object.keys(hostFacts).length < 2,
  ),
};

test('shares of a run come together to the same result as one run', { timeout: 300_000 }, () => {
  const whole = finish(subject, [runPart(subject)]);
  for (const count of [2, 3, 7]) {
    const parts = Array.from({ length: count }, (_, index) => runPart(subject, { share: { index, count } }));
    expect(comparable(finish(subject, parts))).toEqual(comparable(whole));
  }
  expect(whole.summary.cells).toBeGreaterThan(100);
  expect(whole.summary.chains).toBeGreaterThan(whole.summary.cells);
});

/** What may differ: the order of configurations, and how much was run only once. */
function comparable(result: ConformanceResult): unknown {
  const cells = result.matrices.map((matrix) => ({
    ...matrix,
    cells: matrix.cells.map((row) =>
      row.map((cell) => ({ ...cell, configurations: [...cell.configurations].sort((a, b) => (a.selector < b.selector ? -1 : 1)) })),
    ),
  }));
  const chains = [...result.chains].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return { ...result, matrices: cells, chains, summary: { ...result.summary, distinctCells: 0 } };
}

const key = (chain: ConformanceResult['chains'][number]): string => [chain.model, ...chain.route, chain.resets].join(' ');

const driven = { model: 'm', route: [], resets: false, configurations: 1, cells: 1, migrated: 1, disagree: 0 };
const part = (found: Partial<Part>): Part => ({
  matrices: [],
  chains: [driven],
  predicates: [],
  constructs: [],
  findings: [],
  expected: [],
  met: [],
  errata: [],
  distinctCells: 0,
  wrongCells: 0,
  ...found,
});
const none: Subject = { implementations: [] };
const predicate = { model: 'm', use: 'needed', subject: 's', text: 'params.x' } as const;

test('a predicate that was never true, or never false, is a finding; one that another build witnesses is none', () => {
  const seen = (build: string, yes: number, no: number) => ({ ...predicate, build, true: yes, false: no });
  const kinds = (...predicates: Part['predicates']) => finish(none, [part({ predicates })]).findings.map(({ kind }) => kind);
  expect(kinds(seen('x@1', 1, 0))).toEqual(['predicate-constant']);
  expect(kinds(seen('x@1', 0, 3))).toEqual(['predicate-constant']);
  expect(kinds(seen('x@1', 0, 0))).toEqual(['predicate-constant']);
  expect(kinds(seen('x@1', 1, 0), seen('x@2', 0, 1))).toEqual([]);
  expect(kinds({ ...seen('x@1', 1, 0), text: 'true' })).toEqual([]);
  const waits = { use: 'depends' } as const;
  expect(kinds({ ...seen('x@1', 1, 0), ...waits }, { ...seen('x@2', 0, 1), ...waits })).toEqual([
    'predicate-constant',
    'predicate-constant',
  ]);
  expect(finish(none, [part({ predicates: [seen('x@1', 1, 0)] }), part({ predicates: [seen('x@1', 0, 1)] })]).findings).toEqual([]);
});

test('an expected failure that did not happen is a finding, and a run of some cells alone finds none', () => {
  const expected = [{ selector: { model: 'm' }, reason: 'known' }];
  expect(finish(none, [part({})], { expected }).findings).toMatchObject([{ kind: 'unexpected-pass' }]);
  expect(finish(none, [part({}), part({ met: [0] })], { expected }).findings).toEqual([]);
  expect(finish(none, [part({})], { expected, only: { model: 'm' } }).findings).toEqual([]);
});

const plan: ErratumPlan = {
  id: 'e',
  implementation: 'x',
  doc: 'It errs.',
  builds: ['x@1'],
  fixedIn: 'x@2',
  expect: [{ from: ['x@1'], to: ['x@2'], kind: 'refused', what: 'no' }],
  remedies: [{ text: 'Reset.', action: { kind: 'reset' } }],
  outcome: false,
};
const fine: ErratumTally = {
  expect: [{ run: true, met: true }],
  remedies: [{ cells: 3, broken: 2, tried: 2, worked: 2 }],
  fixed: { tried: 2, worked: 1, failure: { what: 'lost', selector: 'model:m' } },
};

test('what errata say is judged over all shares together', () => {
  const kinds = (found: readonly Partial<ErratumTally>[], only?: object) =>
    finish(
      none,
      found.map((each) => part({ errata: [{ ...fine, ...each }] })),
      {
        errata: [plan],
        expected: [],
        ...(only === undefined ? {} : { only }),
      },
    ).findings.map(({ kind }) => kind);
  const remedy = (cells: number, broken: number, tried: number, worked: number) => ({ remedies: [{ cells, broken, tried, worked }] });
  const failed = { remedies: [{ cells: 3, broken: 2, tried: 2, worked: 1, failure: { what: 'lost', selector: 'model:m' } }] };
  expect(kinds([{}])).toEqual([]);
  expect(kinds([{ expect: [{ run: true, met: false }] }])).toEqual(['expectation-unused']);
  expect(kinds([{ expect: [{ run: true, met: false }] }, {}])).toEqual([]);
  expect(kinds([{ expect: [{ run: false, met: false }] }])).toEqual([]);
  expect(kinds([failed, {}])).toEqual(['remedy-does-not-work']);
  expect(kinds([remedy(3, 2, 0, 0)])).toEqual(['remedy-does-not-work']);
  expect(kinds([remedy(3, 0, 0, 0)])).toEqual(['remedy-needless']);
  expect(kinds([remedy(3, 0, 0, 0), {}])).toEqual([]);
  expect(kinds([remedy(0, 0, 0, 0)])).toEqual([]);
  const still = { fixed: { tried: 1, worked: 0, failure: { what: 'lost', selector: 'model:m' } } };
  expect(kinds([still])).toEqual(['fixed-in-not-fixed']);
  expect(kinds([still, {}])).toEqual([]);
  expect(kinds([remedy(3, 0, 0, 0), { ...failed, expect: [{ run: true, met: false }] }], { model: 'm' })).toEqual(['remedy-does-not-work']);
});

test('a run that drove nothing is a finding, whether it was limited or not', () => {
  const kinds = (only?: object) =>
    finish(none, [part({ chains: [] })], { expected: [], ...(only === undefined ? {} : { only }) }).findings.map(({ kind }) => kind);
  expect(kinds()).toEqual(['nothing-driven']);
  expect(kinds({ model: 'm' })).toEqual(['nothing-driven']);
  expect(finish(none, [part({ chains: [] }), part({})], { expected: [] }).findings).toEqual([]);
});

test('an erratum explains a cell when every reason follows from one', () => {
  const reason = { code: 'INVARIANT_BROKEN', class: 'state', text: 'broken' } as const;
  const happened = { changes: [], lost: [], defects: [], dropped: [], scripts: [] };
  const explained = (reasons: readonly CellReason[], outcome: HopOutcomeName = 'refused-at-load') =>
    explainedBy({
      verdict: { outcome: 'no', class: 'state', level: 'restart', reasons, facts: [], notes: [], predicates: [] },
      exact: { ...happened, outcome },
    });
  const cited = { ...reason, errata: ['e'] };
  expect(explained([cited, { ...reason, errata: ['e', 'f'] }])).toEqual(['e', 'f']);
  expect(explained([cited, reason])).toEqual([]);
  expect(explained([cited], 'migrated')).toEqual([]);
});
