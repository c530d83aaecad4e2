/** The rows of a matrix: from each source build to every destination in every configuration, and the chains that begin there. */

import type { Start } from '@migspec/compat';
import type { EmulatedMachine } from '@migspec/emulator';
import type { Facts } from '@migspec/runtime';
import { factsText } from '../cells/facts.js';
import { type Selector, selects } from '../cells/selector.js';
import { countConstructs } from '../constructs/count.js';
import type { ConstructTally } from '../constructs/tally.js';
import { breaches } from '../laws/all.js';
import type { Breach } from '../laws/law.js';
import { countSource, countVerdict } from '../predicates/count.js';
import type { PredicateTally } from '../predicates/tally.js';
import type { Finding } from '../result.js';
import { type Answer, ask } from './ask.js';
import { type ChainCache, type ChainRun, chainsFrom, noteCell } from './chains.js';
import type { ErrataTally } from './errata.js';
import type { Group } from './group.js';
import { Origin, type SituationCache } from './origin.js';
import { type PairCache, type PairRun, pairKey, runPair } from './pair-run.js';
import type { BuildSubject } from './subject.js';
import { refusalDifference, startDifference } from './tables.js';

/** What rows have in common: what was run and counted already. */
export interface Shared {
  readonly pairs: PairCache;
  /** Of builds by name, so that even what a verdict says of them is the same. */
  readonly runs: Map<string, { readonly run: PairRun; readonly back?: Answer }>;
  /** By everything that decides them. */
  readonly situations: SituationCache;
  readonly chains: ChainCache;
  readonly predicates: PredicateTally;
  readonly constructs: ConstructTally;
  readonly errata: ErrataTally;
}

export interface RowResult {
  readonly source: BuildSubject;
  readonly cells: readonly RowCell[];
  readonly chains: readonly ChainRun[];
  /** Where the document and the device say different things of how the source starts. */
  readonly differences: readonly Finding[];
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
  /** Both hosts have the same facts. */
  readonly alike: boolean;
  /** From the destination back to the source, when the destination can be made. */
  readonly back?: Answer;
}

/** Rows of one matrix: sources in the order of the group's builds. Stops after every start. */
export function* runRows(
  group: Group,
  only: Selector | undefined,
  shared: Shared,
  { share, chains }: RowOptions,
): Generator<void, RowResult[]> {
  const rows = group.builds.map(
    (source): OpenRow => ({
      source,
      cells: group.builds.map((destination) => ({ destination, configurations: [] })),
      chains: [],
      differences: group.sites(source).flatMap((site) => group.facts.flatMap((facts) => refusalDifference(group, site, facts) ?? [])),
    }),
  );
  for (const facts of group.facts) {
    // All sources with one start before the next: chains then find what their second hops come to.
    for (const label of labelsOf(group, facts)) {
      if (share !== undefined && hashOf(label) % share.count !== share.index) continue;
      runStart(group, facts, label, rows, only, shared, chains);
      yield;
    }
  }
  return rows;
}

interface RowOptions {
  readonly share?: Share;
  /** Routes of three builds, too. */
  readonly chains: boolean;
}

/** Of `count` shares the one at `index`: a start falls to the same one on every machine type. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

function hashOf(label: string): number {
  let hash = 0;
  for (let index = 0; index < label.length; index++) hash = (Math.imul(hash, 31) + label.charCodeAt(index)) >>> 0;
  return hash;
}

interface OpenRow {
  readonly source: BuildSubject;
  readonly cells: readonly { readonly destination: BuildSubject; readonly configurations: RowConfiguration[] }[];
  readonly chains: ChainRun[];
  readonly differences: Finding[];
}

function labelsOf(group: Group, facts: Facts): Set<string> {
  const sites = group.builds.flatMap((build) => group.sites(build));
  return new Set(sites.flatMap((site) => group.starts(site, facts).map(({ label }) => label)));
}

function runStart(
  group: Group,
  facts: Facts,
  label: string,
  rows: readonly OpenRow[],
  only: Selector | undefined,
  shared: Shared,
  chains: boolean,
): void {
  if (!selects(only, { model: group.model, on: group.on, config: label })) return;
  const origins = rows.flatMap((row): { readonly row: OpenRow; readonly origin: Origin }[] => {
    if (only?.route !== undefined && only.route[0] !== row.source.id) return [];
    return group.sites(row.source).flatMap((site) => {
      const start = group.starts(site, facts).find((candidate) => candidate.label === label);
      const driven = start !== undefined && group.sitesFor(start, row.source).includes(site);
      const origin = start === undefined || !driven ? undefined : Origin.of(group, site, facts, start, shared.situations);
      return origin === undefined ? [] : [{ row, origin }];
    });
  });
  for (const { row, origin } of origins) {
    countSource(origin, shared.predicates);
    const difference = startDifference(origin);
    if (difference !== undefined) row.differences.push(difference);
    for (const { destination, configurations } of row.cells) {
      for (const site of group.sitesFor(origin.start, destination)) configurations.push(...runOne(origin, site, only, shared));
    }
    noteCells(origin, shared);
  }
  if (!chains || (only?.route !== undefined && only.route.length !== 3)) return;
  for (const { row, origin } of origins) row.chains.push(...chainsFrom(origin, only, shared.pairs, shared.chains));
}

function runOne(origin: Origin, destination: BuildSubject, only: Selector | undefined, shared: Shared): RowConfiguration[] {
  const { source, start, facts } = origin;
  const name = origin.name([source, destination]);
  if (!selects(only, name)) return [];
  const key = [source.place, destination.place, pairKey(origin, destination, origin.situations), only?.situation].join('\n');
  let made = shared.runs.get(key);
  if (made === undefined) {
    const back = source === destination ? undefined : wayBack(origin, destination);
    made = { run: runPair(origin, destination, only, shared.pairs), ...(back === undefined ? {} : { back }) };
    shared.runs.set(key, made);
  }
  const run = { ...made.run, name };
  countVerdict(origin, destination, run, shared.predicates);
  countConstructs(origin, destination, run, shared.constructs);
  shared.errata.count(origin, destination, run, shared.situations);
  return [{ ...made, run, breaches: breaches(run), start, facts, alike: sameHost(source, destination) }];
}

function sameHost({ host }: BuildSubject, { host: other }: BuildSubject): boolean {
  return factsText(host.hostFacts) === factsText(other.hostFacts);
}

/** Chains from other builds that arrive at a state of this build's own need not be sent on again. */
function noteCells(origin: Origin, { pairs, chains }: Shared): void {
  for (const destination of origin.group.builds.flatMap((build) => origin.group.sitesFor(origin.start, build))) {
    const run = pairs.get(pairKey(origin, destination, origin.situations));
    for (const situation of origin.situations) {
      const cell = run?.cells.find(({ situation: name }) => name === situation.name);
      // A chain's hops play no scripts: what shows only after one tells nothing of them.
      if (cell !== undefined && cell.exact.scripts.length === 0)
        noteCell(origin, destination, situation, cell.exact.outcome === 'migrated', chains);
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
