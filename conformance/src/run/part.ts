/** One share of a run: the rows of every matrix, for the configurations that fall to it. Shares are put together by `finish`. */
import { type Selector, selects } from '../cells/selector.js';
import { ConstructTally } from '../constructs/tally.js';
import { type ExpectedFailure, expectedFailures } from '../expected.js';
import { PredicateTally } from '../predicates/tally.js';
import type { ChainResult, ConstructResult, ExpectedFailureResult, Finding, MatrixResult, PredicateResult } from '../result.js';
import { chainCache } from './chains.js';
import { ErrataTally, type ErratumPlan, type ErratumTally } from './errata.js';
import { Findings } from './findings.js';
import type { Group } from './group.js';
import { groupsOf } from './groups.js';
import { matrixResult } from './matrix.js';
import { type RowResult, runRows, type Share, type Shared } from './row.js';
import type { Subject } from './subject.js';

export interface PartOptions {
  readonly only?: Selector;
  readonly expected?: readonly ExpectedFailure[];
  readonly errata?: readonly ErratumPlan[];
  readonly share?: Share;
  /** Without routes of three builds. */
  readonly chains?: boolean;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  /** Rows (a source build of a matrix) that are done, and all there are. */
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

/** Plain data: it crosses threads. */
export interface Part {
  readonly matrices: readonly MatrixResult[];
  readonly chains: readonly ChainResult[];
  readonly predicates: readonly PredicateResult[];
  readonly constructs: readonly ConstructResult[];
  readonly findings: readonly Finding[];
  readonly expected: readonly ExpectedFailureResult[];
  /** Indexes of expectations that something met. */
  readonly met: readonly number[];
  /** Per erratum. */
  readonly errata: readonly ErratumTally[];
  readonly distinctCells: number;
  readonly wrongCells: number;
}

export function runPart(subject: Subject, options: PartOptions = {}): Part {
  const steps = partSteps(subject, options);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** The same, letting others have their turn: a run takes long. */
export async function runPartInTurns(subject: Subject, options: PartOptions = {}): Promise<Part> {
  const steps = partSteps(subject, options);
  for (let since = performance.now(); ; ) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < 50) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}

/** Stops after every start of a group. */
function* partSteps(subject: Subject, options: PartOptions): Generator<void, Part> {
  const { only, expected = expectedFailures, errata = [], share, chains: routes = true, onProgress } = options;
  const predicates = new PredicateTally();
  const constructs = new ConstructTally();
  const tally = new ErrataTally(errata);
  let shared = sharedOf(predicates, constructs, tally);
  let distinctCells = 0;
  const findings = new Findings(expected);
  const groups = groupsOf(subject).filter((group) => selects(only, { model: group.model, on: group.on }));
  const total = groups.reduce((sum, group) => sum + group.builds.length, 0);
  const matrices: MatrixResult[] = [];
  const chains: ChainResult[] = [];
  let done = 0;
  let wrongCells = 0;
  for (const [index, group] of groups.entries()) {
    onProgress?.({ done, total, label: `${group.model} ${group.on}` });
    // Nothing is shared between models, and states are large.
    if (index > 0 && groups[index - 1]?.model !== group.model) {
      distinctCells += distinctIn(shared);
      shared = sharedOf(predicates, constructs, tally);
    }
    const rows = yield* runRows(group, only, shared, { ...(share === undefined ? {} : { share }), chains: routes });
    for (const row of rows) wrongCells += collect(row, findings);
    matrices.push(matrixResult(group, rows));
    chains.push(...chainResults(group, rows));
    done += group.builds.length;
  }
  onProgress?.({ done, total, label: 'done' });
  return {
    matrices,
    chains,
    predicates: predicates.results(),
    constructs: constructs.results(),
    findings: findings.findings,
    expected: findings.expected,
    met: findings.met,
    errata: tally.results,
    distinctCells: distinctCells + distinctIn(shared),
    wrongCells,
  };
}

function sharedOf(predicates: PredicateTally, constructs: ConstructTally, errata: ErrataTally): Shared {
  return { pairs: new Map(), runs: new Map(), situations: new Map(), chains: chainCache(), predicates, constructs, errata };
}

function distinctIn({ pairs }: Shared): number {
  return [...pairs.values()].reduce((sum, pair) => sum + pair.cells.length, 0);
}

/** Returns how many cells are wrong. */
function collect(row: RowResult, findings: Findings): number {
  let wrong = 0;
  for (const { configurations } of row.cells) {
    for (const { run, breaches } of configurations) {
      wrong += new Set(breaches.flatMap(({ situation }) => situation ?? [])).size;
      for (const breach of breaches) findings.breach(run.name, breach);
    }
  }
  for (const difference of row.differences) findings.findings.push(difference);
  for (const { breaches } of row.chains) {
    for (const { name, message } of breaches) findings.breach(name, { law: 'chain', kind: 'disagreement', message });
  }
  return wrong;
}

function chainResults(group: Group, rows: readonly RowResult[]): ChainResult[] {
  const found = new Map<string, ChainResult>();
  for (const { route, reset, cells, migrated, breaches } of rows.flatMap((row) => row.chains)) {
    const key = `${route.join(' ')} ${reset}`;
    const before = found.get(key) ?? {
      model: group.model,
      ...(group.started ? { machineType: group.on } : {}),
      route,
      resets: reset,
      configurations: 0,
      cells: 0,
      migrated: 0,
      disagree: 0,
    };
    found.set(key, {
      ...before,
      configurations: before.configurations + 1,
      cells: before.cells + cells,
      migrated: before.migrated + migrated,
      disagree: before.disagree + breaches.length,
    });
  }
  return [...found.values()];
}
