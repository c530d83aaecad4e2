/** What shares of a run found of errata, put together: findings, and what a report shows. */
import type { ConfigurationResult, ErratumResult, Finding, MatrixResult } from '../result.js';
import type { ErratumExpectation, ErratumPlan, ErratumTally, RemedyTally } from './errata.js';
import type { Part } from './part.js';

/** Per erratum. */
export function mergeErrata(plans: readonly ErratumPlan[], parts: readonly Part[]): readonly ErratumTally[] {
  return plans.map(({ expect, remedies }, index) => {
    const found = parts.flatMap((part) => part.errata[index] ?? []);
    const failure = found.find((each) => each.fixed.failure !== undefined)?.fixed.failure;
    return {
      expect: expect.map((_, at) => ({
        run: found.some((each) => each.expect[at]?.run === true),
        met: found.some((each) => each.expect[at]?.met === true),
      })),
      remedies: remedies.map((_, at) => merged(found.flatMap((each) => each.remedies[at] ?? []))),
      fixed: {
        tried: found.reduce((sum, { fixed }) => sum + fixed.tried, 0),
        worked: found.reduce((sum, { fixed }) => sum + fixed.worked, 0),
        ...(failure === undefined ? {} : { failure }),
      },
    };
  });
}

function merged(found: readonly RemedyTally[]): RemedyTally {
  const sum = (of: (tally: RemedyTally) => number): number => found.reduce((total, tally) => total + of(tally), 0);
  const failure = found.find((each) => each.failure !== undefined)?.failure;
  return {
    cells: sum(({ cells }) => cells),
    broken: sum(({ broken }) => broken),
    tried: sum(({ tried }) => tried),
    worked: sum(({ worked }) => worked),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** `whole`: all cells were run, so that what was never seen does not happen. */
export function errataFindings(plans: readonly ErratumPlan[], tallies: readonly ErratumTally[], whole: boolean): Finding[] {
  return plans.flatMap((plan, index): Finding[] => {
    const tally = tallies[index];
    if (tally === undefined) return [];
    const { failure, worked } = tally.fixed;
    return [
      ...plan.expect.flatMap((expected, at) => (whole ? unmet(plan, expected, tally.expect[at]) : [])),
      ...plan.remedies.flatMap(({ text }, at) => remedyFindings(plan, text, tally.remedies[at], whole)),
      // A state that a guest was given may be as bad on the fixed build; where not one cell is better, nothing is fixed.
      ...(failure === undefined || worked > 0
        ? []
        : [
            {
              kind: 'fixed-in-not-fixed',
              message: `erratum ${plan.id} is said to be fixed in ${plan.fixedIn}, and the same migration with it: ${failure.what}`,
              selector: failure.selector,
            } as const,
          ]),
    ];
  });
}

function unmet({ id }: ErratumPlan, expected: ErratumExpectation, seen: ErratumTally['expect'][number] | undefined): Finding[] {
  if (seen === undefined || !seen.run || seen.met) return [];
  return [{ kind: 'expectation-unused', message: `erratum ${id}: nothing came of ${expectationText(expected)}` }];
}

/** Where a crash is said nothing is driven, and so no remedy either. */
function remedyFindings({ id, outcome }: ErratumPlan, text: string, tally: RemedyTally | undefined, whole: boolean): Finding[] {
  if (tally === undefined || outcome) return [];
  const { cells, broken, tried, worked, failure } = tally;
  const about = `erratum ${id}: the remedy "${text}"`;
  if (failure !== undefined)
    return [
      {
        kind: 'remedy-does-not-work',
        message: `${about} does not work in ${tried - worked} of ${tried} cells: ${failure.what}`,
        selector: failure.selector,
      },
    ];
  if (!whole || cells === 0 || tried > 0) return [];
  if (broken === 0)
    return [
      {
        kind: 'remedy-needless',
        message: `${about} is for nothing: all ${cells} cells where it is meant work without it, or fail for something else`,
      },
    ];
  return [{ kind: 'remedy-does-not-work', message: `${about} can be applied in none of ${broken} cells` }];
}

export function errataResults(
  plans: readonly ErratumPlan[],
  tallies: readonly ErratumTally[],
  matrices: readonly MatrixResult[],
): readonly ErratumResult[] {
  return plans.map((plan, index) => {
    const { id, implementation, doc, builds, fixedIn, outcome: said } = plan;
    const configurations = matrices
      .filter((matrix) => matrix.implementation === implementation)
      .flatMap((matrix) => matrix.cells.flat().flatMap((cell) => cell.configurations));
    const explained = configurations.flatMap(({ situations }) => situations).filter(({ errata = [] }) => errata.includes(id));
    const crashing = configurations.filter(({ reasons }) =>
      reasons.some(({ code, errata = [] }) => code === 'KNOWN_CRASH' && errata.includes(id)),
    );
    const tally = tallies[index];
    return {
      id,
      implementation,
      doc,
      builds,
      ...(fixedIn === undefined ? {} : { fixedIn }),
      cells: said ? crashing.length : explained.length,
      said,
      expectations: plan.expect.map((expected, at) => ({ text: expectationText(expected), met: tally?.expect[at]?.met === true })),
      remedies: plan.remedies.map(({ text }, at) => ({
        text,
        tried: tally?.remedies[at]?.tried ?? 0,
        worked: tally?.remedies[at]?.worked ?? 0,
      })),
    };
  });
}

export function saidToCrash({ reasons }: Pick<ConfigurationResult, 'reasons'>): boolean {
  return reasons.some(({ code }) => code === 'KNOWN_CRASH');
}

function expectationText({ from, to, situation, kind, what }: ErratumExpectation): string {
  const where = situation === undefined ? '' : ` in ${situation}`;
  return `${from.join(', ')} → ${to.join(', ')}${where}: ${kind} ${what}`;
}
