import type { Expression } from '../expr/tree.js';
import { remembered } from '../ir/remembered.js';
import type { SnapshotIR, SnapshotLayout, SnapshotSection, SnapshotStruct } from '../ir/snapshot.js';
import { type CodecPlan, type OuterRef, PlanError, type SectionPlan, type StructPlan } from './plan.js';
import { planBody, variableNames } from './plan-layout.js';
import { Sizes } from './sizes.js';

/** Plans all codecs of one model in one build. Throws PlanError. */
export const planDevice = remembered(plan);

function plan(snapshot: SnapshotIR): CodecPlan {
  const { framing } = snapshot;
  const sizes = new Sizes(snapshot.structs, framing);
  const outer = new Map<string, readonly OuterRef[]>();
  const structOuter = (id: string): readonly OuterRef[] => outer.get(id) ?? [];
  const sender = new Map<string, readonly string[]>();
  const structSender = (id: string): readonly string[] => sender.get(id) ?? [];
  const structs = calleesFirst(snapshot.structs).map((struct): StructPlan => {
    const versioned = framing === 'native' && struct.version !== undefined;
    const { body } = planBody(struct, {
      framing,
      sizes,
      structOuter,
      structSender,
      scope: 'self',
      known: new Set(),
      prefix: struct.wireName ?? struct.origin,
      at: `${snapshot.model} ${struct.id}`,
      subsections: versioned || struct.subsections.length > 0,
    });
    outer.set(struct.id, body.outer);
    sender.set(struct.id, body.sender);
    const size = sizes.ofStruct(struct.id);
    return {
      kind: 'struct',
      id: struct.id,
      ...(struct.doc === undefined ? {} : { doc: struct.doc }),
      ...(struct.version === undefined ? {} : { version: struct.version }),
      versioned,
      ...(size === undefined ? {} : { size }),
      ...body,
    };
  });
  const invariants: Expression[] = [...snapshot.invariants];
  const sections = snapshot.sections.map((section): SectionPlan => {
    const { fields: _fields, invariants: _invariants, subsections: _subsections, ...rest } = section;
    const { body, hoisted } = planBody(section, {
      framing,
      sizes,
      structOuter,
      structSender,
      scope: 'state',
      known: new Set(),
      prefix: descriptionName(section),
      at: `${snapshot.model} ${section.id}`,
      subsections: true,
    });
    invariants.push(...hoisted.map(({ rule }) => rule));
    return { kind: 'section', ...rest, ...body };
  });
  checkNames(snapshot, sections);
  const carried = new Set(sections.flatMap(variableNames));
  return { framing, structs, sections, hidden: snapshot.variables.filter((field) => !carried.has(field.name)), invariants };
}

/** A section's name on the wire without the device's address: what names of its subsections begin with. */
export function descriptionName(section: Pick<SnapshotSection, 'name'>): string {
  const [first, ...rest] = section.name;
  if (rest.length === 0 && typeof first === 'string') return first;
  const last = section.name.findLast((piece): piece is string => typeof piece === 'string') ?? '';
  return last.replace(/^\//, '');
}

/** A variable belongs to one section; objects stay small enough to be fast. */
function checkNames(snapshot: SnapshotIR, sections: readonly SectionPlan[]): void {
  const owner = new Map<string, string>();
  for (const section of sections) {
    const names = variableNames(section);
    if (names.length > 256)
      throw new PlanError(`${snapshot.model} ${section.id}`, 'more than 256 variables in a section; group them in structs');
    for (const name of names) {
      const other = owner.get(name);
      if (other !== undefined) throw new PlanError(`${snapshot.model} ${section.id}`, `${name} is carried by ${other} too`);
      owner.set(name, section.id);
    }
  }
  for (const struct of snapshot.structs) {
    if (struct.fields.length > 256)
      throw new PlanError(`${snapshot.model} ${struct.id}`, 'more than 256 fields in a struct; group them in structs');
  }
}

function calleesFirst(structs: readonly SnapshotStruct[]): readonly SnapshotStruct[] {
  const known = new Map(structs.map((struct) => [struct.id, struct]));
  const done = new Set<string>();
  const sorted: SnapshotStruct[] = [];
  const visit = (struct: SnapshotStruct, path: readonly string[]): void => {
    if (done.has(struct.id)) return;
    if (path.includes(struct.id)) throw new PlanError(struct.id, `a struct contains itself: ${[...path, struct.id].join(' → ')}`);
    for (const id of structsOf(struct)) {
      const callee = known.get(id);
      if (callee === undefined) throw new PlanError(struct.id, `no struct ${id}`);
      visit(callee, [...path, struct.id]);
    }
    done.add(struct.id);
    sorted.push(struct);
  };
  for (const struct of structs) visit(struct, []);
  return sorted;
}

/** Structs that the fields of a layout (and of its subsections) hold, in order of first use. */
export function structsOf(layout: SnapshotLayout): readonly string[] {
  const own = layout.fields.flatMap((field) => {
    let { type } = field;
    while (type.kind === 'array') type = type.element;
    return type.kind === 'struct' ? [type.struct] : [];
  });
  return [...new Set([...own, ...layout.subsections.flatMap(structsOf)])];
}
