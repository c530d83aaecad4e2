/**
 * Cuts the slice of each model that each build sees: no revisions left, versions expanded, ranges narrowed, observables
 * inlined, deviations applied. Total: every spec that passed resolve decomposes.
 */
import type { Expression } from '../expr/tree.js';
import { composeSnapshot } from './composed.js';
import { applyDeviations } from './deviate.js';
import { inlineObservables } from './inline.js';
import { Kept } from './kept.js';
import type { Bounds, Count, Field, FieldType, HiddenVariable, Layout, Section, StructType, Subsection } from './layout.js';
import { remembered } from './remembered.js';
import { alive, valueAt } from './revisions.js';
import type {
  SnapshotField,
  SnapshotIR,
  SnapshotLayout,
  SnapshotParam,
  SnapshotSection,
  SnapshotStruct,
  SnapshotSubsection,
} from './snapshot.js';
import type {
  BuildIR,
  BuildModelIR,
  ComposedIR,
  ErratumIR,
  ImplementationIR,
  Life,
  ModelIR,
  PartIR,
  SituationIR,
  SituationValue,
  SpecIR,
} from './spec.js';
import { expandVersions } from './versions.js';

/** One snapshot per build and model, in the order of implementations, builds and models. */
export function decompose(spec: SpecIR): readonly SnapshotIR[] {
  const models = new Map(spec.models.map((model) => [model.id, model]));
  const snapshots: SnapshotIR[] = [];
  for (const implementation of spec.implementations) {
    for (const build of implementation.builds) {
      for (const known of build.models) {
        const model = models.get(known.model);
        if (model !== undefined) snapshots.push(snapshot(implementation, build, known, model));
      }
    }
  }
  return [...snapshots, ...spec.composed.flatMap((composed) => hostsOf(composed, snapshots))];
}

function hostsOf(composed: ComposedIR, parts: readonly SnapshotIR[]): SnapshotIR[] {
  const find = ({ implementation, model }: PartIR, build: string) =>
    parts.find((part) => part.implementation === implementation && part.build === build && part.model === model);
  return composed.hosts.flatMap((host) => {
    const [front, back] = [find(composed.front, host.front), find(composed.back, host.back)];
    if (front === undefined || back === undefined) return [];
    const text = JSON.stringify([composed, host]);
    return [composedOf(front).of(back, [text], () => composeSnapshot(composed, host, front, back))];
  });
}

/** By front, then by back. */
const composedOf = remembered((_front: SnapshotIR) => new Kept<SnapshotIR>());

/** A snapshot that was cut without deviations, with what these errata say of it. */
export function deviated(plain: SnapshotIR, errata: readonly ErratumIR[]): SnapshotIR {
  const { sections, structs, applied } = applyDeviations(plain, errata);
  const carried = new Set(variablesOf(plain.sections).map(({ name }) => name));
  const hidden = plain.variables.filter(({ name }) => !carried.has(name));
  return { ...plain, sections, structs, variables: [...variablesOf(sections), ...hidden], errata: applied };
}

/** By model, then by what of the build and its implementation the snapshot shows. */
const snapshotsOf = remembered((_model: ModelIR) => new Map<string, SnapshotIR>());

function snapshot(implementation: ImplementationIR, build: BuildIR, known: BuildModelIR, model: ModelIR): SnapshotIR {
  const errata = implementation.errata.filter((erratum) => erratum.builds.includes(build.name));
  const key = JSON.stringify([implementation.name, implementation.framing, build.name, known, errata]);
  const cut = snapshotsOf(model);
  const snapshot = cut.get(key) ?? cutSnapshot(implementation, build, known, model, errata);
  cut.set(key, snapshot);
  return snapshot;
}

function cutSnapshot(
  implementation: ImplementationIR,
  build: BuildIR,
  known: BuildModelIR,
  model: ModelIR,
  errata: readonly ErratumIR[],
): SnapshotIR {
  const slice = new Slice(model, known.revision);
  const params = slice.params(known.narrow);
  const hidden = slice.hidden();
  const written = slice.sections();
  const migratable = valueAt(model.migratable, known.revision);
  const { sections, structs, applied } = applyDeviations(
    { model: model.id, sections: written, structs: slice.structs(written, hidden) },
    errata,
  );
  return {
    implementation: implementation.name,
    build: build.name,
    buildId: `${implementation.name}@${build.name}`,
    framing: implementation.framing,
    model: model.id,
    path: model.path,
    ...(model.title === undefined ? {} : { title: model.title }),
    revision: model.revisions[known.revision] ?? '',
    params,
    retired: slice.retired(),
    constraints: slice.rules(model.constraints),
    versions: expandVersions(model, params, known, slice.retired()),
    observables: model.observables
      .filter((observable) => alive(observable, known.revision))
      .map((observable) => ({
        name: observable.name,
        ...(observable.doc === undefined ? {} : { doc: observable.doc }),
        volatile: observable.volatile,
        value: slice.observable(observable.name),
      })),
    migratable:
      migratable === undefined
        ? { when: { text: 'true', expr: { op: 'bool', value: true } } }
        : { ...migratable, when: slice.inline(migratable.when) },
    variables: [...variablesOf(sections), ...hidden],
    structs,
    sections,
    invariants: slice.rules(model.invariants),
    ram: model.ram
      .filter((block) => alive(block, known.revision))
      .map(({ added: _added, removed: _removed, ...block }) => ({
        ...block,
        name: block.name.map((piece) => (typeof piece === 'string' ? piece : slice.inline(piece))),
        size: slice.inline(block.size),
      })),
    situations: model.situations
      .filter((situation) => alive(situation, known.revision) && (situation.errata?.some((id) => applied.includes(id)) ?? true))
      .map((situation) => slice.situation(situation)),
    ...(known.stateVersions === undefined ? {} : { stateVersions: known.stateVersions }),
    ...(known.minimum === undefined ? {} : { minimum: known.minimum }),
    ...(model.opaque === undefined ? {} : { opaque: model.opaque }),
    errata: applied,
  };
}

/** One model at one revision. */
class Slice {
  readonly model: ModelIR;
  readonly revision: number;
  readonly observables: ReadonlyMap<string, Expression>;

  constructor(model: ModelIR, revision: number) {
    this.model = model;
    this.revision = revision;
    const observables = new Map<string, Expression>();
    for (const observable of model.observables) {
      const value = alive(observable, revision) ? valueAt(observable.value, revision) : undefined;
      if (value !== undefined) observables.set(observable.name, value);
    }
    this.observables = observables;
  }

  inline(expression: Expression): Expression {
    return inlineObservables(expression, this.observables);
  }

  observable(name: string): Expression {
    return this.inline({ text: this.observables.get(name)?.text ?? name, expr: { op: 'observable', name } });
  }

  rules(rules: readonly (Life & { readonly rule: Expression })[]): readonly Expression[] {
    return rules.filter((rule) => alive(rule, this.revision)).map((rule) => this.inline(rule.rule));
  }

  params(narrow: BuildModelIR['narrow']): readonly SnapshotParam[] {
    const alivePars = this.model.params.filter((param) => alive(param, this.revision));
    return alivePars.flatMap((param) => {
      const value = valueAt(param.default, this.revision);
      if (value === undefined) return [];
      const { added, removed: _removed, default: _default, range, frozen: _frozen, sources: _sources, ...rest } = param;
      return [
        {
          ...rest,
          default: this.inline(value),
          range: narrow[param.id] ?? valueAt(range, this.revision) ?? { items: [] },
          since: this.model.revisions[added] ?? '',
        },
      ];
    });
  }

  retired(): SnapshotIR['retired'] {
    return this.model.params.flatMap((param) =>
      param.removed !== undefined && param.removed <= this.revision && param.frozen !== undefined
        ? [
            {
              id: param.id,
              name: param.name,
              type: param.type,
              implied: param.frozen,
              ...(param.off === undefined ? {} : { off: param.off }),
            },
          ]
        : [],
    );
  }

  sections(): readonly SnapshotSection[] {
    return this.model.sections.filter((section) => alive(section, this.revision)).map((section) => this.section(section));
  }

  hidden(): readonly SnapshotField[] {
    return this.model.hidden.filter((variable) => alive(variable, this.revision)).map((variable) => this.hiddenVariable(variable));
  }

  private hiddenVariable({ derived, ...field }: HiddenVariable): SnapshotField {
    const value = valueAt(derived, this.revision);
    return { ...this.field(field), ...(value === undefined ? {} : { derived: this.inline(value) }) };
  }

  situation({ when, state, ...rest }: SituationIR): SituationIR {
    const inline = (value: SituationValue): SituationValue => {
      switch (value.kind) {
        case 'expr':
          return { kind: 'expr', value: this.inline(value.value) };
        case 'list':
          return { kind: 'list', items: value.items.map(inline) };
        case 'object':
          return { kind: 'object', fields: mapped(value.fields) };
        case 'random':
          return value;
      }
    };
    const mapped = (values: Readonly<Record<string, SituationValue>>) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inline(value)]));
    return { ...rest, ...(when === undefined ? {} : { when: this.inline(when) }), state: mapped(state) };
  }

  private section(section: Section & Life): SnapshotSection {
    const here = new Set(this.model.sections.flatMap((each) => (alive(each, this.revision) ? [each.id] : [])));
    const after = section.after.filter((id) => here.has(id));
    return {
      id: section.id,
      name: section.name,
      ...(section.doc === undefined ? {} : { doc: section.doc }),
      instance: section.instance,
      ...(after.length === 0 ? {} : { after }),
      version: valueAt(section.version, this.revision) ?? 1,
      minimum: valueAt(section.minimum, this.revision) ?? valueAt(section.version, this.revision) ?? 1,
      optional: section.optional === false ? false : this.inline(section.optional),
      ...this.layout(section),
    };
  }

  /** The structs that the state reaches, in order of first use. */
  structs(sections: readonly SnapshotSection[], hidden: readonly SnapshotField[]): readonly SnapshotStruct[] {
    const known = new Map(this.model.structs.map((struct) => [struct.id, struct]));
    const found = new Map<string, SnapshotStruct>();
    const visit = (layout: SnapshotLayout): void => {
      for (const field of layout.fields) {
        const id = structOf(field);
        const struct = id === undefined || found.has(id) ? undefined : known.get(id);
        if (struct === undefined) continue;
        const cut = this.struct(struct);
        found.set(struct.id, cut);
        visit(cut);
      }
      for (const subsection of layout.subsections) visit(subsection);
    };
    for (const section of sections) visit(section);
    visit({ fields: hidden, invariants: [], subsections: [] });
    return [...found.values()];
  }

  private struct(struct: StructType): SnapshotStruct {
    const { fields: _fields, invariants: _invariants, subsections: _subsections, ...rest } = struct;
    return { ...rest, ...this.layout(struct) };
  }

  private layout(layout: Layout): SnapshotLayout {
    return {
      fields: layout.fields.filter((field) => alive(field, this.revision)).map((field) => this.field(field)),
      invariants: this.rules(layout.invariants),
      subsections: layout.subsections
        .filter((subsection) => alive(subsection, this.revision))
        .map((subsection) => this.subsection(subsection)),
    };
  }

  private subsection(subsection: Subsection): SnapshotSubsection {
    return {
      name: subsection.name,
      ...(subsection.doc === undefined ? {} : { doc: subsection.doc }),
      version: valueAt(subsection.version, this.revision) ?? 1,
      minimum: valueAt(subsection.minimum, this.revision) ?? valueAt(subsection.version, this.revision) ?? 1,
      needed: this.inline(subsection.needed),
      optional: subsection.optional === false ? false : this.inline(subsection.optional),
      ...this.layout(subsection),
    };
  }

  private field(field: Field): SnapshotField {
    const { added, removed: _removed, when, reset, absent, filler, bounds, ...rest } = field;
    return {
      ...rest,
      type: this.type(rest.type),
      ...(added > 0 ? { since: this.model.revisions[added] ?? '' } : {}),
      ...(when === undefined ? {} : { when: this.inline(when) }),
      ...(reset === undefined ? {} : { reset: this.inline(reset) }),
      ...(absent === undefined ? {} : { absent: this.inline(absent) }),
      ...(filler === undefined ? {} : { filler: this.inline(filler) }),
      bounds: this.bounds(bounds),
    };
  }

  /** Counts and lengths are expressions, too. */
  private type(type: FieldType): FieldType {
    if (type.kind === 'array') {
      const count = type.count.kind === 'marked' ? type.count : this.count(type.count);
      return { ...type, element: this.type(type.element), count };
    }
    return type.kind === 'bytes' ? { ...type, length: this.count(type.length) } : type;
  }

  private count(count: Count): Count {
    return count.kind === 'fixed' ? count : { ...count, by: this.inline(count.by) };
  }

  private bounds(bounds: Bounds): Bounds {
    const { min, max, own, negotiated, reserved } = bounds;
    return {
      ...(min === undefined ? {} : { min: this.inline(min) }),
      ...(max === undefined ? {} : { max: this.inline(max) }),
      ...(own === undefined
        ? {}
        : { own: { ...own, value: this.inline(own.value), ...(own.mask === undefined ? {} : { mask: this.inline(own.mask) }) } }),
      ...(negotiated === undefined ? {} : { negotiated: this.inline(negotiated) }),
      ...(reserved === undefined ? {} : { reserved }),
    };
  }
}

function structOf(field: SnapshotField): string | undefined {
  const type = field.type.kind === 'array' ? field.type.element : field.type;
  return type.kind === 'struct' ? type.struct : undefined;
}

/** Every variable once, in order of first appearance on the wire; a subsection's after its parent's fields. */
function variablesOf(sections: readonly SnapshotSection[]): readonly SnapshotField[] {
  const variables = new Map<string, SnapshotField>();
  const visit = (layout: SnapshotLayout): void => {
    for (const field of layout.fields) {
      if (field.name !== '' && field.filler === undefined && !variables.has(field.name)) variables.set(field.name, field);
    }
    for (const subsection of layout.subsections) visit(subsection);
  };
  for (const section of sections) visit(section);
  return [...variables.values()];
}
