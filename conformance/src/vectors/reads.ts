/** What the codec of a section looks at besides the bytes: nothing else can change what they mean. */
import type { DocumentModel, DocumentSection, DocumentSubsection, Expr } from '@migspec/capabilities';
import { variablesOf } from '../testee/values.js';

export interface Reads {
  /** Params by name. */
  readonly params: ReadonlySet<string>;
  readonly machine: ReadonlySet<string>;
  readonly host: ReadonlySet<string>;
  /** Variables that other sections carry. */
  readonly state: ReadonlySet<string>;
}

export function readsOf(model: DocumentModel, section: DocumentSection): Reads {
  const ids = new Set<string>();
  const reads = { machine: new Set<string>(), host: new Set<string>(), state: new Set<string>() };
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('op' in node) {
      const expr = node as Expr;
      if (expr.op === 'param') ids.add(expr.id);
      if (expr.op === 'machine' || expr.op === 'host' || expr.op === 'state') reads[expr.op].add(expr.name);
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  const { fields, invariants, subsections } = section;
  visit({ fields, invariants, subsections });
  for (const id of structsIn(model, section)) visit(model.structs[id]);
  for (const { name } of variablesOf(section)) reads.state.delete(name);
  return { ...reads, params: new Set(model.params.flatMap(({ id, name }) => (ids.has(id) ? [name] : []))) };
}

/** Ids of the structs that a layout holds, and those inside them. */
export function structsIn(model: DocumentModel, layout: Pick<DocumentSubsection, 'fields' | 'subsections'>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = ({ fields, subsections }: Pick<DocumentSubsection, 'fields' | 'subsections'>): void => {
    for (let { type } of fields) {
      while (type.kind === 'array') type = type.element;
      if (type.kind !== 'struct' || found.has(type.struct)) continue;
      found.add(type.struct);
      const struct = model.structs[type.struct];
      if (struct !== undefined) visit(struct);
    }
    for (const subsection of subsections) visit(subsection);
  };
  visit(layout);
  return found;
}
