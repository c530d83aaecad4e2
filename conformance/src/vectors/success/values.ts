/** The same shape as after reset, with other values: the greatest, the least, some in which every byte counts, each of every enum. */
import type { DocumentFieldType } from '@migspec/capabilities';
import { NamedRandom } from '../../situations/random.js';
import type { Draft, Success } from '../draft.js';
import { baseOf, integerBytes, intervalOf } from '../integers.js';
import type { Mapped, Place } from '../map.js';
import { mapSection } from '../map.js';

/** In longer arrays only the first, the last and one in between get a value. */
const longestWhole = 32;

/** Hex digits of a section that is small. */
const short = 4000;

type Choice = (type: DocumentFieldType, place: Place, mapped: Mapped, index: number) => bigint | undefined;

export function valueVectors(draft: Draft): void {
  for (const [number, base] of draft.bases().entries()) {
    const suffix = base.name === 'reset' ? '' : `, ${base.name}`;
    // What travels elsewhere has much in common with the first: there, one vector is enough.
    if (number === 0 || base.hex.length < short) {
      change(draft, base, `greatest values${suffix}`, (type, place, mapped) => bounds(type, place, mapped)?.[1]);
      change(draft, base, `least values${suffix}`, (type, place, mapped) => bounds(type, place, mapped)?.[0]);
    }
    change(draft, base, `values of which every byte counts${suffix}`, (type, place, mapped, index) => {
      const interval = bounds(type, place, mapped);
      return interval && new NamedRandom(`${place.path.join('.')} ${index}`).between(...interval);
    });
    const most = Math.max(0, ...(mapSection(draft.reference, base, base.hex)?.places.map(enumValues) ?? []));
    for (let number = 1; number < most; number++)
      change(draft, base, `enum values ${number}${suffix}`, (type) => (type.kind === 'enum' ? nth(type, number) : undefined));
  }
}

interface Edit {
  readonly at: number;
  readonly bytes: string;
}

/** Sets every place that lets itself be set: what the codec then refuses, or reads as another shape, stays as it was. */
function change(draft: Draft, base: Success, name: string, choose: Choice): void {
  const mapped = mapSection(draft.reference, base, base.hex);
  if (mapped === undefined) return;
  const hex = applied(
    draft,
    base,
    base.hex,
    mapped.places.flatMap((place) => edits(place, mapped, choose)),
  );
  if (hex !== base.hex) draft.bytes(name, draft.circumstancesOf(base), hex);
}

function edits(place: Place, mapped: Mapped, choose: Choice): Edit[] {
  const { kind, type } = place;
  if (kind !== 'value' || type === undefined) return [];
  const element = elementType(type);
  const base = baseOf(element) ?? { bits: 8, signed: false, order: 'big' };
  const width = base.bits / 8;
  const count = place.bytes / width;
  const indexes = count <= longestWhole ? [...Array(count).keys()] : [0, count >> 1, count - 1];
  return indexes.flatMap((index) => {
    const value = choose(element, place, mapped, index);
    return value === undefined ? [] : [{ at: place.at + index * width, bytes: integerBytes(base, value) }];
  });
}

/** All at once; if that is refused, one half after the other. */
function applied(draft: Draft, base: Success, hex: string, list: readonly Edit[]): string {
  const buffer = Buffer.from(hex, 'hex');
  for (const { at, bytes } of list) buffer.write(bytes, at, 'hex');
  const changed = buffer.toString('hex');
  if (changed === hex || draft.keepsShape(base, changed)) return changed;
  if (list.length < 2) return hex;
  const half = list.length >> 1;
  return applied(draft, base, applied(draft, base, hex, list.slice(0, half)), list.slice(half));
}

function bounds(type: DocumentFieldType, { field, self, version }: Place, { scope }: Mapped): readonly [bigint, bigint] | undefined {
  if (type.kind === 'enum') return undefined;
  if (type.kind === 'bool') return [0n, 1n];
  if (type.kind === 'bytes') return [0n, 255n];
  const base = baseOf(type);
  if (base === undefined || field === undefined || field.bounds.own !== undefined) return undefined;
  const [low, high] = intervalOf(base);
  const { min, max, reserved, negotiated } = field.bounds;
  const least = (min && scope.integer(min, self, version)) ?? low;
  let most = (max && scope.integer(max, self, version)) ?? high;
  if (reserved !== undefined) most &= ~BigInt(reserved);
  if (negotiated !== undefined) most &= scope.integer(negotiated, self, version) ?? 0n;
  return least <= most && least >= low && most <= high ? [least, most] : undefined;
}

function elementType(type: DocumentFieldType): DocumentFieldType {
  return type.kind === 'array' ? elementType(type.element) : type;
}

function enumValues({ kind, type }: Place): number {
  const element = type === undefined ? undefined : elementType(type);
  return kind === 'value' && element?.kind === 'enum' ? element.values.length : 0;
}

function nth({ values }: DocumentFieldType & { readonly kind: 'enum' }, number: number): bigint | undefined {
  const value = values[number % Math.max(values.length, 1)];
  return value === undefined ? undefined : BigInt(value.value);
}
