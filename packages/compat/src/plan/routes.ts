/** Ways through intermediate hosts: a state that one build writes another may read only after a third has written it again. */
import type { Verdict } from '../check/types.js';
import { hopErrata } from '../errata/hop.js';
import { type FleetPlace, placeKey } from './fleet.js';
import { type AppliedRemedy, moveWithRemedies } from './remedied.js';
import { move, resetAt, type Stand } from './stand.js';

export interface Step {
  readonly to: FleetPlace;
  readonly verdict: Verdict;
  /** The guest is reset at the place before, and then migrated at once. */
  readonly reset: boolean;
  /** What is done at the place before, because an erratum breaks the hop; absent where nothing is. */
  readonly remedies?: readonly AppliedRemedy[];
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
  /**
   * Whether one hop that an erratum breaks may be taken with its remedy: `live`, where the guest runs on or is reset; `restart`,
   * also where the machine must be started anew at the beginning; default none.
   */
  readonly remedies?: 'live' | 'restart';
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
 * The shortest routes whose every step is answered with yes. A route without a reset goes before any with one, and that before any
 * with a remedy: a machine is led around an erratum where there is a way around. Among the shortest, the one whose places come
 * first in the fleet. A route enters a place once, once more after a reset or a remedy. What is known of the state goes along; after a reset it is that of a new device, so that what depends on it is decided.
 */
export function routesFrom(start: Stand, places: readonly FleetPlace[], options: RouteOptions = {}): Routes {
  const { most = 4, reset = false, remedies, wanted = places, limit = 200_000 } = options;
  const home = placeKey(start.place);
  const missing = new Set(wanted.map(({ key }) => key).filter((key) => key !== home));
  const search = new Search(places, missing, most, limit);
  const first: Route = { steps: [], stand: start };
  const [, ...onwards] = search.run([[first]], new Set([home]), plain);
  const seeds = [[first], ...onwards];
  if (reset && missing.size > 0) search.run(seeds, new Set(), afterReset);
  if (remedies !== undefined && missing.size > 0) search.run(seeds, new Set(), (route, to) => remedied(route, to, places));
  if (remedies === 'restart' && missing.size > 0) search.run([[first]], new Set(), restarted);
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

  /** `seeds[n]` are routes of n steps, of which one hop of this kind leads on. Gives the routes that were added, by length. */
  run(seeds: readonly (readonly Route[])[], entered: Set<string>, hop: Hop): readonly (readonly Route[])[] {
    const added: Route[][] = Array.from({ length: this.most + 1 }, () => []);
    for (let length = 0; length < this.most; length++) {
      for (const route of added[length] ?? []) this.expand(route, plain, entered, added);
      for (const route of seeds[length] ?? []) this.expand(route, hop, entered, added);
    }
    return added;
  }

  private expand(route: Route, hop: Hop, entered: Set<string>, added: readonly Route[][]): void {
    for (const to of this.places) {
      if (entered.has(to.key)) continue;
      if (this.missing.size === 0 || this.asked >= this.limit) return;
      this.asked++;
      const next = hop(route, to);
      const list = next === undefined ? undefined : added[next.steps.length];
      if (next === undefined || list === undefined) continue;
      entered.add(to.key);
      list.push(next);
      if (this.missing.delete(to.key)) this.found.set(to.key, next);
    }
  }
}

/** The route and one hop more, or two; undefined where the check does not say yes. */
type Hop = (route: Route, to: FleetPlace) => Route | undefined;

const plain: Hop = (route, to) => onwards(route, to, false);

const afterReset: Hop = (route, to) => onwards(anew(route), to, true);

function onwards({ steps, stand: from }: Route, to: FleetPlace, reset: boolean, remedies?: readonly AppliedRemedy[]): Route | undefined {
  const { verdict, stand } = move(from, to);
  if (verdict.outcome !== 'yes' || stand === undefined) return undefined;
  return { steps: [...steps, { to, verdict, reset, ...(remedies === undefined ? {} : { remedies }) }], stand };
}

/** With what the guest is made to do, or through the build that the erratum names. */
function remedied(route: Route, to: FleetPlace, places: readonly FleetPlace[]): Route | undefined {
  return withRemedies(route, to, false) ?? through(route, to, places);
}

const restarted: Hop = (route, to) => withRemedies(route, to, true);

function withRemedies({ steps, stand: from }: Route, to: FleetPlace, restart: boolean): Route | undefined {
  const { verdict, stand, remedies } = moveWithRemedies(from, to, { restart }) ?? {};
  if (verdict === undefined || stand === undefined || remedies === undefined) return undefined;
  return { steps: [...steps, { to, verdict, reset: false, remedies }], stand };
}

function through(route: Route, to: FleetPlace, places: readonly FleetPlace[]): Route | undefined {
  const { broken, alone, remedies } = hopErrata(move(route.stand, to).verdict);
  const [erratum] = broken;
  if (!alone || erratum === undefined) return undefined;
  for (const { text, action } of remedies) {
    if (action.kind !== 'through') continue;
    const applied = [{ erratum: erratum.id, build: erratum.build, text, restart: false, action }];
    for (const middle of places.filter(({ document }) => document.build === action.build)) {
      const there = plain(route, middle);
      const found = there === undefined ? undefined : onwards(action.reset ? anew(there) : there, to, action.reset, applied);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function anew({ steps, stand }: Route): Route {
  return { steps, stand: resetAt(stand) };
}
