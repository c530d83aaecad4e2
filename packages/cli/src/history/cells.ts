/** The matrix of a step as `case.yaml` writes it. */
import type { CellReason, ConfigurationResult, ConformanceResult, MatrixCell, MatrixResult } from '@migspec/conformance';
import type { Outcome } from '@migspec/generator';
import { distinct } from './run.js';

/** From source build to destination build. */
export type Table = ReadonlyMap<string, ReadonlyMap<string, readonly Outcome[]>>;

/** How devices fare: by default, or with one configuration (`pc-2.4 cpus=12`). Pairs of which a build lacks the machine type are not there.
 * `aftermath`: situations that are left out. */
export function tableOf(result: ConformanceResult, key: string, aftermath: readonly string[] = []): Table {
  const on = labelOf(result, key);
  const configuration = key.slice(on.length + 1);
  const rows = new Map<string, Map<string, readonly Outcome[]>>();
  const name = buildNames(result);
  for (const cell of cellsOn(result, on)) {
    const meant = cell.configurations.filter(({ label }) => means(label, configuration));
    const driven = meant.flatMap(({ situations }) => situations.filter(({ situation }) => !aftermath.includes(situation)));
    const outcomes = driven.map(({ happened }) => happened);
    if (outcomes.length === 0 || withoutMachine(meant)) continue;
    const row = rows.get(name(cell.source)) ?? new Map<string, readonly Outcome[]>();
    rows.set(name(cell.source), row);
    row.set(name(cell.destination), distinct([...(row.get(name(cell.destination)) ?? []), ...outcomes]) as readonly Outcome[]);
  }
  return rows;
}

/** The matrix that a key speaks of: its machine type, with a device class where the matrix has one. */
export function labelOf({ matrices }: ConformanceResult, key: string): string {
  const labels = matrices.map(({ label }) => label).filter((label) => key === label || key.startsWith(`${label} `));
  return labels.sort((a, b) => b.length - a.length)[0] ?? key;
}

/** Machine types (or `configured`) with anything in them. */
export function machineTypes(result: ConformanceResult): readonly string[] {
  return [...new Set(result.matrices.map(({ label }) => label))].filter((label) => tableOf(result, label).size > 0);
}

/** Without their implementation where there is one alone. */
export function buildNames({ matrices }: ConformanceResult): (id: string) => string {
  const single = new Set(matrices.map(({ implementation }) => implementation)).size === 1;
  return (id) => (single ? id.slice(id.indexOf('@') + 1) : id);
}

/** Reasons of the tables with default configurations, each once: `GUEST_INTERFACE_DIFFERS id`. */
export function reasonsIn(result: ConformanceResult): readonly string[] {
  return distinct(
    defaultReasons(result).map(({ code, param, section, observable }) => [code, param ?? section ?? observable ?? ''].join(' ').trim()),
  );
}

/** Errata that reasons of those tables follow from. */
export function errataIn(result: ConformanceResult): readonly string[] {
  return distinct(defaultReasons(result).flatMap(({ erratum }) => erratum ?? []));
}

function defaultReasons({ matrices }: ConformanceResult): readonly CellReason[] {
  return matrices
    .flatMap(({ cells }) => cells.flat())
    .flatMap(({ configurations }) => configurations.filter(({ label }) => means(label, '')))
    .flatMap(({ reasons }) => reasons)
    .filter(({ code }) => code !== 'MACHINE_TYPE_UNKNOWN');
}

/** Builds that do not exchange every guest with the newest one, on some machine type that both have. */
export function wrongBuilds(result: ConformanceResult, aftermath: readonly string[] = []): readonly string[] {
  const newest = buildNames(result)(result.matrices[0]?.builds.at(-1) ?? '');
  const wrong = machineTypes(result).flatMap((on) =>
    [...tableOf(result, on, aftermath)].flatMap(([source, row]) =>
      [...row].flatMap(([destination, outcomes]) => {
        const pair = [source, destination];
        return pair.includes(newest) && outcomes.some((outcome) => outcome !== 'migrated') ? pair.filter((build) => build !== newest) : [];
      }),
    ),
  );
  return distinct(wrong);
}

export interface ChainEnd {
  readonly on: string;
  readonly route: readonly string[];
  readonly reset: 'none' | 'guest';
  readonly ends: 'migrated' | 'broken' | 'sometimes';
}

/** How the route ends, on each machine type that has it. */
export function chainsOn(result: ConformanceResult, route: readonly string[], reset: ChainEnd['reset']): readonly ChainEnd[] {
  const name = buildNames(result);
  return result.chains.flatMap(({ machineType = 'configured', route: ids, resets, cells, migrated }): ChainEnd[] => {
    const same = ids.map(name).join(' ') === route.join(' ') && resets === (reset === 'guest');
    if (!same || cells === 0) return [];
    return [{ on: machineType, route, reset, ends: migrated === cells ? 'migrated' : migrated === 0 ? 'broken' : 'sometimes' }];
  });
}

function cellsOn({ matrices }: ConformanceResult, on: string): readonly MatrixCell[] {
  return matrices.filter(({ label }: MatrixResult) => label === on).flatMap(({ cells }) => cells.flat());
}

function means(label: string, configuration: string): boolean {
  if (configuration === '') return label === 'defaults' || label.startsWith('defaults ');
  return label === configuration || label === `defaults ${configuration}`;
}

function withoutMachine(configurations: readonly ConfigurationResult[]): boolean {
  const reasons = configurations.flatMap((each) => each.reasons);
  return reasons.some(({ code }) => code === 'MACHINE_TYPE_UNKNOWN');
}
