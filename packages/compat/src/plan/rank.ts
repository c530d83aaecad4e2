/** Where a machine may go, best first. */
import type { Verdict } from '../check/types.js';
import { type FleetPlace, placeKey } from './fleet.js';
import { type Route, type RouteOptions, routesFrom } from './routes.js';
import { forgetState, mayFindAnother, move, type Place, resetAt, type Stand } from './stand.js';

export interface Destination {
  readonly place: FleetPlace;
  readonly verdict: Verdict;
  /** From there to where the machine is now; absent where it cannot be created there. The state is that of then: not known. */
  readonly back?: Verdict;
  /** The same after the guest was reset there and has run on. */
  readonly backAfterReset?: Verdict;
  /** Where the direct way is not answered with yes: the shortest that is, with remedies of errata where only they help. */
  readonly route?: Route;
}

export interface RankOptions extends Omit<RouteOptions, 'wanted'> {
  /** Whether routes are looked for; default true. */
  readonly routes?: boolean;
}

/**
 * Every place but the machine's own, best first. The order: a direct yes; a route, first one without remedies, last one for which the
 * machine is started anew; depends; no with level restart; no with level none. Among equals: one from which there is a way back (yes, then depends, then no), one from which there is a way back
 * after a reset, one whose verdict has fewer notes, the one that comes first in the fleet.
 */
export function rankDestinations(from: Stand, places: readonly FleetPlace[], options: RankOptions = {}): readonly Destination[] {
  const { routes: wanted = true, ...rest } = options;
  const home = placeKey(from.place);
  const direct = places.filter(({ key }) => key !== home).map((place) => destinationAt(from, place));
  const blocked = direct.filter(({ verdict }) => verdict.outcome !== 'yes').map(({ place }) => place);
  if (!wanted || blocked.length === 0) return direct.sort(byRank);
  const { byPlace } = routesFrom(from, places, { ...rest, wanted: blocked });
  return direct
    .map((destination) => {
      const route = byPlace.get(destination.place.key);
      return route === undefined ? destination : { ...destination, route };
    })
    .sort(byRank);
}

function destinationAt(from: Stand, place: FleetPlace): Destination {
  const { verdict, stand } = move(from, place);
  return { place, verdict, ...(stand === undefined ? {} : waysBack(stand, from.place)) };
}

/** Both ways back from where the machine has arrived. */
export function waysBack(arrived: Stand, home: Place): { readonly back: Verdict; readonly backAfterReset: Verdict } {
  const back = move(forgetState(arrived), home).verdict;
  if (!mayFindAnother(arrived)) return { back, backAfterReset: back };
  return { back, backAfterReset: move(forgetState(resetAt(arrived)), home).verdict };
}

function byRank(a: Destination, b: Destination): number {
  const [left, right] = [rankOf(a), rankOf(b)];
  for (const [index, own] of left.entries()) {
    const difference = own - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rankOf({ verdict, route, back, backAfterReset }: Destination): readonly number[] {
  const way =
    verdict.outcome === 'yes' ? 0 : route !== undefined ? 1 : verdict.outcome === 'depends' ? 2 : verdict.level === 'restart' ? 3 : 4;
  return [
    way,
    burden(route),
    route?.steps.length ?? 0,
    answers.indexOf(back?.outcome ?? 'no'),
    answers.indexOf(backAfterReset?.outcome ?? 'no'),
    verdict.notes.length,
  ];
}

function burden(route: Route | undefined): number {
  const remedies = (route?.steps ?? []).flatMap((step) => step.remedies ?? []);
  return remedies.some(({ restart }) => restart) ? 2 : remedies.length > 0 ? 1 : 0;
}

const answers: readonly Verdict['outcome'][] = ['yes', 'depends', 'no'];
