import { expect, test } from 'vitest';
import type { ConformanceResult } from '../src/result.js';
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

test('an expected failure that did not happen is a finding, and so is an erratum that nothing was refused for', () => {
  const expected = [{ selector: { model: 'm' }, reason: 'known' }];
  expect(finish(none, [part({})], { expected }).findings).toMatchObject([{ kind: 'unexpected-pass' }]);
  expect(finish(none, [part({}), part({ met: [0] })], { expected }).findings).toEqual([]);
  expect(finish(none, [part({})], { expected, only: { model: 'm' } }).findings).toEqual([]);
  const errata = [{ id: 'e', builds: ['x@1'], to: 'x@2' }];
  expect(finish(none, [part({ errata: [{ run: true, refused: false }] })], { errata }).findings).toMatchObject([
    { kind: 'expectation-unused' },
  ]);
  expect(
    finish(none, [part({ errata: [{ run: true, refused: false }] }), part({ errata: [{ run: true, refused: true }] })], { errata })
      .findings,
  ).toEqual([]);
  expect(finish(none, [part({ errata: [{ run: false, refused: false }] })], { errata }).findings).toEqual([]);
});

test('a run that drove nothing is a finding, whether it was limited or not', () => {
  const kinds = (only?: object) =>
    finish(none, [part({ chains: [] })], { expected: [], ...(only === undefined ? {} : { only }) }).findings.map(({ kind }) => kind);
  expect(kinds()).toEqual(['nothing-driven']);
  expect(kinds({ model: 'm' })).toEqual(['nothing-driven']);
  expect(finish(none, [part({ chains: [] }), part({})], { expected: [] }).findings).toEqual([]);
});
