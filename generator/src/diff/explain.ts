/** Which reasons of the check follow from a difference: what most rules need. */

import type { FieldType } from '../ir/layout.js';
import type { SnapshotIR, SnapshotLayout } from '../ir/snapshot.js';
import type { Change } from './change.js';
import type { Place } from './difference.js';
import type { JudgedReason } from './judge.js';

export type Explains = (reason: JudgedReason) => boolean;

export const anyOf =
  (...all: readonly Explains[]): Explains =>
  (reason) =>
    all.some((each) => each(reason));

/** Reasons about the param itself, and about whatever reads it: observables, sections, and params whose default it decides. */
export function aboutParam(change: Change, id: string): Explains {
  return aboutParamOf(snapshotsOf(change), id);
}

/** The same of a property that machine types set, whichever models have a param of that name. */
export function aboutProperty({ before, after }: Change, property: string): Explains {
  const models = new Map<string, SnapshotIR[]>();
  for (const each of [...before.side.snapshots, ...after.side.snapshots]) models.set(each.model, [...(models.get(each.model) ?? []), each]);
  const byModel = new Map(
    [...models].flatMap(([model, own]): [string, Explains][] => {
      const id = own.flatMap(({ params }) => params.filter(({ name }) => name === property))[0]?.id;
      return id === undefined ? [] : [[model, aboutParamOf(own, id)]];
    }),
  );
  return (reason) => byModel.get(reason.model)?.(reason) ?? false;
}

function aboutParamOf(snapshots: readonly SnapshotIR[], id: string): Explains {
  const ids = new Set([id]);
  for (const { params } of snapshots)
    for (const param of params) if ([...ids].some((each) => reads(param.default, each))) ids.add(param.id);
  const any = (part: unknown): boolean => [...ids].some((each) => reads(part, each));
  const names = new Set(
    snapshots.flatMap(({ params, retired }) => [...params, ...retired].flatMap((param) => (ids.has(param.id) ? [param.name] : []))),
  );
  const observables = new Set(snapshots.flatMap((each) => each.observables.filter(any).map(({ name }) => name)));
  const inside = inSections(snapshots, (each) => sectionsWhere(each, any));
  const elsewhere = snapshots.some(({ constraints, invariants, ram, migratable }) => any([constraints, invariants, ram, migratable]));
  return (reason) => {
    const { param, identity, observable, shows = [], section, field, code } = reason;
    if (param !== undefined) return names.has(param) || (identity !== undefined && ids.has(identity));
    if (observable !== undefined) return observables.has(observable) || shows.some((each) => ids.has(each.replace(/^params\./, '')));
    if (section !== undefined || field !== undefined) return inside(reason);
    return elsewhere || code === 'CONSTRAINT_BROKEN';
  };
}

/** Whether some expression inside reads the param. */
export function reads(part: unknown, id: string): boolean {
  return JSON.stringify(part)?.includes(`{"op":"param","id":${JSON.stringify(id)}}`) ?? false;
}

/** Reasons about the observable itself, and those in sections where something is written with it. */
export function aboutObservable(change: Change, name: string): Explains {
  const written = new RegExp(`observables\\.${name.replaceAll('-', '_')}(?!\\w)`);
  const any = (part: unknown): boolean => written.test(JSON.stringify(part));
  const inside = inSections(snapshotsOf(change), (each) => sectionsWhere(each, any));
  return (reason) => reason.observable === name || (reason.class === 'state' && reason.observable === undefined && inside(reason));
}

/** Reasons about observables that show the variable. */
export const aboutWhatShows =
  (variable: string): Explains =>
  ({ shows = [] }) =>
    shows.includes(`state.${variable}`);

/** Ids of the sections of which something fits, be it in a struct. */
function sectionsWhere(snapshot: SnapshotIR, fits: (part: unknown) => boolean): ReadonlySet<string> {
  const structs = snapshot.structs.filter(fits).map((struct) => struct.id);
  const affected = snapshot.sections.filter(
    (section) => fits(section) || structs.some((struct) => uses(snapshot, section, struct, new Set())),
  );
  return new Set(affected.map((section) => section.id));
}

/**
 * Reasons of class state in a section that the place lies in; those about another variable of it, too: what follows on the
 * wire shifts. And those about observables that show such a variable.
 */
export function aboutPlace(change: Change, place: Place): Explains {
  const inside = inSections(snapshotsOf(change), (snapshot) => new Set(sectionsWith(snapshot, place)));
  return (reason) => (reason.class === 'state' ? inside(reason) : variablesShown(reason).some((field) => inside({ ...reason, field })));
}

function variablesShown({ shows = [] }: JudgedReason): readonly string[] {
  return shows.flatMap((each) => (each.startsWith('state.') ? [each.slice('state.'.length)] : []));
}

function snapshotsOf({ before, after }: Change): readonly SnapshotIR[] {
  return [before.snapshot, after.snapshot].filter((each) => each !== undefined);
}

/** Reasons in one of the sections: by its id, by a subsection inside it, or by a variable that it carries. */
function inSections(snapshots: readonly SnapshotIR[], ids: (snapshot: SnapshotIR) => ReadonlySet<string>): Explains {
  const names = new Set<string>();
  const variables = new Set<string>();
  for (const snapshot of snapshots) {
    const own = ids(snapshot);
    const visit = (layout: SnapshotLayout): void => {
      for (const { name } of layout.fields) variables.add(name);
      for (const subsection of layout.subsections) {
        names.add(subsection.name);
        visit(subsection);
      }
    };
    for (const section of snapshot.sections) {
      if (!own.has(section.id)) continue;
      names.add(section.id);
      visit(section);
    }
  }
  return ({ section = '', field = '' }) => names.has(section) || heads(field).some((name) => variables.has(name));
}

/** The variables that a path, or two, begin with. */
function heads(field: string): readonly string[] {
  return field.split(' / ').map((path) => /^[^.[]*/.exec(path)?.[0] ?? '');
}

/** A variable of the state, wherever it is judged. */
export const aboutVariable =
  (name: string): Explains =>
  ({ field = '' }) =>
    heads(field).includes(name);

/** Ids of the sections that the place is in, through whatever structs. */
function sectionsWith(snapshot: SnapshotIR, place: Place): readonly string[] {
  if (place.of === 'section') return [place.id];
  return snapshot.sections.filter((section) => uses(snapshot, section, place.id, new Set())).map(({ id }) => id);
}

function uses(snapshot: SnapshotIR, layout: SnapshotLayout, struct: string, seen: Set<string>): boolean {
  const found = layout.fields.some(({ type }) => {
    const used = structOf(type);
    if (used === undefined || seen.has(used)) return used === struct;
    seen.add(used);
    const inner = snapshot.structs.find(({ id }) => id === used);
    return used === struct || (inner !== undefined && uses(snapshot, inner, struct, seen));
  });
  return found || layout.subsections.some((subsection) => uses(snapshot, subsection, struct, seen));
}

function structOf(type: FieldType): string | undefined {
  if (type.kind === 'array') return structOf(type.element);
  return type.kind === 'struct' ? type.struct : undefined;
}
