/** Many hosts, few documents: hosts with the same build and the same facts that decide anything are one place. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { Facts } from '@migspec/runtime';
import { documentDigest } from '../document/digest.js';
import type { Place } from './stand.js';

export interface FleetHost {
  readonly name: string;
  readonly document: CapabilityDocument;
  readonly facts?: Facts;
}

/** All hosts of one kind. */
export interface FleetPlace extends Place {
  /** Digest of the document, and the facts. */
  readonly key: string;
  /** In the order of the fleet; at least one. */
  readonly hosts: readonly string[];
}

/** The places of a fleet, in the order of their first hosts. */
export function placesOf(hosts: readonly FleetHost[]): readonly FleetPlace[] {
  const places = new Map<string, FleetPlace & { readonly hosts: string[] }>();
  for (const host of hosts) {
    const key = placeKey(host);
    const known = places.get(key);
    if (known !== undefined) known.hosts.push(host.name);
    else places.set(key, { key, document: host.document, ...(host.facts === undefined ? {} : { facts: host.facts }), hosts: [host.name] });
  }
  return [...places.values()];
}

/** Equal for places that no verdict tells apart. */
export function placeKey({ document, facts = {} }: Place): string {
  const told = Object.keys(facts)
    .sort()
    .map((name) => `${name}=${String(facts[name])}`);
  return [digestOf(document), ...told].join(' ');
}

const digests = new WeakMap<CapabilityDocument, string>();

function digestOf(document: CapabilityDocument): string {
  if (document.digest !== undefined) return document.digest;
  const known = digests.get(document) ?? documentDigest(document);
  digests.set(document, known);
  return known;
}
