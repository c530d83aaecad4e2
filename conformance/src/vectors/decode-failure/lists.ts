/** One element more than a list may have. */
import type { Success } from '../draft.js';
import { bigEndian } from '../integers.js';
import type { Mapped } from '../map.js';
import { placeName } from '../place-name.js';
import type { Attempt } from './attempt.js';

export function* lists(base: Success, { places }: Mapped): Generator<Attempt> {
  for (const [index, place] of places.entries()) {
    const { kind, type, at } = place;
    if (kind !== 'marker' || type?.kind !== 'array' || type.count.kind !== 'marked') continue;
    const next = places.slice(index + 1).find((other) => other.kind === 'marker' && other.field === place.field);
    const last = next === undefined || base.hex.slice(2 * at, 2 * at + 2) === bigEndian(8, type.count.end);
    if (last) continue;
    // The element, as often as there is room and once more.
    const element = base.hex.slice(2 * at, 2 * next.at);
    if (element.length * type.count.capacity > 20_000) continue;
    yield {
      name: `${placeName(place)}: more than ${type.count.capacity} elements`,
      at,
      remove: 0,
      insert: element.repeat(type.count.capacity),
      want: 'COUNT_TOO_LARGE',
    };
  }
}
