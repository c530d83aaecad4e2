/** One row of a matrix: a source build, every destination, every configuration; and the chains that begin there. */
import type { EmulatedMachine } from '@migspec/emulator';
import { factsText } from '../cells/facts.js';
import { type Selector, selects } from '../cells/selector.js';
import { breaches } from '../laws/all.js';
import type { Breach } from '../laws/law.js';
import { countDestination, countSource } from '../predicates/count.js';
import type { PredicateTally } from '../predicates/tally.js';
import { type Answer, ask } from './ask.js';
import { type ChainCache, type ChainCell, chainsFrom } from './chains.js';
import type { Group } from './group.js';
import { Origin } from './origin.js';
import { type PairCache, type PairRun, runPair } from './pair-run.js';
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
  readonly origin: Origin;
  /** From the destination back to the source, when the destination can be made. */
  readonly back?: Answer;
}

export function runRow(group: Group, source: BuildSubject, only: Selector | undefined, shared: Shared): RowResult {
  const cells = new Map<BuildSubject, RowConfiguration[]>(group.builds.map((build) => [build, []]));
  const chains: ChainCell[] = [];
  for (const facts of group.facts) {
    for (const start of group.starts(source, facts)) {
      if (!selects(only, { model: group.model, on: group.on, config: start.label, facts: factsText(facts) })) continue;
      const origin = Origin.of(group, source, facts, start);
      if (origin === undefined) continue;
      countSource(origin, shared.predicates);
      for (const [destination, list] of cells) list.push(...runOne(origin, destination, only, shared));
      if (only?.route === undefined || only.route.length === 3) chains.push(...chainsFrom(origin, only, shared.pairs, shared.chains));
    }
  }
  return { source, cells: [...cells].map(([destination, configurations]) => ({ destination, configurations })), chains };
}

function runOne(origin: Origin, destination: BuildSubject, only: Selector | undefined, shared: Shared): RowConfiguration[] {
  const run = runPair(origin, destination, only, shared.pairs);
  if (run === undefined) return [];
  countDestination(origin, destination, run, shared.predicates);
  const back = origin.source === destination ? undefined : wayBack(origin, destination);
  return [{ run, breaches: breaches(run), origin, ...(back === undefined ? {} : { back }) }];
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
