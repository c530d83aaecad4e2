import type { Layout } from '../ir/layout.js';
import type { ModelIR } from '../ir/spec.js';

/** A section, subsection or struct, with its path for the place of a finding. */
export interface Place {
  readonly kind: 'section' | 'subsection' | 'struct';
  readonly name: string;
  readonly layout: Layout;
  readonly path: readonly string[];
  /** Of a subsection: what it belongs to. */
  readonly parent?: Place;
}

/** Every layout of a model, parents first. */
export function layoutsOf(model: ModelIR): readonly Place[] {
  const found: Place[] = [];
  const visit = (place: Place): void => {
    found.push(place);
    for (const subsection of place.layout.subsections) {
      const path = [...place.path, 'subsections', subsection.name];
      visit({ kind: 'subsection', name: subsection.name, layout: subsection, path, parent: place });
    }
  };
  for (const section of model.sections)
    visit({ kind: 'section', name: section.id, layout: section, path: ['model', model.id, 'sections', section.id] });
  for (const struct of model.structs)
    visit({ kind: 'struct', name: struct.id, layout: struct, path: ['model', model.id, 'structs', struct.id] });
  return found;
}
