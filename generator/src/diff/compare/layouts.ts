/** Sections, subsections, structs and their fields: what travels. */
import type { Expression } from '../../expr/tree.js';
import type { SnapshotField, SnapshotIR, SnapshotLayout } from '../../ir/snapshot.js';
import type { Difference, Path, Place, PlacedField, PlacedRule, PlacedSubsection } from '../difference.js';
import { type Comparison, compareLists, same } from '../list.js';

export function compareLayouts(before: SnapshotIR, after: SnapshotIR): readonly Difference[] {
  const model = ['model', after.model];
  const sections: Comparison<'section'> = {
    kind: 'section',
    name: ({ id }) => id,
    path: ({ id }) => [...model, 'sections', id],
    aspects: {
      name: ({ name }) => name.map((piece) => (typeof piece === 'string' ? piece : piece.expr)),
      instance: ({ instance }) => instance.expr,
      version: ({ version }) => version,
      minimum: ({ minimum }) => minimum,
      optional: ({ optional }) => optional !== false && optional.expr,
      after: (section) => section.after,
    },
  };
  const structs: Comparison<'struct'> = {
    kind: 'struct',
    name: ({ id }) => id,
    path: ({ id }) => [...model, 'structs', id],
    aspects: { version: ({ version }) => version, 'wire-name': ({ wireName }) => wireName },
  };
  const found: Difference[] = [
    ...compareLists(sections, before.sections, after.sections),
    ...compareLists(structs, before.structs, after.structs),
    ...sectionOrder(before, after, [...model, 'sections']),
  ];
  const pairs = <T extends { readonly id: string }>(of: 'section' | 'struct', old: readonly T[], now: readonly T[]): [Place, T, T][] =>
    now.flatMap((part) => {
      const other = old.find(({ id }) => id === part.id);
      return other === undefined ? [] : [[{ of, id: part.id, subsections: [] }, other, part]];
    });
  for (const [place, old, now] of pairs('section', before.sections, after.sections)) found.push(...compareLayout(model, place, old, now));
  for (const [place, old, now] of pairs('struct', before.structs, after.structs)) found.push(...compareLayout(model, place, old, now));
  return [...found, ...compareInvariants(model, undefined, before.invariants, after.invariants)];
}

function sectionOrder(before: SnapshotIR, after: SnapshotIR, path: Path): readonly Difference<'sections'>[] {
  const ids = (list: SnapshotIR['sections'], other: SnapshotIR['sections']): readonly string[] =>
    list.map(({ id }) => id).filter((id) => other.some((section) => section.id === id));
  if (same(ids(before.sections, after.sections), ids(after.sections, before.sections))) return [];
  return [
    {
      kind: 'sections',
      aspect: 'order',
      name: 'sections',
      before: before.sections,
      after: after.sections,
      at: { before: path, after: path },
    },
  ];
}

function compareLayout(model: Path, place: Place, before: SnapshotLayout, after: SnapshotLayout): readonly Difference[] {
  const placed = (layout: SnapshotLayout): readonly PlacedSubsection[] =>
    layout.subsections.map((subsection, index) => ({ place, subsection, index }));
  const subsections: Comparison<'subsection'> = {
    kind: 'subsection',
    name: ({ subsection }) => placeName(place, subsection.name),
    path: ({ subsection }) => [...pathOf(model, place), 'subsections', subsection.name],
    aspects: {
      needed: ({ subsection }) => subsection.needed.expr,
      version: ({ subsection }) => subsection.version,
      minimum: ({ subsection }) => subsection.minimum,
      optional: ({ subsection: { optional } }) => optional !== false && optional.expr,
    },
  };
  const nested = after.subsections.flatMap((subsection) => {
    const other = before.subsections.find(({ name }) => name === subsection.name);
    const inner = { ...place, subsections: [...place.subsections, subsection.name] };
    return other === undefined ? [] : compareLayout(model, inner, other, subsection);
  });
  return [
    ...compareFields(model, place, before.fields, after.fields),
    ...compareInvariants(model, place, before.invariants, after.invariants),
    ...compareLists(subsections, placed(before), placed(after)),
    ...nested,
  ];
}

function compareFields(
  model: Path,
  place: Place,
  before: readonly SnapshotField[],
  after: readonly SnapshotField[],
): readonly Difference<'field'>[] {
  const how: Comparison<'field'> = {
    kind: 'field',
    name: ({ label }) => placeName(place, label),
    path: ({ field }) => [...pathOf(model, place), 'fields', field.name],
    aspects: {
      type: ({ field }) => field.type,
      when: ({ field }) => field.when?.expr,
      reset: ({ field }) => field.reset?.expr,
      absent: ({ field }) => field.absent?.expr,
      bounds: ({ field }) => field.bounds,
      filler: ({ field }) => field.filler?.expr,
      derived: ({ field }) => field.derived?.expr,
    },
  };
  const [old, now] = [placedFields(place, before), placedFields(place, after)];
  const still = (list: readonly PlacedField[], other: readonly PlacedField[]): readonly PlacedField[] =>
    list.filter(({ label }) => other.some((each) => each.label === label));
  const order = new Map(still(old, now).map(({ label }, i) => [label, i]));
  const moved = outOfOrder(still(now, old), ({ label }) => order.get(label) ?? 0);
  return [
    ...compareLists(how, old, now),
    ...moved.map((part): Difference<'field'> => {
      const was = old.find(({ label }) => label === part.label);
      const path = how.path(part);
      return {
        kind: 'field',
        aspect: 'order',
        name: how.name(part),
        ...(was === undefined ? {} : { before: was }),
        after: part,
        at: { before: path, after: path },
      };
    }),
  ];
}

/** Padding has no name: it is known by its turn among the paddings. */
function placedFields(place: Place, fields: readonly SnapshotField[]): readonly PlacedField[] {
  let paddings = 0;
  return fields.map((field, index) => ({ place, field, index, label: field.name === '' ? `padding ${++paddings}` : field.name }));
}

/** The fewest items that have to be moved to bring the others into ascending order. */
function outOfOrder<T>(items: readonly T[], rank: (item: T) => number): readonly T[] {
  const best: { readonly length: number; readonly previous: number }[] = [];
  for (const [i, item] of items.entries()) {
    let choice = { length: 1, previous: -1 };
    for (let j = 0; j < i; j++) {
      const length = (best[j]?.length ?? 0) + 1;
      if (rank(items[j] as T) < rank(item) && length > choice.length) choice = { length, previous: j };
    }
    best.push(choice);
  }
  const kept = new Set<number>();
  let at = best.reduce((most, { length }, i) => (length > (best[most]?.length ?? 0) ? i : most), 0);
  while (at >= 0 && at < items.length) {
    kept.add(at);
    at = best[at]?.previous ?? -1;
  }
  return items.filter((_, i) => !kept.has(i));
}

function compareInvariants(
  model: Path,
  place: Place | undefined,
  before: readonly Expression[],
  after: readonly Expression[],
): readonly Difference<'invariant'>[] {
  const placed = (rules: readonly Expression[]): readonly PlacedRule[] =>
    rules.map((rule) => (place === undefined ? { rule } : { place, rule }));
  const how: Comparison<'invariant'> = {
    kind: 'invariant',
    name: ({ rule }) => (place === undefined ? rule.text : placeName(place, rule.text)),
    identity: ({ rule }) => JSON.stringify(rule.expr),
    path: () => (place === undefined ? model : pathOf(model, place)),
    aspects: {},
  };
  return compareLists(how, placed(before), placed(after));
}

function pathOf(model: Path, place: Place): Path {
  return [...model, `${place.of}s`, place.id, ...place.subsections.flatMap((name) => ['subsections', name])];
}

/** Most subsections are named after what is around them already. */
function placeName(place: Place, name: string): string {
  return [...place.subsections, name].reduce((around, inner) => (inner.startsWith(`${around}/`) ? inner : `${around}/${inner}`), place.id);
}
