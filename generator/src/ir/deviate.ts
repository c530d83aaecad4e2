import type { Expression } from '../expr/tree.js';
import type { DeviationChange, DeviationTarget } from './deviation.js';
import type { Bounds, Count, FieldType } from './layout.js';
import type { SnapshotField, SnapshotLayout, SnapshotSection, SnapshotStruct, SnapshotSubsection } from './snapshot.js';
import type { ErratumIR } from './spec.js';

interface Slice {
  readonly model: string;
  readonly structs: readonly SnapshotStruct[];
  readonly sections: readonly SnapshotSection[];
}

/** Puts what the build really does in the place of what its revision says; says which errata touched the model. */
export function applyDeviations(
  slice: Slice,
  errata: readonly ErratumIR[],
): Omit<Slice, 'model'> & { readonly applied: readonly string[] } {
  const deviator = new Deviator(slice.model, errata);
  const structs = slice.structs.map((struct) => deviator.struct(struct));
  const sections = slice.sections.map((section) => deviator.section(section));
  return {
    structs,
    sections,
    applied: errata.flatMap(({ id, outcome }) => (deviator.applied.has(id) || outcome?.model === slice.model ? [id] : [])),
  };
}

class Deviator {
  readonly applied = new Set<string>();
  readonly #model: string;
  readonly #errata: readonly ErratumIR[];

  constructor(model: string, errata: readonly ErratumIR[]) {
    this.#model = model;
    this.#errata = errata;
  }

  struct(struct: SnapshotStruct): SnapshotStruct {
    return {
      ...struct,
      ...this.#layout(
        struct,
        this.#reaching((on) => on.kind === 'type' && on.type === struct.origin),
      ),
    };
  }

  section(section: SnapshotSection): SnapshotSection {
    const own = this.#reaching((on) => on.kind === 'section' && on.model === this.#model && on.section === section.id);
    return { ...section, ...this.#layout(section, own) };
  }

  #reaching(test: (on: DeviationTarget) => boolean): readonly ErratumIR[] {
    return this.#errata.filter(({ deviation }) => deviation !== undefined && test(deviation.on));
  }

  /** Fields of subsections are fields of what is around them. */
  #layout(layout: SnapshotLayout, errata: readonly ErratumIR[]): SnapshotLayout {
    const silent = new Set(this.#changes(errata).flatMap((change) => this.#silenced(change, layout)));
    const unenforced = layout.invariants.filter((rule) => silent.has(rule.text));
    return {
      fields: layout.fields.map((field) => this.#field(field, errata)),
      invariants: layout.invariants.filter((rule) => !silent.has(rule.text)),
      ...(unenforced.length === 0 ? {} : { unenforced }),
      subsections: layout.subsections.map((subsection) => this.#subsection(subsection, errata)),
    };
  }

  #subsection(subsection: SnapshotSubsection, around: readonly ErratumIR[]): SnapshotSubsection {
    const own = this.#reaching((on) => on.kind === 'subsection' && on.model === this.#model && on.subsection === subsection.name);
    let { needed } = subsection;
    for (const { id, change } of this.#changes(own)) {
      if (change.kind !== 'needed') continue;
      this.applied.add(id);
      needed = change.needed;
    }
    const intended = needed === subsection.needed ? {} : { intended: subsection.needed };
    return { ...subsection, needed, ...intended, ...this.#layout(subsection, [...around, ...own]) };
  }

  #changes(errata: readonly ErratumIR[]): readonly { readonly id: string; readonly change: DeviationChange }[] {
    return errata.flatMap(({ id, deviation }) => (deviation?.changes ?? []).map((change) => ({ id, change })));
  }

  #silenced({ id, change }: { readonly id: string; readonly change: DeviationChange }, layout: SnapshotLayout): readonly string[] {
    if (change.kind !== 'unenforced-rule' || !layout.invariants.some((rule) => rule.text === change.rule)) return [];
    this.applied.add(id);
    return [change.rule];
  }

  #field(field: SnapshotField, errata: readonly ErratumIR[]): SnapshotField {
    let deviated = field;
    for (const { id, change } of this.#changes(errata)) {
      if (!('field' in change) || change.field !== field.name) continue;
      this.applied.add(id);
      deviated = deviateField(deviated, change);
    }
    return deviated;
  }
}

const always: Expression = { text: 'true', expr: { op: 'bool', value: true } };

type FieldChange = Extract<DeviationChange, { readonly field: string }>;

function deviateField(field: SnapshotField, change: FieldChange): SnapshotField {
  switch (change.kind) {
    case 'write':
      return field.filler === undefined ? { ...field, reset: change.value } : { ...field, filler: change.value };
    case 'when':
      return { ...field, when: change.when, intended: field.intended ?? field.when ?? always };
    case 'bound': {
      const { min = field.bounds.min, max = field.bounds.max } = change;
      return { ...field, bounds: { ...field.bounds, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) } };
    }
    case 'count':
      return { ...field, type: recounted(field.type, change.by) };
    case 'unenforced': {
      const names = new Set<string>(change.bounds);
      const part = (wanted: boolean): Bounds =>
        Object.fromEntries(Object.entries(field.bounds).filter(([name]) => names.has(name) === wanted));
      return { ...field, bounds: part(false), unenforced: { ...field.unenforced, ...part(true) } };
    }
  }
}

function recounted(type: FieldType, by: Expression): FieldType {
  const count = (old: Count): Count => (old.kind === 'fixed' ? { kind: 'counted', by, capacity: old.value } : { ...old, by });
  if (type.kind === 'bytes') return { ...type, length: count(type.length) };
  return type.kind === 'array' && type.count.kind !== 'marked' ? { ...type, count: count(type.count) } : type;
}
