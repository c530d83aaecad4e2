/** Bytes that end: before the first, in front of each thing, inside each. */
import type { Success } from '../draft.js';
import type { Mapped } from '../map.js';
import { placeName } from '../place-name.js';
import type { Attempt } from './attempt.js';

/** Of a long section, so many cuts over its length. */
const most = 60;

export function* truncated(base: Success, { places }: Mapped): Generator<Attempt> {
  const length = base.hex.length / 2;
  const cuts = places.flatMap((place) => {
    const { at, bytes, kind } = place;
    const before = { name: `ends before ${placeName(place)}`, at };
    const inside = { name: `ends inside ${placeName(place)}`, at: at + bytes - 1 };
    return bytes === 0 ? [] : bytes === 1 || kind === 'subsection' ? [before] : [before, inside];
  });
  const step = Math.ceil(cuts.length / most);
  for (const [index, { name, at }] of cuts.entries())
    if (index % step === 0 || index === cuts.length - 1) yield { name, at, remove: length - at, insert: '', want: 'TRUNCATED' };
}
