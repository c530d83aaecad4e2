/** One row of a matrix: a source build, every destination, every configuration; and the chains that begin there. */
import type { EmulatedMachine } from '@migspec/emulator';
import type { Facts } from '@migspec/runtime';
import { factsText } from '../cells/facts.js';
import { type CellName, type Selector, selects } from '../cells/selector.js';
import type { Start } from '../cells/starts.js';
import { breaches } from '../laws/all.js';
import type { Breach } from '../laws/law.js';
import { countDestination, countSource } from '../predicates/count.js';
import type { PredicateTally } from '../predicates/tally.js';
import { type Answer, ask } from './ask.js';
import { type ChainCache, type ChainCell, chainsFrom } from './chains.js';
import { type ConfigurationRun, type HopCache, runConfiguration } from './configuration-run.js';
import type { Group } from './group.js';
import { destinationProperties } from './lines.js';
import type { BuildSubject } from './subject.js';

export interface Shared {
  readonly hops: HopCache;
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
  readonly run: ConfigurationRun;
  readonly breaches: readonly Breach[];
  readonly facts: Facts;
  readonly start: Start;
  /** From the destination back to the source, when the destination can be made. */
  readonly back?: Answer;
}

export function runRow(group: Group, source: BuildSubject, only: Selector | undefined, shared: Shared): RowResult {
  const cells = new Map<BuildSubject, RowConfiguration[]>(group.builds.map((build) => [build, []]));
  const chains: ChainCell[] = [];
  for (const facts of group.facts) {
    for (const start of group.starts(source, facts)) {
      const name = { model: group.model, on: group.on, config: start.label, facts: factsText(facts) };
      if (!selects(only, name)) continue;
      const made = group.make(source, facts, start.version, start.values);
      if (!made.ok) continue;
      countSource(group, source, made.value, shared.predicates);
      for (const [destination, list] of cells) list.push(...runOne(group, source, destination, facts, start, made.value, only, shared));
      if (only?.route === undefined || only.route.length === 3)
        chains.push(...chainsFrom({ group, source, facts, start }, made.value, only, shared.chains));
    }
  }
  return { source, cells: [...cells].map(([destination, configurations]) => ({ destination, configurations })), chains };
}

function runOne(
  group: Group,
  source: BuildSubject,
  destination: BuildSubject,
  facts: Facts,
  start: Start,
  machine: EmulatedMachine,
  only: Selector | undefined,
  shared: Shared,
): RowConfiguration[] {
  const name: CellName = {
    model: group.model,
    route: [source.id, destination.id],
    on: group.on,
    config: start.label,
    facts: factsText(facts),
  };
  if (!selects(only, name)) return [];
  const run = runConfiguration({ group, source, destination, facts, start }, machine, only, shared.hops);
  if (run === undefined) return [];
  countDestination(group, source, destination, machine, run, shared.predicates);
  const back = source === destination ? undefined : wayBack(group, source, destination, facts, start, machine);
  return [{ run, breaches: breaches(run), facts, start, ...(back === undefined ? {} : { back }) }];
}

/** The check of the destination's machine, as it is after the hop, back to the source. */
function wayBack(
  group: Group,
  source: BuildSubject,
  destination: BuildSubject,
  facts: Facts,
  start: Start,
  machine: EmulatedMachine,
): Answer | undefined {
  const there = destinationMachine(group, source, destination, facts, start, machine);
  if (there === undefined) return undefined;
  return ask(group, { build: destination, machine: there }, { build: source, facts, properties: start.values });
}

function destinationMachine(
  group: Group,
  source: BuildSubject,
  destination: BuildSubject,
  facts: Facts,
  start: Start,
  machine: EmulatedMachine,
): EmulatedMachine | undefined {
  if (group.started) {
    const made = group.make(destination, facts, undefined, destinationProperties(group.model, source, destination, start.values));
    return made.ok ? made.value : undefined;
  }
  const made = group.configure(destination, machine);
  return made.ok ? made.value : undefined;
}
