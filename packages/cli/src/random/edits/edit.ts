/** Edits that an author makes, some of which break migrations. */
import type { Choices } from '../choices.js';
import { type Data, type Draft, isData, part, type Value } from '../draft.js';

/** Changes the draft; false where there is nothing of the kind to change. */
export type Edit = (draft: Draft, choices: Choices, how: How) => boolean;

/** As a revision that 2.0 has, or in place, as if it had always been so. */
export type How = 'revised' | 'in place';

/** A value that 2.0 has another of; `aspect` must be one that revisions may change. */
export function change(draft: Draft, how: How, of: Data, aspect: string, value: Value): boolean {
  const was = of[aspect];
  if (JSON.stringify(was) === JSON.stringify(value)) return false;
  if (how === 'in place' || isData(was) || was === undefined) of[aspect] = value;
  else {
    draft.revise();
    of[aspect] = { r1: was, r2: value };
  }
  return true;
}

export function bring(draft: Draft, how: How, of: Data, name: string, what: Data): boolean {
  if (of[name] !== undefined) return false;
  if (how === 'revised') draft.revise();
  of[name] = how === 'revised' ? { ...what, added: 'r2' } : what;
  return true;
}

export function drop(draft: Draft, how: How, of: Data, name: string, more: Data = {}): boolean {
  const known = of[name];
  if (known === undefined) return false;
  if (how === 'in place') delete of[name];
  else {
    draft.revise();
    of[name] = { ...(isData(known) ? known : { type: known }), ...more, removed: 'r2' };
  }
  return true;
}

export interface Named {
  readonly name: string;
  readonly data: Data;
}

export function anyOf(choices: Choices, of: Data, fits: (data: Data) => boolean = () => true): Named | undefined {
  return choices.pick(Object.entries(of).flatMap(([name, data]) => (isData(data) && fits(data) ? [{ name, data }] : [])));
}

export interface PlacedField {
  readonly fields: Data;
  readonly name: string;
  /** In its long form. */
  readonly field: Data;
}

/** A field of a section, a subsection or a struct. */
export function anyField(draft: Draft, choices: Choices, fits: (field: Data) => boolean = () => true): PlacedField | undefined {
  const places = [
    ...Object.values(draft.sections).flatMap((section) =>
      isData(section) ? [section, ...subsectionsOf(section).map(({ data }) => data)] : [],
    ),
    ...Object.values(part(draft.model, 'types')).filter(isData),
  ];
  if (Object.keys(part(draft.model, 'types')).length === 0) delete draft.model.types;
  const found = places.flatMap((place) => {
    const fields = part(place, 'fields');
    return Object.entries(fields).flatMap(([name, field]): PlacedField[] => {
      const long = isData(field) ? field : { type: field };
      return fits(long) ? [{ fields, name, field: long }] : [];
    });
  });
  const one = choices.pick(found);
  if (one !== undefined) one.fields[one.name] = one.field;
  return one;
}

export function subsectionsOf(section: Data): Named[] {
  return Object.entries(isData(section.subsections) ? section.subsections : {}).flatMap(([name, data]) =>
    isData(data) ? [{ name, data }] : [],
  );
}

/** The variable's value where the device is at work. */
export function busy(draft: Draft): Data {
  const name = Object.keys(draft.situations).findLast((each) => each.startsWith('busy')) ?? 'busy';
  return part(part(draft.situations, name), 'state');
}

/** Says the same of a field elsewhere in the same map: `before` stands behind it. */
export function reorder(of: Data, names: readonly string[]): void {
  const all = { ...of };
  for (const name of Object.keys(all)) delete of[name];
  for (const name of names) {
    const value = all[name];
    if (value !== undefined) of[name] = value;
  }
}
