import { state } from '../diagnostics/codes/state.js';
import type { FieldData, LongFieldData } from '../schema/types.js';
import type { Span } from '../text/source.js';
import type { Context } from './context.js';
import type { At } from './expressions.js';

/** A field as everything behind sees it. */
export interface WrittenField {
  readonly name: string;
  readonly data: LongFieldData;
  /** Where the author wrote it. */
  readonly at: At;
}

type Fields = { readonly [name: string]: FieldData };

/**
 * The fields of a layout in wire order. Short forms become long ones, an optional value becomes its marker and a field that
 * is there when the marker says so, a variant its tag and a field for each case. `scope` is how expressions of the layout
 * name its fields.
 */
export function writtenFields(context: Context, fields: Fields | undefined, scope: 'state' | 'self'): readonly WrittenField[] {
  if (fields === undefined) return [];
  return context.places.entries(fields).flatMap(([name, short]) => {
    const data = longForm(context, fields, name, short);
    const at = { data: fields, key: name };
    if (data.type === 'variant') return variant(context, name, data, at, scope);
    return data.marker === undefined ? [{ name, data, at }] : optional(context, name, data, data.marker, at, scope);
  });
}

/** The long form of a field; the short form gives a map of its own, with the place of the type. */
function longForm(context: Context, fields: Fields, name: string, data: FieldData): LongFieldData {
  if (typeof data === 'object') return data;
  const { places } = context;
  const value = places.value(fields, name);
  return placed(context, value, { type: data }, () => ({ value, quoted: places.quoted(fields, name), written: data }));
}

/** `x` behind a marker: `x_present`, and `x` where that is true. */
function optional(
  context: Context,
  name: string,
  data: LongFieldData,
  marker: NonNullable<LongFieldData['marker']>,
  at: At,
  scope: string,
): readonly WrittenField[] {
  const { places } = context;
  const present = marker.present ?? 1n;
  const absent = marker.absent ?? 0n;
  if (present === absent) context.reporter.report(state.markersEqual, places.value(data, 'marker'), `both markers are ${present}`);
  // With equal markers, going on as if they were a bool says nothing twice.
  const plain = present === absent || (present === 1n && absent === 0n);
  const flag = `${name}_present`;
  const markerPlace = places.value(data, 'marker');
  const life = livesOf(data);
  const tag: LongFieldData = plain
    ? { type: 'bool', ...life, ...pick(data, 'when') }
    : { type: 'enum', of: 'u8', values: placed(context, markerPlace, { absent, present }), ...life, ...pick(data, 'when') };
  const { marker: _marker, ...rest } = data;
  const value: LongFieldData = { ...rest, when: plain ? `${scope}.${flag}` : `${scope}.${flag} == 'present'` };
  return [
    { name: flag, data: copied(context, data, tag, markerPlace), at },
    { name, data: copied(context, data, value, markerPlace), at },
  ];
}

/** A variant: the tag is an enum, and each case with something inside is a field that is there under its tag. */
function variant(context: Context, name: string, data: LongFieldData, at: At, scope: string): readonly WrittenField[] {
  const { places, reporter } = context;
  const { cases, ...rest } = data;
  if (cases === undefined || places.entries(cases).length === 0) {
    if (!places.dropped(data, 'cases'))
      reporter.report(state.typeKeyMissing, places.value(data, 'type'), 'type variant needs "cases"', {
        help: 'add cases: { none: { value: 0 }, file: { value: 1, type: File } }',
      });
    return [];
  }
  const span = places.value(data, 'cases');
  const values: Record<string, bigint> = {};
  for (const [each, { value }] of places.entries(cases)) values[each] = value;
  const tag: LongFieldData = {
    ...rest,
    type: 'enum',
    values: placed(context, span, values, (key) => {
      const one = cases[key] ?? {};
      return { value: places.value(one, 'value'), quoted: false, written: places.written(one, 'value') };
    }),
  };
  const insides = places.entries(cases).flatMap(([each, inside]): readonly WrittenField[] => {
    if (inside.type === undefined) return [];
    const field: LongFieldData = { type: inside.type, ...pick(inside, 'with'), ...livesOf(data), when: `${scope}.${name} == '${each}'` };
    return [{ name: `${name}_${each.replaceAll('-', '_')}`, data: copied(context, inside, field, places.key(cases, each)), at }];
  });
  return [{ name, data: copied(context, data, tag, span), at }, ...insides];
}

function livesOf(data: LongFieldData): Pick<LongFieldData, 'added' | 'removed'> {
  return { ...pick(data, 'added'), ...pick(data, 'removed') };
}

function pick<T extends object, K extends keyof T>(data: T, key: K): { [P in K]?: T[P] } {
  const one: { [P in K]?: T[P] } = {};
  if (data[key] !== undefined) one[key] = data[key];
  return one;
}

interface Written {
  readonly value: Span;
  readonly quoted: boolean;
  readonly written: string;
}

/** Registers a map that nobody wrote; what is in it stands at one place unless `where` knows better. */
function placed<T extends object>(context: Context, whole: Span, data: T, where?: (key: string) => Written): T {
  context.places.container(data, whole);
  for (const key of Object.keys(data)) {
    const place = where?.(key) ?? { value: whole, quoted: true, written: '' };
    context.places.child(data, key, { key: place.value, ...place });
  }
  return data;
}

/** The same for a map made from one that somebody wrote: what it took over stands where it was. */
function copied(context: Context, from: object, data: LongFieldData, otherwise: Span): LongFieldData {
  const { places } = context;
  return placed(context, places.whole(from), data, (key) =>
    key in from && from[key as keyof typeof from] === data[key as keyof LongFieldData]
      ? { value: places.value(from, key), quoted: places.quoted(from, key), written: places.written(from, key) }
      : { value: otherwise, quoted: true, written: '' },
  );
}
