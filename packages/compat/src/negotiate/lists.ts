/**
 * Preferred order between two lists. The state of a source is fixed and a saved file has no peer, so the choice is made before
 * anything is created, by whoever plans. Source: the mdev thread of August 2018, whose four examples are tests.
 */

export interface Negotiation {
  /** Most preferred first. */
  readonly source: readonly string[];
  readonly destination: readonly string[];
  /** The first entry of the source's list that the destination has. */
  readonly chosen?: string;
  /**
   * What an upgrade would bring. Nothing common: the destination learns what the source has, or the source what the destination
   * has. Something common that is not what the source prefers: the destination learns the better ones.
   */
  readonly upgrades: readonly Upgrade[];
}

export interface Upgrade {
  readonly side: 'source' | 'destination';
  /** Entries of which one is enough; the first would serve best. */
  readonly adds: readonly string[];
}

/** Lists are of versions of one model, or of state versions; entries are compared byte for byte. */
export function negotiate(source: readonly string[], destination: readonly string[]): Negotiation {
  const at = source.findIndex((entry) => destination.includes(entry));
  const chosen = source[at];
  const lists = { source, destination };
  if (chosen !== undefined) return { ...lists, chosen, upgrades: upgrades(['destination', source.slice(0, at)]) };
  return { ...lists, upgrades: upgrades(['destination', source], ['source', destination]) };
}

function upgrades(...wanted: readonly (readonly [Upgrade['side'], readonly string[]])[]): readonly Upgrade[] {
  return wanted.flatMap(([side, adds]) => (adds.length === 0 ? [] : [{ side, adds }]));
}
