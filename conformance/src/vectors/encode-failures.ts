/** Values that cannot be written: one place of a value is changed into something that does not fit. */
import type { DocumentFieldType } from '@migspec/capabilities';
import { type EncodeFailureVector, type Json, withChanges } from '@migspec/vectors';
import type { Draft } from './draft.js';
import { intervalOf } from './integers.js';
import { mapSection, type Place } from './map.js';
import { placeName } from './place-name.js';

interface Bad {
  readonly why: string;
  readonly value: Json;
}

/** Of a large section, so many, over its length. */
const most = 100;

/** Characters of JSON of a bad value. */
const longest = 4000;

/** Of each place and each fault one, as long as the generated codec refuses it. */
export function encodeFailures(draft: Draft): readonly EncodeFailureVector[] {
  const found = new Map<string, EncodeFailureVector>();
  for (const base of draft.bases()) {
    const mapped = mapSection(draft.reference, base, base.hex);
    for (const place of mapped?.places ?? []) {
      if ((place.kind !== 'value' && place.kind !== 'string') || place.type === undefined) continue;
      for (const { why, value } of badValues(place.type, at(base.value, place.path), place)) {
        const name = `${placeName(place)}: ${why}`;
        if (found.has(name) || JSON.stringify(value).length > longest) continue;
        found.set(name, { name, from: base.name, set: [[place.path, value]], error: 'STATE_INVALID' });
      }
    }
  }
  const step = Math.ceil(found.size / most);
  const bases = new Map(draft.bases().map((base) => [base.name, base]));
  return [...found.values()].filter((vector, index) => {
    const base = bases.get(vector.from);
    if (base === undefined || index % step !== 0) return false;
    const answer = draft.reference.encode(draft.circumstancesOf(base), withChanges(base.value, vector.set));
    return answer.kind === 'error' && answer.code === vector.error;
  });
}

function* badValues(type: DocumentFieldType, now: Json | undefined, place: Place): Generator<Bad> {
  switch (type.kind) {
    case 'int':
      yield* badIntegers(type.bits, type.signed);
      return;
    case 'flags':
      yield* badIntegers(type.base.bits, type.base.signed);
      return;
    case 'bool':
      yield { why: 'no bool', value: 1 };
      return;
    case 'enum':
      yield { why: 'no such name', value: 'no such name' };
      return;
    case 'string':
      yield { why: 'too long', value: 'x'.repeat(type.capacity + 1) };
      yield { why: 'NUL inside', value: '\0' };
      return;
    case 'array': {
      yield* badLengths(now, place);
      if (!Array.isArray(now) || now.length === 0) return;
      for (const { why, value } of badValues(type.element, now[0], place))
        yield { why: `first element ${why}`, value: [value, ...now.slice(1)] };
      return;
    }
    default:
      yield* badLengths(now, place);
  }
}

function* badIntegers(bits: 8 | 16 | 32 | 64, signed: boolean): Generator<Bad> {
  const [low, high] = intervalOf({ bits, signed });
  const json = (value: bigint): Json => (bits === 64 ? value.toString() : Number(value));
  yield { why: 'too large', value: json(high + 1n) };
  yield { why: 'too small', value: json(low - 1n) };
  if (bits < 64) yield { why: 'no whole number', value: 0.5 };
}

/** One more, and one less. */
function* badLengths(now: Json | undefined, { bytes }: Place): Generator<Bad> {
  if (typeof now === 'string') {
    yield { why: 'one byte more', value: `${now}00` };
    if (now !== '') yield { why: 'one byte less', value: now.slice(2) };
  } else if (Array.isArray(now) && bytes > 0) {
    yield { why: 'one element more', value: [...now, now[0]] };
    yield { why: 'one element less', value: now.slice(1) };
  }
}

function at(value: Json, path: Place['path']): Json | undefined {
  return path.reduce<Json | undefined>((inner, step) => (inner as { readonly [key: string]: Json } | undefined)?.[step], value);
}
