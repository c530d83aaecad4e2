/** Tables of a step, for a terminal and for a page. */
import type { StepFile } from '@migspec/generator';
import { labelOf, machineTypes, type Table, tableOf } from './cells.js';
import type { StepResult } from './run.js';

export interface NamedTable {
  /** `pc-2.4 cpus=12` */
  readonly key: string;
  /** Source builds, oldest first. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly cell: (source: string, destination: string) => string;
}

/** Those that `case.yaml` speaks of, and those of machine types that it does not. */
export function tablesOf(expected: StepFile, { matrix }: StepResult): readonly NamedTable[] {
  const keys = Object.keys(expected.matrix);
  const silent = machineTypes(matrix).filter((on) => !keys.some((key) => labelOf(matrix, key) === on));
  return [...keys, ...silent].map((key) => named(key, tableOf(matrix, key, expected.aftermath)));
}

function named(key: string, table: Table): NamedTable {
  const destinations = [...new Set([...table.values()].flatMap((row) => [...row.keys()]))];
  return {
    key,
    sources: [...table.keys()],
    destinations,
    cell: (source, destination) => table.get(source)?.get(destination)?.map(word).join(' or ') ?? '',
  };
}

function word(outcome: string): string {
  return outcome === 'migrated' ? 'works' : outcome.replaceAll('-', ' ');
}
