/** The result of a run out of its shares: what only the whole can tell is told here. */
import type { Selector } from '../cells/selector.js';
import { type ExpectedFailure, expectedFailures } from '../expected.js';
import type { ConformanceResult, ConformanceSummary, Finding, MatrixResult, PredicateResult } from '../result.js';
import type { ErratumPlan } from './errata.js';
import { errataFindings, errataResults, mergeErrata, saidToCrash } from './errata-results.js';
import { mergeChains, mergeConstructs, mergeMatrices, mergePredicates } from './merge.js';
import type { Part } from './part.js';
import type { Subject } from './subject.js';

export interface FinishOptions {
  readonly only?: Selector;
  readonly expected?: readonly ExpectedFailure[];
  readonly errata?: readonly ErratumPlan[];
}

export function finish(subject: Subject, parts: readonly Part[], options: FinishOptions = {}): ConformanceResult {
  const { only, expected = expectedFailures, errata = [] } = options;
  const matrices = mergeMatrices(parts.map((part) => part.matrices));
  const chains = mergeChains(parts.map((part) => part.chains));
  const predicates = mergePredicates(parts.map((part) => part.predicates));
  const constructs = mergeConstructs(parts.map((part) => part.constructs));
  const findings = parts.flatMap((part) => part.findings);
  if (only === undefined) findings.push(...unmet(expected, parts), ...constant(predicates));
  const tallies = mergeErrata(errata, parts);
  findings.push(...errataFindings(errata, tallies, only === undefined));
  const expectedResults = parts.flatMap((part) => part.expected);
  const summary = summarise(subject, parts, matrices, findings, expectedResults.length);
  if (summary.cells + summary.chains === 0) findings.push(nothingDriven(only));
  return {
    resultVersion: 1,
    summary,
    matrices,
    chains,
    predicates,
    constructs,
    errata: errataResults(errata, tallies, matrices),
    findings,
    expectedFailures: expectedResults,
  };
}

/** A run that asked nothing has shown nothing, and must not read as a clean one. */
function nothingDriven(only: Selector | undefined): Finding {
  const why = only === undefined ? 'no build knows a model' : 'no cell of the matrix is one that was selected';
  return { kind: 'nothing-driven', message: `nothing was driven: ${why}` };
}

function unmet(expected: readonly ExpectedFailure[], parts: readonly Part[]): Finding[] {
  const met = new Set(parts.flatMap((part) => part.met));
  return expected.flatMap(({ selector, reason }, index): Finding[] =>
    met.has(index)
      ? []
      : [{ kind: 'unexpected-pass', message: `expected to disagree, and nothing did: ${JSON.stringify(selector)}: ${reason}` }],
  );
}

/**
 * Predicates that were never true, or never false. A predicate is the model's: what one build's params decide once and for
 * all may be witnessed in another build; what a verdict waits for is a pair's own.
 */
function constant(results: readonly PredicateResult[]): Finding[] {
  const found = new Map<string, PredicateResult>();
  for (const result of results) {
    const { model, use, subject, text, build } = result;
    if (text === 'true' || text === 'false') continue;
    const key = [model, use, subject, text, ...(use === 'depends' ? [build] : [])].join('\0');
    const before = found.get(key);
    found.set(key, before === undefined ? result : { ...before, true: before.true + result.true, false: before.false + result.false });
  }
  return [...found.values()].flatMap(({ model, build, use, subject, text, true: yes, false: no }): Finding[] => {
    if (yes > 0 && no > 0) return [];
    const side = yes > 0 ? 'false' : no > 0 ? 'true' : 'true or false';
    return [
      {
        kind: 'predicate-constant',
        message: `${model} ${build}: ${use} of ${subject} was never ${side}: ${text}`,
        selector: `model:${model}`,
      },
    ];
  });
}

function summarise(
  subject: Subject,
  parts: readonly Part[],
  matrices: readonly MatrixResult[],
  findings: readonly Finding[],
  expected: number,
): ConformanceSummary {
  const builds = subject.implementations.flatMap((implementation) => implementation.builds);
  const models = builds.flatMap(({ document }) => Object.entries(document.models));
  const configurations = matrices.flatMap((matrix) => matrix.cells.flat().flatMap((cell) => cell.configurations));
  const cells = configurations.reduce((sum, { situations }) => sum + situations.length, 0);
  const verdicts = { yes: 0, no: 0, depends: 0 };
  for (const { outcome } of configurations) verdicts[outcome]++;
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    models: new Set(models.map(([id]) => id)).size,
    builds: builds.length,
    versions: new Set(models.flatMap(([id, model]) => model.versions.map(({ name }) => `${id} ${name}`))).size,
    machineTypes: new Set(builds.flatMap(({ document }) => Object.keys(document.machineTypes))).size,
    cells,
    distinctCells: sum((part) => part.distinctCells),
    pairs: matrices.reduce((total, { cells: rows }) => total + rows.length * rows.length, 0),
    chains: sum((part) => part.chains.reduce((total, chain) => total + chain.cells, 0)),
    verdicts,
    agree: cells - sum((part) => part.wrongCells),
    disagree: findings.filter(({ law }) => law !== undefined).length,
    expectedFailures: expected,
    notDeclared: configurations.filter((configuration) => configuration.class === 'policy' && !saidToCrash(configuration)).length,
    byErratum: configurations.reduce((sum, { situations }) => sum + situations.filter(({ errata }) => errata !== undefined).length, 0),
    saidToCrash: configurations.filter(saidToCrash).length,
  };
}
