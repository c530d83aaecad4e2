/** Routes of three builds, with and without a guest reset in the middle: what arrived is sent on, and old values travel. */
import { createHash } from 'node:crypto';
import { copyOf, type EmulatedMachine, type HopOutcome, type HopResult, hop, play } from '@migspec/emulator';
import { MigspecError } from '@migspec/runtime';
import { type CellName, type Selector, selects } from '../cells/selector.js';
import { changesInterface, describe, losesState } from '../laws/law.js';
import { type Answer, ask, stateOf } from './ask.js';
import { carriedBy } from './carried.js';
import { bigints } from './group.js';
import type { Origin, Situation } from './origin.js';
import { arrivalKey, type CellRun, createAt, hopPlan, type PairCache, pairKey } from './pair-run.js';
import type { BuildSubject } from './subject.js';

/** One route in all situations of one configuration. */
export interface ChainRun {
  readonly route: readonly string[];
  readonly reset: boolean;
  readonly cells: number;
  readonly migrated: number;
  /** Breaches of the law. */
  readonly breaches: readonly { readonly name: CellName; readonly message: string }[];
}

export interface ChainOutcome {
  readonly migrated: boolean;
  readonly breach?: string;
}

/** What was run for chains, by everything that decides it. */
export interface ChainCache {
  readonly outcomes: Map<string, ChainOutcome>;
  /** Verdicts on the second hop, without the state. */
  readonly verdicts: Map<string, Answer>;
}

export const chainCache = (): ChainCache => ({ outcomes: new Map(), verdicts: new Map() });

interface Route {
  readonly origin: Origin;
  readonly middle: BuildSubject;
  readonly last: BuildSubject;
  /** Slice and configuration there. */
  readonly middleKey: string;
  readonly lastKey: string;
  /** How the pairs' own cells ended from the origin, when they were run in every situation. */
  readonly toMiddle: ReadonlyMap<string, HopOutcome> | undefined;
  readonly toLast: ReadonlyMap<string, HopOutcome> | undefined;
}

export function chainsFrom(origin: Origin, only: Selector | undefined, pairs: PairCache, cache: ChainCache): ChainRun[] {
  const { group, source } = origin;
  const sites = group.builds.flatMap((build) => group.sitesFor(origin.start, build));
  const keys = new Map(sites.map((site) => [site, keyAt(origin, site)]));
  const direct = new Map(sites.map((site) => [site, pairs.get(pairKey(origin, site, origin.situations))]));
  return sites.flatMap((middle) => {
    const arrivals = new Map<Situation, Arrived>();
    const arrive = (situation: Situation): Arrived => {
      const arrived = arrivals.get(situation) ?? arrivedAt(origin, middle, situation);
      arrivals.set(situation, arrived);
      return arrived;
    };
    // The last host is like the first or like the one in the middle: a third kind is another route's middle.
    const lasts = group.builds.flatMap((build) => [...new Set([build.on(source.host.hostFacts), build.on(middle.host.hostFacts)])]);
    return lasts.flatMap((last) => {
      const routes = [source, middle, last];
      if (!selects(only, origin.name(routes))) return [];
      const ends = { middleKey: keys.get(middle) ?? '', lastKey: keys.get(last) ?? '' };
      const route = { origin, middle, last, ...ends, toMiddle: endsOf(direct.get(middle)), toLast: endsOf(direct.get(last)) };
      return [false, true].flatMap((reset) => runRoute(route, routes, reset, only, arrive, cache) ?? []);
    });
  });
}

function runRoute(
  route: Route,
  stations: readonly BuildSubject[],
  reset: boolean,
  only: Selector | undefined,
  arrive: (situation: Situation) => Arrived,
  cache: ChainCache,
): ChainRun | undefined {
  const { origin } = route;
  const name = { ...origin.name(stations), reset };
  const wanted = origin.situations.filter((situation) => selects(only, { ...name, situation: situation.name }));
  if (wanted.length === 0) return undefined;
  let migrated = 0;
  const breaches: { name: CellName; message: string }[] = [];
  for (const situation of wanted) {
    const outcome = chain(route, situation, reset, () => arrive(situation), cache);
    if (outcome.migrated) migrated++;
    if (outcome.breach !== undefined) breaches.push({ name: { ...name, situation: situation.name }, message: outcome.breach });
  }
  return { route: stations.map(({ id }) => id), reset, cells: wanted.length, migrated, breaches };
}

interface Arrived {
  readonly result: HopResult;
  /** What the middle would send on; a hop from the same bytes ends the same. */
  readonly sent: string | undefined;
}

function arrivedAt(origin: Origin, middle: BuildSubject, situation: Situation): Arrived {
  const result = origin.arrivals.get(arrivalKey(situation, middle)) ?? hop(hopPlan(origin, middle, situation));
  return { result, sent: result.machine === undefined ? undefined : digestOf(result.machine) };
}

/** Notes how a pair's own cell ended: a chain that comes to the same state goes on the same way. */
export function noteCell(origin: Origin, destination: BuildSubject, situation: Situation, migrated: boolean, cache: ChainCache): void {
  cache.outcomes.set(chainKey(origin.key, digestOf(origin.in(situation)), keyAt(origin, destination)), { migrated });
}

const chainKey = (from: string, sent: string, to: string): string => [from, sent, to].join('\n');

/** Everything that the machine's devices would send. States that cannot be sent all end in the same way: they are refused. */
function digestOf({ devices }: EmulatedMachine): string {
  const hash = createHash('sha1');
  try {
    for (const { device } of devices) {
      for (const { name, version, optional, payload } of device.save()) {
        hash.update(`${name} ${version} ${optional} ${payload.length}\n`).update(payload);
      }
    }
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    return `unsent ${error.code}`;
  }
  return hash.digest('base64');
}

function keyAt(origin: Origin, build: BuildSubject): string {
  const { group, facts } = origin;
  // Begins as the key of an origin does: a chain that comes to the state of a pair's own cell ends like it.
  return `${group.named ? `${build.id} ` : ''}${build.slice(group.model)} ${JSON.stringify([origin.configurationAt(build), build.factsRead(group.model, facts), build.hostFactsRead(group.model)], bigints)}`;
}

function chain(route: Route, situation: Situation, reset: boolean, arrive: () => Arrived, cache: ChainCache): ChainOutcome {
  const { origin, middleKey, lastKey } = route;
  const toMiddle = route.toMiddle?.get(situation.name);
  const toLast = route.toLast?.get(situation.name);
  // What does not get past the first hop is the business of the pair, as is a first hop between builds that are alike.
  if (toMiddle !== undefined && toMiddle !== 'migrated') return { migrated: false };
  if (toLast !== undefined && middleKey === origin.key && !reset) return { migrated: toLast === 'migrated' };
  // A reset leaves nothing of where the guest came from, unless a param keeps it: then the configuration says so.
  if (toMiddle === undefined && arrive().result.outcome !== 'migrated') return { migrated: false };
  const sent = reset ? 'reset' : arrive().sent;
  if (sent === undefined) return { migrated: false };
  const key = chainKey(middleKey, sent, lastKey);
  const known = cache.outcomes.get(key);
  if (known !== undefined) return known;
  const outcome = onwards(route, situation, arrive().result, reset, cache);
  cache.outcomes.set(key, outcome);
  return outcome;
}

function endsOf(run: { readonly cells: readonly CellRun[] } | undefined): ReadonlyMap<string, HopOutcome> | undefined {
  return run === undefined ? undefined : new Map(run.cells.map(({ situation, exact }) => [situation, exact.outcome]));
}

function onwards(route: Route, situation: Situation, arrived: HopResult, reset: boolean, cache: ChainCache): ChainOutcome {
  const { origin } = route;
  if (arrived.outcome !== 'migrated' || arrived.machine === undefined) return { migrated: false };
  const machine = copyOf(arrived.machine);
  if (!reset) return judge(route, machine, origin.in(situation), arrived.excepted, cache);
  play(machine, { kind: 'reset' });
  // After a reset the guest begins anew on the host it is on: that machine, never migrated again, is the yardstick.
  return judge(route, machine, machine, new Set(), cache);
}

function judge(
  route: Route,
  machine: EmulatedMachine,
  twin: EmulatedMachine,
  excepted: ReadonlySet<string>,
  cache: ChainCache,
): ChainOutcome {
  const { origin, middle, last } = route;
  const { group, facts } = origin;
  const to = { build: last, facts, properties: origin.properties(last) };
  const always = verdictWithoutState(route, machine, cache);
  const verdict = always.outcome === 'depends' ? ask(group, { build: middle, machine, state: stateOf(machine) }, to) : always;
  const carries = carriedBy(middle.model(group.model));
  const result = hop({ source: machine, twin, destination: last.host, create: createAt(origin, last), scripts: [], carries, excepted });
  const migrated = result.outcome === 'migrated';
  const codes = verdict.reasons.map(({ code }) => code).join(', ');
  const held = (fine: boolean): ChainOutcome =>
    fine ? { migrated } : { migrated, breach: `the check says ${verdict.outcome} ${codes}; ${describe(result)}` };
  switch (verdict.outcome === 'no' ? verdict.class : verdict.outcome) {
    case 'yes':
      return held(migrated);
    case 'create':
      return held(result.outcome === 'refused-at-create');
    case 'state':
      // Layouts that differ may agree by chance on one state; what is no in every state was shown in the pair.
      return held(losesState(result) || result.outcome === 'refused-at-create' || always.outcome === 'no');
    case 'guest':
      return held(changesInterface(result) || losesState(result));
    case 'policy':
      return { migrated };
    default:
      return held(false);
  }
}

function verdictWithoutState({ origin, middle, last, middleKey, lastKey }: Route, machine: EmulatedMachine, cache: ChainCache): Answer {
  const { group, facts } = origin;
  const configuration = JSON.stringify(machine.devices[0]?.device.configuration, bigints);
  const key = [middleKey, configuration, lastKey].join('\n');
  const known = cache.verdicts.get(key);
  if (known !== undefined) return known;
  const made = ask(group, { build: middle, machine }, { build: last, facts, properties: origin.properties(last) });
  cache.verdicts.set(key, made);
  return made;
}
