/** One section of one build as a description, complete in itself. */
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { CodecPlan, SectionPlan } from '../../plan/plan.js';
import { structsOf } from '../../plan/plan-device.js';
import { addSteps, addStruct } from './body.js';
import { BodyType } from './body-type.js';
import type { KsyFile } from './description.js';
import { type FactTypes, FileContext, type FileParam } from './file-context.js';
import { snake } from './ids.js';
import { docText } from './text.js';

export interface SectionFile {
  readonly file: KsyFile;
  readonly params: readonly FileParam[];
}

/** Throws Unprintable. `id` is the description's own, and the name of the class that Kaitai makes. */
export function sectionFile(snapshot: SnapshotIR, plan: CodecPlan, section: SectionPlan, facts: FactTypes, id: string): SectionFile {
  const context = new FileContext(snapshot, facts, id);
  const root = new BodyType(context, { id: snake(section.id), ids: context.rootIds, scope: 'state' });
  context.root = root;
  root.version = (prefix) => context.given({ kind: 'version' }, prefix);
  const used = structsUsed(snapshot, section.id);
  for (const struct of plan.structs) if (used.has(struct.id)) addStruct(context, struct);
  addSteps(root, section.steps, section.subsections);
  const params = context.params();
  const { doc: _none, ...type } = root.finish(params.map(({ of: _of, part: _part, ...param }) => param));
  const title = `Section ${section.id} of ${snapshot.model}`;
  const { types, enums } = context;
  return {
    params,
    file: {
      meta: { id, title: docText(title), license: 'Apache-2.0', 'ks-version': '0.11' },
      doc: docText([section.doc ?? '', `Framing: ${snapshot.framing}.`].join(' ')),
      ...type,
      types,
      enums,
    },
  };
}

/** Structs that the section holds, at any depth. */
function structsUsed(snapshot: SnapshotIR, section: string): ReadonlySet<string> {
  const used = new Set<string>();
  const visit = (ids: readonly string[]): void => {
    for (const id of ids) {
      if (used.has(id)) continue;
      used.add(id);
      const struct = snapshot.structs.find((candidate) => candidate.id === id);
      if (struct !== undefined) visit(structsOf(struct));
    }
  };
  const layout = snapshot.sections.find((candidate) => candidate.id === section);
  if (layout !== undefined) visit(structsOf(layout));
  return used;
}
