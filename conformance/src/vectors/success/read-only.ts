/** Bytes that nobody writes and everybody reads: subsections in another order or twice, unknown ones that may be lost, ignored bytes. */
import type { Draft, Success } from '../draft.js';
import { mapSection, type Place } from '../map.js';
import { nativeSubsection } from '../subsection-bytes.js';

export function readOnlyVectors(draft: Draft): void {
  const done = new Set<string>();
  for (const base of draft.bases()) {
    const places = mapSection(draft.reference, base, base.hex)?.places ?? [];
    for (const make of [ignored, swapped, twice, unknownOptional]) {
      for (const { what, hex } of make(draft, base, places)) {
        if (done.has(what)) continue;
        done.add(what);
        draft.bytes(`${what}, ${base.name}`, draft.circumstancesOf(base), hex);
      }
    }
  }
}

interface Odd {
  readonly what: string;
  readonly hex: string;
}

/** Padding that may hold anything, and fillers. */
function* ignored(_draft: Draft, base: Success, places: readonly Place[]): Generator<Odd> {
  let { hex } = base;
  for (const { kind, type, at, bytes } of places) {
    if (kind === 'filler' || (kind === 'padding' && type?.kind === 'padding' && type.read === 'ignored'))
      hex = hex.slice(0, 2 * at) + `a5${'00'.repeat(Math.max(bytes - 1, 0))}`.slice(0, 2 * bytes) + hex.slice(2 * (at + bytes));
  }
  if (hex !== base.hex) yield { what: 'ignored bytes', hex };
}

function* swapped(_draft: Draft, base: Success, places: readonly Place[]): Generator<Odd> {
  const subsections = places.filter(({ kind }) => kind === 'subsection');
  for (const [index, first] of subsections.entries()) {
    const second = subsections.slice(index + 1).find(({ at }) => at === first.at + first.bytes);
    if (second === undefined) continue;
    const { hex } = base;
    const part = ({ at, bytes }: Place): string => hex.slice(2 * at, 2 * (at + bytes));
    const end = 2 * (second.at + second.bytes);
    yield {
      what: `${second.subsection?.name} before ${first.subsection?.name}`,
      hex: hex.slice(0, 2 * first.at) + part(second) + part(first) + hex.slice(end),
    };
  }
}

/** The qemu framing takes the last one. */
function* twice(draft: Draft, base: Success, places: readonly Place[]): Generator<Odd> {
  if (draft.reference.type.descriptor.framing !== 'qemu') return;
  for (const { kind, at, bytes, subsection } of places) {
    if (kind !== 'subsection') continue;
    const end = 2 * (at + bytes);
    const hex = base.hex.slice(0, end) + base.hex.slice(2 * at, end) + base.hex.slice(end);
    yield { what: `${subsection?.name} twice`, hex };
  }
}

function* unknownOptional(_draft: Draft, base: Success, places: readonly Place[]): Generator<Odd> {
  const count = places.findLast(({ kind, path }) => kind === 'subsection count' && path.length === 0);
  if (count === undefined) return;
  const number = Number.parseInt(base.hex.slice(2 * count.at, 2 * count.at + 2), 16) + 1;
  const hex =
    base.hex.slice(0, 2 * count.at) +
    number.toString(16).padStart(2, '0') +
    nativeSubsection('example/unknown', { optional: true, body: 'c0ffee' }) +
    base.hex.slice(2 * count.at + 2);
  yield { what: 'an unknown optional subsection', hex };
}
