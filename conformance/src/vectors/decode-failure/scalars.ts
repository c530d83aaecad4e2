/** Bools that are neither 0 nor 1, and values that an enum does not have. */
import type { DocumentFieldType } from '@migspec/capabilities';
import type { Success } from '../draft.js';
import { integerBytes, intervalOf } from '../integers.js';
import type { Mapped } from '../map.js';
import { placeName } from '../place-name.js';
import { type Attempt, replaced } from './attempt.js';

export function* scalars(_base: Success, { places }: Mapped): Generator<Attempt> {
  for (const place of places) {
    const { kind, type } = place;
    if (kind !== 'value' || type === undefined || place.bytes === 0) continue;
    const element = type.kind === 'array' ? type.element : type;
    if (element.kind === 'bool') {
      for (const value of [2, 255])
        yield {
          name: `${placeName(place)}: ${value} is no bool`,
          ...replaced(place, value.toString(16).padStart(2, '0')),
          want: 'BOOL_INVALID',
        };
    }
    if (element.kind === 'enum') {
      for (const value of unknownValues(element))
        yield {
          name: `${placeName(place)}: no value ${value}`,
          ...replaced(place, integerBytes(element.base, value)),
          want: 'ENUM_UNKNOWN',
        };
    }
  }
}

/** The least and the greatest that the enum does not have. */
function unknownValues({ base, values }: DocumentFieldType & { readonly kind: 'enum' }): readonly bigint[] {
  const known = new Set(values.map(({ value }) => BigInt(value)));
  const [low, high] = intervalOf(base);
  let least = 0n;
  while (known.has(least)) least++;
  let most = high;
  while (known.has(most)) most--;
  return [...new Set([least, most])].filter((value) => value >= low && value <= high);
}
