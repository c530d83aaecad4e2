/** Padding that must be zero. */
import type { Success } from '../draft.js';
import type { Mapped } from '../map.js';
import { placeName } from '../place-name.js';
import type { Attempt } from './attempt.js';

export function* padding(_base: Success, { places }: Mapped): Generator<Attempt> {
  for (const place of places) {
    const { kind, type, at, bytes } = place;
    if (kind !== 'padding' || type?.kind !== 'padding' || type.read !== 'zero' || bytes === 0) continue;
    yield { name: `${placeName(place)}: first byte not zero`, at, remove: 1, insert: '01', want: 'RESERVED_BITS' };
    yield { name: `${placeName(place)}: last byte not zero`, at: at + bytes - 1, remove: 1, insert: '80', want: 'RESERVED_BITS' };
  }
}
