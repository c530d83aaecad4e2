/** Ways through intermediate hosts: a state that one build writes another may read only after a third has written it again. */
import type { Verdict } from '../check/types.js';
import { type FleetPlace, placeKey } from './fleet.js';
import { move, resetAt, type Stand } from './stand.js';

export interface Step {
  readonly to: FleetPlace;
  readonly verdict: Verdict;
  /** The guest is reset at the place before, and then migrated at once. */
  readonly reset: boolean;
}

export interface Route {
  readonly steps: readonly Step[];
  /** The machine where the route ends. */
  readonly stand: Stand;
}

export interface RouteOptions {
  /** Steps of one route; default 4. */
  readonly most?: number;
  /** Whether the guest may be reset on the way, once; default false. */
  readonly reset?: boolean;
  /** Places that routes lead to; default all. The search ends when there is a route to each. */
  readonly wanted?: readonly FleetPlace[];
  /** Verdicts asked for, at most; default 200,000. */
  readonly limit?: number;
}

export interface Routes {
  /** By the place's key; the place of the start is not among them. */
  readonly byPlace: ReadonlyMap<string, Route>;
  /** False where the limit ended the search: a place without a route may have one. */
  readonly complete: boolean;
}

/**
 * The shortest routes whose every step is answered with yes. A route without a reset goes before any with one; among the
 * shortest, the one whose places come first in the fleet. A route enters a place once, once more after a reset. What is
 * known of the state goes along; after a reset it is that of a new device, so that what depends on it is decided.
 */
export function routesFrom(start: Stand, places: readonly FleetPlace[], options: RouteOptions = {}): Routes {
  const { most = 4, reset = false, wanted = places, limit = 200_000 } = options;
  const home = placeKey(start.place);
  const missing = new Set(wanted.map(({ key }) => key).filter((key) => key !== home));
  const search = new Search(places, missing, most, limit);
  const first: Route = { steps: [], stand: start };
  const [, ...onwards] = search.run([[first]], new Set([home]), false);
  if (reset && missing.size > 0) search.run([[first], ...onwards], new Set(), true);
  return { byPlace: search.found, complete: search.asked < limit };
}

class Search {
  readonly found = new Map<string, Route>();
  asked = 0;
  private readonly places: readonly FleetPlace[];
  private readonly missing: Set<string>;
  private readonly most: number;
  private readonly limit: number;

  constructor(places: readonly FleetPlace[], missing: Set<string>, most: number, limit: number) {
    this.places = places;
    this.missing = missing;
    this.most = most;
    this.limit = limit;
  }

  /** `seeds[n]` are routes of n steps to go on from, after a reset at their end if `reset`. Gives the routes that were added, by length. */
  run(seeds: readonly (readonly Route[])[], entered: Set<string>, reset: boolean): readonly (readonly Route[])[] {
    const added: Route[][] = [[]];
    for (let length = 0; length < this.most; length++) {
      const next: Route[] = [];
      for (const route of added[length] ?? []) this.expand(route, false, entered, next);
      for (const route of seeds[length] ?? []) this.expand(reset ? anew(route) : route, reset, entered, next);
      added.push(next);
    }
    return added;
  }

  private expand({ steps, stand: from }: Route, reset: boolean, entered: Set<string>, next: Route[]): void {
    for (const to of this.places) {
      if (entered.has(to.key)) continue;
      if (this.missing.size === 0 || this.asked >= this.limit) return;
      this.asked++;
      const { verdict, stand } = move(from, to);
      if (verdict.outcome !== 'yes' || stand === undefined) continue;
      entered.add(to.key);
      const route = { steps: [...steps, { to, verdict, reset }], stand };
      next.push(route);
      if (this.missing.delete(to.key)) this.found.set(to.key, route);
    }
  }
}

function anew({ steps, stand }: Route): Route {
  return { steps, stand: resetAt(stand) };
}
