/** Subsections that are unknown, too new, doubled, too long, too short, or badly named; structs of a version that is unknown. */
import type { Draft, Success } from '../draft.js';
import { bigEndian } from '../integers.js';
import type { Mapped, Place, SubsectionPlace } from '../map.js';
import { placeName } from '../place-name.js';
import { nativeSubsection, qemuSubsection } from '../subsection-bytes.js';
import { type Attempt, replaced } from './attempt.js';

export function* subsections(base: Success, { places }: Mapped, draft: Draft): Generator<Attempt> {
  for (const place of places) {
    if (place.kind === 'struct version') {
      yield {
        name: `${placeName(place)} ${place.version + 1}`,
        ...replaced(place, bigEndian(32, place.version + 1)),
        want: 'STRUCT_VERSION_REFUSED',
      };
    }
    if (place.kind === 'subsection count') yield* counted(base, place);
    if (place.subsection !== undefined) yield* one(base, place, place.subsection);
  }
  if (draft.reference.type.descriptor.framing === 'qemu') yield* atTheEnd(base, draft);
}

function* one({ hex }: Success, place: Place, { version, versionAt, flagsAt, lengthAt }: SubsectionPlace): Generator<Attempt> {
  const name = placeName(place);
  for (const other of [version + 1, 0xffff_ffff])
    yield { name: `${name} version ${other}`, ...replaced({ at: versionAt }, bigEndian(32, other)), want: 'SECTION_VERSION_REFUSED' };
  if (flagsAt === undefined || lengthAt === undefined) return;
  yield { name: `${name}: flags 2`, ...replaced({ at: flagsAt }, '02'), want: 'RESERVED_BITS' };
  const length = Number.parseInt(hex.slice(2 * lengthAt, 2 * lengthAt + 8), 16);
  yield { name: `${name}: one byte shorter`, ...replaced({ at: lengthAt }, bigEndian(32, length - 1)), want: 'TRUNCATED' };
  yield { name: `${name}: longer than what is left`, ...replaced({ at: lengthAt }, 'ffffffff'), want: 'TRUNCATED' };
  const end = place.at + place.bytes;
  // One edit changes the length and what follows it.
  const insert = `${bigEndian(32, length + 1)}${hex.slice(2 * lengthAt + 8, 2 * end)}00`;
  yield { name: `${name}: one byte more inside`, at: lengthAt, remove: end - lengthAt, insert, want: 'TRAILING_BYTES' };
}

/** The native framing, at the count of the subsections of something. */
function* counted({ hex }: Success, place: Place): Generator<Attempt> {
  const { at } = place;
  const number = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  const where = placeName(place);
  const more = (added: string): Pick<Attempt, 'at' | 'remove' | 'insert'> => ({
    at,
    remove: 1,
    insert: bigEndian(8, number + added.length),
  });
  yield { name: `${where}: one more, and nothing comes`, ...more('x'), want: 'TRUNCATED' };
  const first = (subsection: string): Pick<Attempt, 'at' | 'remove' | 'insert'> => ({
    at,
    remove: 1,
    insert: bigEndian(8, number + 1) + subsection,
  });
  yield { name: `${where}: an unknown one`, ...first(nativeSubsection('example/unknown')), want: 'SECTION_UNKNOWN' };
  yield { name: `${where}: one without a name`, ...first(nativeSubsection('')), want: 'STRING_INVALID' };
  yield { name: `${where}: one with NUL in its name`, ...first(nativeSubsection('a\0b')), want: 'STRING_INVALID' };
  yield {
    name: `${where}: an unknown optional one twice`,
    at,
    remove: 1,
    insert: bigEndian(8, number + 2) + nativeSubsection('example/unknown', { optional: true }).repeat(2),
    want: 'SECTION_DUPLICATE',
  };
}

/** The qemu framing, behind the section's last field or subsection. */
function* atTheEnd(base: Success, draft: Draft): Generator<Attempt> {
  const at = base.hex.length / 2;
  const prefix = draft.prefix;
  yield { name: 'an unknown subsection', at, remove: 0, insert: qemuSubsection(`${prefix}/unknown`), want: 'SECTION_UNKNOWN' };
  yield {
    name: 'ends inside the name of a subsection',
    at,
    remove: 0,
    insert: qemuSubsection(`${prefix}/unknown`).slice(0, 12),
    want: 'TRUNCATED',
  };
  yield {
    name: 'ends inside the version of a subsection',
    at,
    remove: 0,
    insert: qemuSubsection(`${prefix}/unknown`).slice(0, -2),
    want: 'TRUNCATED',
  };
}
