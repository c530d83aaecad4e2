/** Shares of one run put together: every list of configurations is split among them, nothing else is. */
import type { ChainResult, ConstructResult, MatrixCell, MatrixResult, PredicateResult } from '../result.js';

export function mergeMatrices(parts: readonly (readonly MatrixResult[])[]): MatrixResult[] {
  const [first = [], ...rest] = parts;
  return first.map((matrix, index) => ({
    ...matrix,
    cells: matrix.cells.map((row, source) =>
      row.map((cell, destination) => rest.reduce((whole, part) => mergeCells(whole, part[index]?.cells[source]?.[destination]), cell)),
    ),
  }));
}

/** The verdict at the top is that of the share that has the defaults. */
function mergeCells(left: MatrixCell, right: MatrixCell | undefined): MatrixCell {
  if (right === undefined) return left;
  const head = hasDefaults(right) || (right.configurations.length > 0 && left.configurations.length === 0) ? right : left;
  return {
    ...head,
    configurations: [...left.configurations, ...right.configurations],
    tally: { yes: left.tally.yes + right.tally.yes, no: left.tally.no + right.tally.no, depends: left.tally.depends + right.tally.depends },
    agree: left.agree && right.agree,
  };
}

const hasDefaults = (cell: MatrixCell): boolean =>
  cell.configurations.some(({ label }) => label === 'defaults' || label.startsWith('defaults '));

export function mergeChains(parts: readonly (readonly ChainResult[])[]): ChainResult[] {
  return merged(
    parts.flat(),
    ({ model, machineType, route, resets }) => [model, machineType, ...route, resets].join(' '),
    (left, right) => ({
      ...left,
      configurations: left.configurations + right.configurations,
      cells: left.cells + right.cells,
      migrated: left.migrated + right.migrated,
      disagree: left.disagree + right.disagree,
    }),
  );
}

export function mergePredicates(parts: readonly (readonly PredicateResult[])[]): PredicateResult[] {
  const all = merged(
    parts.flat(),
    ({ model, build, use, subject, text }) => [model, use, subject, text, build].join('\0'),
    (left, right) => ({
      ...left,
      true: left.true + right.true,
      false: left.false + right.false,
    }),
  );
  return [...all].sort((left, right) => compare(orderOf(left), orderOf(right)));
}

export function mergeConstructs(parts: readonly (readonly ConstructResult[])[]): ConstructResult[] {
  const all = merged(
    parts.flat(),
    ({ model, construct }) => [model, construct].join('\0'),
    (left, right) => ({ ...left, true: left.true + right.true, false: left.false + right.false }),
  );
  return [...all].sort((left, right) => compare(`${left.model} ${left.construct}`, `${right.model} ${right.construct}`));
}

const orderOf = ({ model, use, subject, text, build }: PredicateResult): string => [model, use, subject, text, build].join('\0');
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function merged<T>(items: readonly T[], keyOf: (item: T) => string, merge: (left: T, right: T) => T): T[] {
  const found = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    const before = found.get(key);
    found.set(key, before === undefined ? item : merge(before, item));
  }
  return [...found.values()];
}
