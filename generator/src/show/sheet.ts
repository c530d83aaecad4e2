/**
 * Everything that the spec says of one model, expanded: what each build knows, with no revision, base version or shorthand
 * left. Plain data, as `migspec show --as json` prints it; `show-1.schema.json` of the command line is its schema.
 */

import { inOrder } from '../emit/builds.js';
import { sectionRows } from '../emit/docs/layout-rows.js';
import { paramTypeText, rangeText, valueText } from '../emit/params.js';
import { decompose } from '../ir/decompose.js';
import type { SnapshotIR, SnapshotSection } from '../ir/snapshot.js';
import type { SpecIR } from '../ir/spec.js';
import { type MachineValues, machineValues } from './machine-values.js';

export interface Sheet {
  readonly format: 1;
  readonly model: string;
  readonly title?: string;
  readonly doc?: string;
  /** Implementations by name, builds oldest first. */
  readonly builds: readonly BuildSheet[];
}

/** Values are text, as an author writes them. */
export interface BuildSheet {
  /** `qemu@5.2.0` */
  readonly build: string;
  readonly implementation: string;
  readonly revision: string;
  readonly framing: 'native' | 'qemu';
  readonly migratable: string;
  readonly params: readonly ParamSheet[];
  /** Params that this build does not have, and what it does instead; nothing for one that another build cannot disable. */
  readonly unknown: readonly { readonly name: string; readonly why: 'not yet' | 'gone'; readonly actsAs?: string }[];
  readonly constraints: readonly string[];
  /** In preferred order; every param of the build has a value. */
  readonly versions: readonly {
    readonly name: string;
    /** It is on its way out. */
    readonly deprecated?: { readonly removedIn?: string; readonly instead?: string };
    readonly fingerprint: string;
    readonly values: Readonly<Record<string, string>>;
  }[];
  /** Of a state whose inside is not described: in preferred order. */
  readonly stateVersions: readonly string[];
  readonly observables: readonly { readonly name: string; readonly value: string; readonly volatile: boolean; readonly doc?: string }[];
  readonly sections: readonly SectionSheet[];
  /** State that no section carries. */
  readonly hidden: readonly { readonly name: string; readonly afterLoad: string }[];
  readonly ram: readonly { readonly name: string; readonly size: string }[];
  readonly invariants: readonly string[];
  readonly machineTypes: readonly MachineValues[];
  /** Names of errata that change what this build does with the model. */
  readonly errata: readonly string[];
}

export interface ParamSheet {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly unit?: string;
  /** Absent: it cannot be disabled. */
  readonly off?: string;
  readonly default: string;
  /** Absent: every value of the type. */
  readonly range?: string;
  readonly guestVisible: boolean;
  readonly compare: string;
  readonly resolves: string;
  readonly settable: string;
  readonly hostFact?: string;
  /** The revision that added it. */
  readonly since: string;
  readonly doc?: string;
}

export interface SectionSheet {
  readonly id: string;
  /** On the wire. */
  readonly name: string;
  readonly instance: string;
  readonly version: number;
  readonly minimum: number;
  readonly optional: string;
  readonly invariants: readonly string[];
  readonly layout: readonly LayoutLine[];
}

export interface LayoutLine {
  /** How many structs, subsections and conditions it lies in. */
  readonly depth: number;
  /** Of a field: bytes from the start; behind a part of varying size from a letter, inside elements and subsections from `+`. */
  readonly offset?: string;
  /** Bytes, or what they are computed from. */
  readonly size?: string;
  readonly field?: string;
  readonly type?: string;
  readonly doc?: string;
  /** Of what lies below, deeper. */
  readonly note?: string;
}

/** `build`: only that one. */
export function sheetOf(spec: SpecIR, model: string, build?: string): Sheet {
  const found = spec.models.find(({ id }) => id === model);
  const all = inOrder(spec, decompose(only(spec, model))).filter((snapshot) => snapshot.model === model);
  const { title, doc } = found ?? {};
  return {
    format: 1,
    model,
    ...(title === undefined ? {} : { title }),
    ...(doc === undefined ? {} : { doc: doc.trim() }),
    builds: all.filter(({ buildId }) => build === undefined || buildId === build).map((snapshot) => buildSheet(spec, snapshot)),
  };
}

/** The spec with what snapshots of the model are cut from: the model, or the parts of the device that it is composed of. */
function only(spec: SpecIR, model: string): SpecIR {
  const composed = spec.composed.filter((each) => each.model === model);
  const wanted = new Set([model, ...composed.flatMap(({ front, back }) => [front.model, back.model])]);
  const implementations = spec.implementations.map((implementation) => ({
    ...implementation,
    builds: implementation.builds.map((build) => ({ ...build, models: build.models.filter((known) => wanted.has(known.model)) })),
  }));
  return { ...spec, implementations, composed };
}

function buildSheet(spec: SpecIR, snapshot: SnapshotIR): BuildSheet {
  const { buildId, implementation, revision, framing, migratable } = snapshot;
  const texts = (rules: readonly { readonly text: string }[]): readonly string[] => rules.map(({ text }) => text);
  return {
    build: buildId,
    implementation,
    revision,
    framing,
    migratable: migratable.reason === undefined ? migratable.when.text : `${migratable.when.text} (else: ${migratable.reason})`,
    params: snapshot.params.map(({ type, off, default: value, range, id, name, ...rest }) => {
      const { unit, guestVisible, compare, resolves, settable, hostFact, since, doc } = rest;
      const accepted = rangeText(range);
      return defined({
        name,
        id,
        type: paramTypeText(type),
        unit,
        off: off === undefined ? undefined : valueText(off),
        default: value.text,
        range: accepted === '' ? undefined : accepted,
        guestVisible,
        compare,
        resolves,
        settable,
        hostFact,
        since,
        doc,
      });
    }),
    unknown: unknownParams(spec, snapshot),
    constraints: texts(snapshot.constraints),
    versions: snapshot.versions.map(({ name, fingerprint, values, deprecated }) => ({
      name,
      ...(deprecated === undefined ? {} : { deprecated }),
      fingerprint,
      values: Object.fromEntries(Object.entries(values).map(([param, value]) => [param, valueText(value)])),
    })),
    stateVersions: snapshot.stateVersions ?? [],
    observables: snapshot.observables.map(({ name, value, volatile, doc }) => defined({ name, value: value.text, volatile, doc })),
    sections: snapshot.sections.map((section) => sectionSheet(snapshot, section)),
    hidden: hiddenState(snapshot),
    ram: snapshot.ram.map(({ name, size }) => ({ name: pieces(name), size: size.text })),
    invariants: texts(snapshot.invariants),
    machineTypes: machineValues(spec, snapshot),
    errata: snapshot.errata,
  };
}

function unknownParams(spec: SpecIR, snapshot: SnapshotIR): BuildSheet['unknown'] {
  const params = spec.models.find(({ id }) => id === snapshot.model)?.params ?? [];
  return params
    .filter(({ id }) => !snapshot.params.some((param) => param.id === id))
    .map(({ id, name, off }) => {
      const gone = snapshot.retired.find((param) => param.id === id);
      const actsAs = gone?.implied ?? off;
      return defined({ name, why: gone === undefined ? 'not yet' : 'gone', actsAs: actsAs === undefined ? undefined : valueText(actsAs) });
    });
}

function sectionSheet(snapshot: SnapshotIR, section: SnapshotSection): SectionSheet {
  return {
    id: section.id,
    name: pieces(section.name),
    instance: section.instance.text,
    version: section.version,
    minimum: section.minimum,
    optional: section.optional === false ? 'false' : section.optional.text,
    invariants: section.invariants.map(({ text }) => text),
    layout: sectionRows(snapshot, section).map((row) =>
      row.kind === 'note'
        ? { depth: row.depth, note: row.lines.join('; ') }
        : defined({
            depth: row.depth,
            offset: row.offset,
            size: row.size,
            field: row.name,
            type: row.type,
            doc: row.doc === '' ? undefined : row.doc,
          }),
    ),
  };
}

function hiddenState(snapshot: SnapshotIR): BuildSheet['hidden'] {
  const carried = new Set<string>();
  const visit = (layout: Pick<SnapshotSection, 'fields' | 'subsections'>): void => {
    for (const { name } of layout.fields) carried.add(name);
    for (const subsection of layout.subsections) visit(subsection);
  };
  for (const section of snapshot.sections) visit(section);
  return snapshot.variables
    .filter(({ name }) => !carried.has(name))
    .map(({ name, derived }) => ({ name, afterLoad: derived?.text ?? 'as after a reset' }));
}

function pieces(name: SnapshotSection['name']): string {
  return name.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.text}}`)).join('');
}

type Defined<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

/** Without the keys that have no value. */
function defined<const T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>;
}
