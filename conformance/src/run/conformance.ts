/** The whole matrix: every group, every row, the laws, the predicates, the findings. */
import { type Selector, selectorText, selects } from '../cells/selector.js';
import { type ExpectedFailure, expectedFailures } from '../expected.js';
import { PredicateTally } from '../predicates/tally.js';
import type { ChainResult, ConformanceResult, ConformanceSummary, MatrixResult } from '../result.js';
import { type ChainCell, chainCache } from './chains.js';
import { checkErrata, type ErratumExpectation } from './errata.js';
import { Findings } from './findings.js';
import type { Group } from './group.js';
import { groupsOf } from './groups.js';
import { matrixResult } from './matrix.js';
import { type RowResult, runRows, type Shared } from './row.js';
import type { Subject } from './subject.js';

export interface ConformanceOptions {
  readonly only?: Selector;
  readonly expected?: readonly ExpectedFailure[];
  readonly errata?: readonly ErratumExpectation[];
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  /** Rows (a source build of a matrix) that are done, and all there are. */
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

export function runConformance(subject: Subject, options: ConformanceOptions = {}): ConformanceResult {
  const { only, expected = expectedFailures, errata = [], onProgress } = options;
  const shared: Shared = { pairs: new Map(), chains: chainCache(), predicates: new PredicateTally() };
  const findings = new Findings(expected);
  const groups = groupsOf(subject).filter((group) => selects(only, { model: group.model, on: group.on }));
  const total = groups.reduce((sum, group) => sum + group.builds.length, 0);
  const matrices: MatrixResult[] = [];
  const chains: ChainResult[] = [];
  const all: RowResult[] = [];
  let done = 0;
  for (const group of groups) {
    onProgress?.({ done, total, label: `${group.model} ${group.on}` });
    const rows = runRows(group, only, shared);
    done += group.builds.length;
    for (const row of rows) collect(row, findings);
    matrices.push(matrixResult(group, rows));
    chains.push(...chainResults(group, rows));
    all.push(...rows);
  }
  onProgress?.({ done, total, label: 'done' });
  const predicates = shared.predicates.results();
  if (only === undefined) {
    findings.finish();
    findings.predicates(predicates);
    checkErrata(errata, all, findings);
  }
  const summary = summarise(subject, groups, all, shared, findings);
  return { resultVersion: 1, summary, matrices, chains, predicates, findings: findings.findings, expectedFailures: findings.expected };
}

export function collect(row: RowResult, findings: Findings): void {
  for (const { configurations } of row.cells) {
    for (const { run, breaches } of configurations) for (const breach of breaches) findings.breach(run.name, breach);
  }
  for (const { name, breach } of row.chains) {
    if (breach !== undefined) findings.breach(name, { law: 'chain', kind: 'disagreement', message: breach });
  }
}

function chainResults(group: Group, rows: readonly RowResult[]): ChainResult[] {
  const found = new Map<string, ChainCell[]>();
  for (const cell of rows.flatMap((row) => row.chains)) {
    const key = selectorText({
      model: cell.name.model,
      route: cell.name.route,
      on: cell.name.on,
      ...(cell.name.reset === undefined ? {} : { reset: cell.name.reset }),
    });
    const list = found.get(key);
    if (list === undefined) found.set(key, [cell]);
    else list.push(cell);
  }
  return [...found.values()].flatMap((cells): ChainResult[] => {
    const [first] = cells;
    if (first === undefined) return [];
    return [
      {
        model: group.model,
        ...(group.started ? { machineType: group.on } : {}),
        route: first.name.route,
        resets: first.name.reset === true,
        configurations: new Set(cells.map(({ name }) => `${name.config} ${name.facts}`)).size,
        cells: cells.length,
        migrated: cells.filter(({ migrated }) => migrated).length,
        disagree: cells.filter(({ breach }) => breach !== undefined).length,
      },
    ];
  });
}

function summarise(
  subject: Subject,
  groups: readonly Group[],
  rows: readonly RowResult[],
  shared: Shared,
  findings: Findings,
): ConformanceSummary {
  const builds = subject.implementations.flatMap((implementation) => implementation.builds);
  const models = builds.flatMap(({ document }) => Object.entries(document.models));
  const configurations = rows.flatMap((row) => row.cells.flatMap((cell) => cell.configurations));
  const cells = configurations.reduce((sum, { run }) => sum + run.cells.length, 0);
  const verdicts = { yes: 0, no: 0, depends: 0 };
  for (const { run } of configurations) verdicts[run.verdict.outcome]++;
  const wrong = configurations.reduce((sum, { breaches }) => sum + new Set(breaches.flatMap(({ situation }) => situation ?? [])).size, 0);
  const disagree = findings.findings.filter(({ law }) => law !== undefined).length;
  return {
    models: new Set(models.map(([id]) => id)).size,
    builds: builds.length,
    versions: new Set(models.flatMap(([id, model]) => model.versions.map(({ name }) => `${id} ${name}`))).size,
    machineTypes: new Set(builds.flatMap(({ document }) => Object.keys(document.machineTypes))).size,
    cells,
    distinctCells: [...shared.pairs.values()].reduce((sum, pair) => sum + pair.cells.length, 0),
    pairs: groups.reduce((sum, { builds: own }) => sum + own.length * own.length, 0),
    chains: rows.reduce((sum, row) => sum + row.chains.length, 0),
    verdicts,
    agree: cells - wrong,
    disagree,
    expectedFailures: findings.expected.length,
    notDeclared: configurations.filter(({ run }) => run.verdict.class === 'policy').length,
  };
}
