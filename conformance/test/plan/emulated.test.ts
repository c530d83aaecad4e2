/**
 * What a plan says against the emulator: every route is walked, and whoever is called stranded is. Small fleets: all builds of
 * an implementation, on the first and the last kind of host of the matrix, with the defaults and each version.
 */
import {
  type AppliedRemedy,
  type FleetPlace,
  type Place,
  parseValue,
  placeKey,
  placesOf,
  type Route,
  routesFrom,
  type Stand,
  type StartRequest,
  startAt,
  strandedBy,
  type Verdict,
} from '@migspec/compat';
import { copyOf, type EmulatedMachine, type HopResult, hop, play } from '@migspec/emulator';
import type { Facts } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { machineOf } from '../../src/run/ask.js';
import { carriedBy } from '../../src/run/carried.js';
import { loadGenerated } from '../../src/run/generated.js';
import { address, type Group, reachedBy } from '../../src/run/group.js';
import { groupsOf } from '../../src/run/groups.js';
import { enter, Origin, type Situation, type SituationCache, situationsOf } from '../../src/run/origin.js';
import { createAt } from '../../src/run/pair-run.js';
import type { BuildSubject } from '../../src/run/subject.js';
import { scopeOf } from '../../src/scope.js';

const { subject } = await loadGenerated();
const cache: SituationCache = new Map();

interface Fleet {
  readonly group: Group;
  readonly sites: readonly BuildSubject[];
  readonly places: readonly FleetPlace[];
}

interface Start {
  readonly fleet: Fleet;
  readonly origin: Origin;
  readonly stand: Stand;
}

const placeAt = (site: BuildSubject): Place => ({ document: site.document, facts: site.host.hostFacts });

function fleetOf(group: Group, kinds = 2): Fleet {
  const sites = group.builds.flatMap((build) =>
    group.sites(build).filter((_, at, all) => at === 0 || (kinds > 1 && at === all.length - 1)),
  );
  return { group, sites, places: placesOf(sites.map((site) => ({ name: site.place, ...placeAt(site) }))) };
}

function siteOf({ sites }: Fleet, place: Place): BuildSubject {
  const site = sites.find((each) => placeKey(placeAt(each)) === placeKey(place));
  if (site === undefined) throw new Error(`no site for ${place.document.build}`);
  return site;
}

/** Defaults and versions of every build, on machines with the last of the facts. */
function startsOf(fleet: Fleet): readonly Start[] {
  const { group, sites } = fleet;
  const facts: Facts = group.facts.at(-1) ?? {};
  return sites.flatMap((site) =>
    group
      .starts(site, facts)
      .filter(({ values }) => Object.keys(values).length === 0)
      .flatMap((start) => {
        const origin = Origin.of(group, site, facts, start, cache);
        if (origin === undefined) return [];
        const request: StartRequest = {
          ...(group.started ? { type: group.on } : {}),
          facts,
          devices: [{ address, instance: 0, ...reachedBy(group), ...(start.version === undefined ? {} : { version: start.version }) }],
        };
        const stand = startAt(placeAt(site), request);
        if (!stand.ok) throw new Error(JSON.stringify(stand.problems));
        expect(stand.value.machine.devices[0]?.configuration).toEqual(machineOf(origin.fresh()).devices[0]?.configuration);
        return [{ fleet, origin, stand: stand.value }];
      }),
  );
}

interface Guest {
  readonly machine: EmulatedMachine;
  /** Never migrated. */
  readonly twin: EmulatedMachine;
  readonly site: BuildSubject;
  readonly excepted: ReadonlySet<string>;
}

function guestIn({ origin }: Start, situation: Situation): Guest {
  const machine = copyOf(origin.in(situation));
  return { machine, twin: machine, site: origin.source, excepted: new Set() };
}

/** After a reset the guest begins anew where it is: that machine is the yardstick from then on. */
function resetGuest(guest: Guest): Guest {
  const machine = copyOf(guest.machine);
  play(machine, { kind: 'reset' });
  return { ...guest, machine, twin: machine, excepted: new Set() };
}

function migrate(
  { origin }: Start,
  { machine, twin, site, excepted }: Guest,
  to: BuildSubject,
): { readonly result: HopResult; readonly guest?: Guest } {
  const carries = carriedBy(site.model(origin.group.model));
  const result = hop({ source: machine, twin, destination: to.host, create: createAt(origin, to), scripts: [], carries, excepted });
  if (result.machine === undefined || result.outcome !== 'migrated') return { result };
  return { result, guest: { machine: result.machine, twin, site: to, excepted: result.excepted } };
}

/** The machine started anew with what remedies set; undefined where it cannot be. */
function startedAnew(start: Start, remedies: readonly AppliedRemedy[]): Start | undefined {
  const { origin } = start;
  const values = remedies.flatMap(({ action }) => (action.kind === 'set' ? [known(origin, action.values)] : []));
  const set = { ...origin.start, values: Object.assign({}, origin.start.values, ...values) };
  const again = Origin.of(origin.group, origin.source, origin.facts, set, cache);
  return again === undefined ? undefined : { ...start, origin: again };
}

/** The guest does what a remedy says, wherever it is. */
function guestDoes({ origin }: Start, guest: Guest, remedies: readonly AppliedRemedy[]): Guest | undefined {
  const wanted = remedies.flatMap(({ action }) => (action.kind === 'guest' ? [action.situation] : []));
  if (wanted.length === 0) return guest;
  const model = guest.site.model(origin.group.model);
  const [instance] = guest.machine.devices;
  const situations = model === undefined || instance === undefined ? [] : situationsOf(model, scopeOf(model, instance));
  const situation = situations.find(({ name }) => wanted.includes(name));
  if (situation === undefined) return undefined;
  const machine = copyOf(guest.machine);
  play(machine, enter(situation));
  return { ...guest, machine, twin: machine, excepted: new Set() };
}

function known({ source, group }: Origin, values: Extract<AppliedRemedy['action'], { kind: 'set' }>['values']) {
  const params = source.model(group.model)?.params ?? [];
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const param = params.find((each) => each.name === name);
      return param === undefined ? [] : [[name, parseValue(param.type, value)]];
    }),
  );
}

/** How far the guest gets: the outcome of each step, as far as it goes. */
function walk(begun: Start, guest: Guest, { steps }: Pick<Route, 'steps'>, situation?: Situation): readonly string[] {
  const outcomes: string[] = [];
  const restarts = (steps[0]?.remedies ?? []).some(({ restart }) => restart);
  const start = restarts ? startedAnew(begun, steps[0]?.remedies ?? []) : begun;
  const entered = start?.origin.situations.find(({ name }) => name === situation?.name);
  // A situation that the machine has no more is none to leave from.
  if (start === undefined || (restarts && entered === undefined)) return start === undefined ? [] : steps.map(() => 'migrated');
  let at = restarts && entered !== undefined ? guestIn(start, entered) : guest;
  for (const { to, reset, remedies = [] } of steps) {
    const ready = guestDoes(start, reset ? resetGuest(at) : at, remedies);
    if (ready === undefined) return [...outcomes, 'the guest cannot do it'];
    const { result, guest: next } = migrate(start, ready, siteOf(start.fleet, to));
    outcomes.push(result.outcome);
    if (next === undefined) break;
    at = next;
  }
  return outcomes;
}

/** At once, and from whatever the guest may come to on the build where it is. */
function goBack(start: Start, guest: Guest | undefined, home: BuildSubject): string | undefined {
  if (guest === undefined) return undefined;
  const { model: id } = start.origin.group;
  const model = guest.site.model(id);
  const [instance] = guest.machine.devices;
  const comes = model === undefined || instance === undefined ? [] : situationsOf(model, scopeOf(model, instance));
  const guests = comes.map((situation) => {
    const machine = copyOf(guest.machine);
    play(machine, enter(situation));
    return { ...guest, machine, twin: machine, excepted: new Set<string>() };
  });
  const outcomes = [guest, ...guests].map((each) => migrate(start, each, home).result.outcome);
  return outcomes.find((outcome) => outcome !== 'migrated') ?? 'migrated';
}

/** Small models, each on the last machine type that several builds have: what a plan does with them it does with all. */
const groups = groupsOf(subject)
  .filter(({ builds, on, started }) => builds.filter(({ document }) => !started || Object.hasOwn(document.machineTypes, on)).length > 1)
  .filter(({ builds, model }) => builds.every((build) => JSON.stringify(build.model(model)).length < 20_000))
  .filter(({ model, implementation }, at, all) => {
    const same = (other: Group): boolean => other.model === model && other.implementation === implementation;
    return all.findLastIndex(same) === at;
  });

let [routes, longer, afterReset, claims, free] = [0, 0, 0, 0, 0];

for (const group of groups) {
  const fleet = fleetOf(group);
  const starts = startsOf(fleet);
  test(`${group.model} on ${group.on}: every route is one`, () => {
    for (const start of starts) {
      for (const route of routesFrom(start.stand, fleet.places, { reset: true }).byPlace.values()) {
        routes++;
        if (route.steps.length > 1) longer++;
        if (route.steps.some(({ reset }) => reset)) afterReset++;
        const wanted = route.steps.map(() => 'migrated');
        for (const situation of start.origin.situations) {
          const name = [
            start.origin.source.place,
            start.origin.start.label,
            situation.name,
            ...route.steps.map(({ to }) => to.hosts[0]),
          ].join(' > ');
          expect([name, walk(start, guestIn(start, situation), route)]).toEqual([name, wanted]);
        }
      }
    }
  });

  test(`${group.model} on ${group.on}: who is stranded is, and who is not is not`, () => {
    for (const start of starts) {
      for (const build of group.builds) if (build.document !== start.origin.source.document) upgrade(start, build);
    }
  });
}

/** Models that an erratum with remedies is about, each on one machine type that the newest build has, too. */
const erring = groupsOf(subject)
  .filter(({ builds, model }) =>
    builds.some((build) =>
      build.document.errata.some(({ id, remedies = [] }) => remedies.length > 0 && build.model(model)?.errata.includes(id)),
    ),
  )
  .filter(({ builds, on, started }) => !started || Object.hasOwn(builds.at(-1)?.document.machineTypes ?? {}, on))
  .filter(({ model }, at, all) => all.findIndex((other) => other.model === model) === at);

const kinds = new Set<string>();

for (const group of erring) {
  test(`${group.model} on ${group.on}: a hop that an erratum breaks works with the remedy that is planned`, () => {
    const fleet = fleetOf(group, 1);
    for (const start of startsOf(fleet)) {
      for (const place of fleet.places) {
        // There and nowhere else, so that there is no way around; then with all others.
        const ways = [[place], fleet.places].flatMap(
          (places) => routesFrom(start.stand, places, { remedies: 'restart' }).byPlace.get(place.key) ?? [],
        );
        for (const route of ways) {
          const remedies = route.steps.flatMap((step) => step.remedies ?? []);
          for (const { action } of remedies) kinds.add(action.kind);
          const name = [start.origin.source.place, start.origin.start.label, ...remedies.map(({ text }) => text), place.hosts[0]].join(
            ' > ',
          );
          const situations = remedies.length === 0 ? [] : start.origin.situations;
          for (const situation of situations)
            expect([name, walk(start, guestIn(start, situation), route, situation)]).toEqual([name, route.steps.map(() => 'migrated')]);
        }
      }
    }
  });
}

function upgrade(start: Start, build: BuildSubject): void {
  const { origin, stand } = start;
  const next = build.on(origin.source.host.hostFacts);
  const hosts = [{ name: 'host', ...placeAt(origin.source) }];
  const report = strandedBy([{ name: 'vm', host: 'host', stand }], hosts, { from: origin.source.id, to: next.document });
  const [found] = report.stranded;
  const there = origin.situations.map((situation) => migrate(start, guestIn(start, situation), next));
  const home = origin.source;
  const back = there.map(({ guest }) => goBack(start, guest, home));
  const later = there.map(({ guest }) => goBack(start, guest === undefined ? undefined : resetGuest(guest), home));
  const name = `${home.place} > ${next.place} ${origin.start.label}`;
  if (found === undefined) {
    free++;
    const all = origin.situations.map(() => 'migrated');
    expect([name, there.map(({ result }) => result.outcome), back, later]).toEqual([name, all, all, all]);
    return;
  }
  if (found.kind === 'cannot-leave') {
    const left = there.map(({ result }) => result.outcome);
    fails(name, found.verdict, left);
    return;
  }
  expect([name, there.every(({ guest }) => guest !== undefined)]).toEqual([name, true]);
  if (found.kind === 'cannot-return') fails(name, found.verdict, back);
  else fails(name, found.verdict, later);
}

/** Of a definite no about the configuration in every state, else in some; a matter of policy makes no claim, and neither does what no situation of the spec shows. */
function fails(name: string, { outcome, class: cls, reasons }: Verdict, outcomes: readonly (string | undefined)[]): void {
  if (cls === 'policy') return;
  if (outcome === 'depends' && reasons.every(({ witness }) => witness?.bad === undefined)) return;
  claims++;
  const failed = outcomes.filter((each) => each !== 'migrated');
  const wanted = outcome === 'no' && cls === 'create' ? failed.length === outcomes.length : failed.length > 0;
  expect([name, wanted, outcomes]).toEqual([name, true, outcomes]);
}

test('there was something to hold it against', () => {
  expect({
    routes: routes > 100,
    longer: longer > 0,
    afterReset: afterReset > 0,
    claims: claims > 50,
    free: free > 50,
    kinds: [...kinds].sort(),
  }).toEqual({
    routes: true,
    longer: true,
    afterReset: true,
    claims: true,
    free: true,
    kinds: ['guest', 'set', 'through'],
  });
});
