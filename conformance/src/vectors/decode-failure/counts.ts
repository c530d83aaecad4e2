/** Counts and lengths above what there is room for, markers that are none, text that is no text. */
import type { DocumentExpression, DocumentField, DocumentSubsection, Expr } from '@migspec/capabilities';
import type { SectionReference } from '../../testee/reference.js';
import type { Draft, Success } from '../draft.js';
import { baseOf, bigEndian, integerBytes, intervalOf } from '../integers.js';
import type { Mapped, Place } from '../map.js';
import { placeName } from '../place-name.js';
import { structsIn } from '../reads.js';
import { type Attempt, replaced } from './attempt.js';

export function* counts(_base: Success, { places }: Mapped, draft: Draft): Generator<Attempt> {
  for (const place of places) {
    if (place.kind === 'string') yield* strings(place);
    if (place.kind === 'marker') yield* markers(place);
  }
  const counted = countedFields(draft.reference);
  for (const place of places) yield* counters(place, counted);
}

/** Values of a field that some count is made of. */
function* counters(place: Place, fields: readonly CountedField[]): Generator<Attempt> {
  const integer = place.type === undefined ? undefined : baseOf(place.type);
  if (place.kind !== 'value' || integer === undefined) return;
  const name = place.path.at(-1);
  for (const { field, by, capacity } of fields) {
    if (!mentions(by.expr, String(name))) continue;
    const [low, high] = intervalOf(integer);
    for (const value of [BigInt(capacity) + 1n, high, low]) {
      if (value < low || value > high) continue;
      yield {
        name: `${placeName(place)} ${value}: no room in ${field}`,
        ...replaced(place, integerBytes(integer, value)),
        want: 'COUNT_TOO_LARGE',
      };
    }
  }
}

interface CountedField {
  readonly field: string;
  readonly by: DocumentExpression;
  readonly capacity: number;
}

/** Fields whose length is counted by an expression, also those of which no element is there. */
function countedFields({ documentModel, documentSection }: SectionReference): readonly CountedField[] {
  const structs = [...structsIn(documentModel, documentSection)].flatMap((id) => documentModel.structs[id] ?? []);
  return [documentSection, ...structs].flatMap(allFields).flatMap(({ name, type }) => {
    const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
    return count?.kind === 'counted' ? [{ field: name === '' ? 'padding' : name, by: count.by, capacity: count.capacity }] : [];
  });
}

function allFields({ fields, subsections }: Pick<DocumentSubsection, 'fields' | 'subsections'>): readonly DocumentField[] {
  return [...fields, ...subsections.flatMap(allFields)];
}

function mentions(expr: Expr, name: string): boolean {
  return JSON.stringify(expr).includes(`"name":${JSON.stringify(name)}`);
}

function* strings(place: Place): Generator<Attempt> {
  if (place.type?.kind !== 'string') return;
  const { lengthBits, capacity } = place.type;
  const { at, bytes } = place;
  const prefix = lengthBits / 8;
  const tooLong = BigInt(capacity) + 1n;
  if (tooLong < 1n << BigInt(lengthBits))
    yield {
      name: `${placeName(place)}: longer than ${capacity}`,
      at,
      remove: prefix,
      insert: bigEndian(lengthBits, capacity + 1),
      want: 'COUNT_TOO_LARGE',
    };
  const end = at + bytes;
  for (const [why, text] of [
    ['NUL inside', '61006f'],
    ['no UTF-8', 'c328'],
    ['an overlong form', 'c080'],
    ['half of a surrogate pair', 'eda080'],
  ] as const) {
    if (text.length / 2 > capacity) continue;
    const insert = bigEndian(lengthBits, text.length / 2) + text;
    yield { name: `${placeName(place)}: ${why}`, at, remove: end - at, insert, want: 'STRING_INVALID' };
  }
}

function* markers(place: Place): Generator<Attempt> {
  if (place.type?.kind !== 'array' || place.type.count.kind !== 'marked') return;
  const { more, end } = place.type.count;
  let neither = 0;
  while (neither === more || neither === end) neither++;
  yield { name: `${placeName(place)}: ${neither} is none`, ...replaced(place, bigEndian(8, neither)), want: 'MARKER_INVALID' };
  yield { name: `${placeName(place)}: one more, and nothing comes`, ...replaced(place, bigEndian(8, more)), want: 'TRUNCATED' };
}
