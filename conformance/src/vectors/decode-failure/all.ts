import { type DecodeFailureVector, packHex } from '@migspec/vectors';
import type { Draft } from '../draft.js';
import { mapSection } from '../map.js';
import type { DecodeFailureKind } from './attempt.js';
import { bounds } from './bounds.js';
import { counts } from './counts.js';
import { invariants } from './invariants.js';
import { lists } from './lists.js';
import { padding } from './padding.js';
import { scalars } from './scalars.js';
import { subsections } from './subsections.js';
import { trailing } from './trailing.js';
import { truncated } from './truncated.js';
import { version } from './version.js';

const kinds: readonly DecodeFailureKind[] = [
  version,
  truncated,
  trailing,
  scalars,
  bounds,
  padding,
  counts,
  lists,
  subsections,
  invariants,
];

/** Of each name one, from the first vector whose bytes can be damaged so and are then refused with the code that is meant. */
export function decodeFailures(draft: Draft): readonly DecodeFailureVector[] {
  const kept = new Map<string, DecodeFailureVector>();
  for (const base of draft.bases()) {
    const mapped = mapSection(draft.reference, base, base.hex);
    if (mapped === undefined) continue;
    const circumstances = draft.circumstancesOf(base);
    for (const kind of kinds) {
      for (const { name, at, remove, insert, want, version } of kind(base, mapped, draft)) {
        if (kept.has(name)) continue;
        const hex = base.hex.slice(0, 2 * at) + insert + base.hex.slice(2 * (at + remove));
        if (draft.reference.refusal({ ...circumstances, version: version ?? base.version }, hex) !== want) continue;
        kept.set(name, {
          name,
          from: base.name,
          ...(version === undefined ? {} : { version }),
          at,
          remove,
          insert: packHex(insert),
          error: want,
        });
      }
    }
  }
  return [...kept.values()];
}
