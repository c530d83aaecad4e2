/** Before an upgrade: which machines it would strand. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { Verdict } from '../check/types.js';
import { type FleetHost, type FleetPlace, placeKey, placesOf } from './fleet.js';
import { waysBack } from './rank.js';
import { type Route, type RouteOptions, routesFrom } from './routes.js';
import { move, type Place, type Stand } from './stand.js';

export interface Upgrade {
  /** Build id of the hosts that are upgraded: `qemu@5.2.0`. */
  readonly from: string;
  readonly to: CapabilityDocument;
}

export interface FleetVm {
  readonly name: string;
  /** The host that it runs on. */
  readonly host: string;
  readonly stand: Stand;
}

export type StrandedKind = 'cannot-leave' | 'cannot-return' | 'cannot-return-after-reset';

export interface Stranded {
  readonly vm: string;
  readonly host: string;
  readonly kind: StrandedKind;
  /** Definite; else it depends on the state of then, or on facts that nobody told. */
  readonly certain: boolean;
  /** The place it would go to, or return from. */
  readonly at: FleetPlace;
  /** Why not. */
  readonly verdict: Verdict;
}

export interface UpgradeReport {
  readonly stranded: readonly Stranded[];
  /** Machines that can leave, return, and return after a reset. */
  readonly free: number;
}

/**
 * What becomes of each machine on a host of the old build.
 *
 * `cannot-leave`: neither directly nor by a route is there a way (every step answered with yes) to any host that is left: the
 * upgraded ones, each with the facts it had, and those of other builds. The verdict is that on its own host, upgraded.
 * Else it goes to its own host, upgraded, if it can, else to the first place there is a way to, and from there back to its own
 * host with the old build. `cannot-return`: that is not answered with yes; `cannot-return-after-reset`: it is, until the guest is
 * reset there. Going back is asked directly: whoever takes an upgrade back has no other hosts to rely on.
 */
export function strandedBy(
  vms: readonly FleetVm[],
  hosts: readonly FleetHost[],
  upgrade: Upgrade,
  options: RouteOptions = {},
): UpgradeReport {
  const after = placesOf(hosts.map((host) => (host.document.build === upgrade.from ? { ...host, document: upgrade.to } : host)));
  const known = new Map<string, Omit<Stranded, 'vm' | 'host'> | undefined>();
  const stranded: Stranded[] = [];
  let free = 0;
  for (const { name, host, stand } of vms) {
    if (stand.place.document.build !== upgrade.from) continue;
    const key = standKey(stand);
    if (!known.has(key)) known.set(key, fateOf(stand, after, upgrade, options));
    const fate = known.get(key);
    if (fate === undefined) free++;
    else stranded.push({ vm: name, host, ...fate });
  }
  return { stranded, free };
}

function fateOf(
  stand: Stand,
  after: readonly FleetPlace[],
  { to }: Upgrade,
  options: RouteOptions,
): Omit<Stranded, 'vm' | 'host'> | undefined {
  const upgraded: Place = { ...stand.place, document: to };
  const own = after.find(({ key }) => key === placeKey(upgraded)) ?? { ...upgraded, key: placeKey(upgraded), hosts: [] };
  const { verdict, stand: there } = move(stand, own);
  const direct: Pick<Route, 'stand'> | undefined = verdict.outcome === 'yes' && there !== undefined ? { stand: there } : undefined;
  const way = direct ?? firstRoute(stand, after, own, options);
  if (way === undefined) return { kind: 'cannot-leave', certain: verdict.outcome === 'no', at: own, verdict };
  const at = after.find(({ key }) => key === placeKey(way.stand.place)) ?? own;
  const { back, backAfterReset } = waysBack(way.stand, stand.place);
  if (back.outcome !== 'yes') return { kind: 'cannot-return', certain: back.outcome === 'no', at, verdict: back };
  if (backAfterReset.outcome === 'yes') return undefined;
  return { kind: 'cannot-return-after-reset', certain: backAfterReset.outcome === 'no', at, verdict: backAfterReset };
}

/** To its own host, else to the first place of the fleet. */
function firstRoute(stand: Stand, after: readonly FleetPlace[], own: FleetPlace, options: RouteOptions): Route | undefined {
  const { byPlace } = routesFrom(stand, after, options);
  const [first] = [own, ...after].flatMap(({ key }) => byPlace.get(key) ?? []);
  return first;
}

/** Equal for machines whose fate is one. */
function standKey({ place, machine, request, state }: Stand): string {
  const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);
  return `${placeKey(place)} ${JSON.stringify([machine, request], plain)}${state === undefined ? '' : ` ${stateNumber(state)}`}`;
}

const states = new WeakMap<object, number>();
let lastState = 0;

/** States are told apart by who they are: comparing them costs more than asking twice. */
function stateNumber(state: object): number {
  const known = states.get(state) ?? ++lastState;
  states.set(state, known);
  return known;
}
