/** The rows of a matrix: from each source build to every destination in every configuration, and the chains that begin there. */
import type { EmulatedMachine } from '@migspec/emulator';
import type { Facts } from '@migspec/runtime';
import { factsText } from '../cells/facts.js';
import { type Selector, selects } from '../cells/selector.js';
import type { Start } from '../cells/starts.js';
import { breaches } from '../laws/all.js';
import type { Breach } from '../laws/law.js';
import { countDestination, countSource } from '../predicates/count.js';
import type { PredicateTally } from '../predicates/tally.js';
import { type Answer, ask } from './ask.js';
import { type ChainCache, type ChainCell, chainsFrom, noteCell } from './chains.js';
import type { Group } from './group.js';
import { Origin } from './origin.js';
import { type PairCache, type PairRun, pairKey, runPair } from './pair-run.js';
import type { BuildSubject } from './subject.js';

/** What rows have in common: what was run and counted already. */
export interface Shared {
  readonly pairs: PairCache;
  readonly chains: ChainCache;
  readonly predicates: PredicateTally;
}

export interface RowResult {
  readonly source: BuildSubject;
  readonly cells: readonly RowCell[];
  readonly chains: readonly ChainCell[];
}

export interface RowCell {
  readonly destination: BuildSubject;
  readonly configurations: readonly RowConfiguration[];
}

export interface RowConfiguration {
  readonly run: PairRun;
  readonly breaches: readonly Breach[];
  readonly start: Start;
  readonly facts: Facts;
  /** From the destination back to the source, when the destination can be made. */
  readonly back?: Answer;
}

/** Rows of one matrix: sources in the order of the group's builds. */
export function runRows(group: Group, only: Selector | undefined, shared: Shared): RowResult[] {
  const rows = group.builds.map(
    (source): OpenRow => ({
      source,
      cells: group.builds.map((destination) => ({ destination, configurations: [] })),
      chains: [],
    }),
  );
  for (const facts of group.facts) {
    // All sources with one start before the next: chains then find what their second hops come to.
    for (const label of labelsOf(group, facts)) runStart(group, facts, label, rows, only, shared);
  }
  return rows;
}

interface OpenRow {
  readonly source: BuildSubject;
  readonly cells: readonly { readonly destination: BuildSubject; readonly configurations: RowConfiguration[] }[];
  readonly chains: ChainCell[];
}

function labelsOf(group: Group, facts: Facts): Set<string> {
  return new Set(group.builds.flatMap((build) => group.starts(build, facts).map(({ label }) => label)));
}

function runStart(group: Group, facts: Facts, label: string, rows: readonly OpenRow[], only: Selector | undefined, shared: Shared): void {
  if (!selects(only, { model: group.model, on: group.on, config: label, facts: factsText(facts) })) return;
  const origins = rows.flatMap((row): { readonly row: OpenRow; readonly origin: Origin }[] => {
    const start = group.starts(row.source, facts).find((candidate) => candidate.label === label);
    const wanted = only?.route === undefined || only.route[0] === row.source.id;
    const origin = start === undefined || !wanted ? undefined : Origin.of(group, row.source, facts, start);
    return origin === undefined ? [] : [{ row, origin }];
  });
  for (const { row, origin } of origins) {
    countSource(origin, shared.predicates);
    for (const { destination, configurations } of row.cells) configurations.push(...runOne(origin, destination, only, shared));
    noteCells(origin, shared);
  }
  if (only?.route !== undefined && only.route.length !== 3) return;
  for (const { row, origin } of origins) row.chains.push(...chainsFrom(origin, only, shared.pairs, shared.chains));
}

function runOne(origin: Origin, destination: BuildSubject, only: Selector | undefined, shared: Shared): RowConfiguration[] {
  const run = runPair(origin, destination, only, shared.pairs);
  if (run === undefined) return [];
  countDestination(origin, destination, run, shared.predicates);
  const back = origin.source === destination ? undefined : wayBack(origin, destination);
  return [{ run, breaches: breaches(run), start: origin.start, facts: origin.facts, ...(back === undefined ? {} : { back }) }];
}

/** Chains from other builds that arrive at a state of this build's own need not be sent on again. */
function noteCells(origin: Origin, { pairs, chains }: Shared): void {
  for (const destination of origin.group.builds) {
    const run = pairs.get(pairKey(origin, destination, origin.situations));
    for (const situation of origin.situations) {
      const cell = run?.cells.find(({ situation: name }) => name === situation.name);
      if (cell !== undefined) noteCell(origin, destination, situation, cell.exact.outcome === 'migrated', chains);
    }
  }
}

/** The check of the destination's machine, as it is made for the hop, back to the source. */
function wayBack(origin: Origin, destination: BuildSubject): Answer | undefined {
  const { group, source, facts, start } = origin;
  const there = destinationMachine(origin, destination);
  return there === undefined
    ? undefined
    : ask(group, { build: destination, machine: there }, { build: source, facts, properties: start.values });
}

function destinationMachine(origin: Origin, destination: BuildSubject): EmulatedMachine | undefined {
  const { group, facts, machine } = origin;
  const made = group.started
    ? group.make(destination, facts, undefined, origin.properties(destination))
    : group.configure(destination, machine);
  return made.ok ? made.value : undefined;
}
