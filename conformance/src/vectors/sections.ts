/** Every section of every build, with the generated codec that the vectors are made with. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { GeneratedDevices } from '../run/load.js';
import { SectionReference } from '../testee/reference.js';

/** In the order of the documents, their models and their sections. Opaque state has no fields, and so no vectors. */
export async function sectionReferences(
  documents: readonly CapabilityDocument[],
  registry: GeneratedDevices['registry'],
): Promise<readonly SectionReference[]> {
  const found: SectionReference[] = [];
  for (const document of documents) {
    for (const [model, documentModel] of Object.entries(document.models)) {
      const load = registry[document.build]?.[model];
      if (load === undefined || documentModel.sections.length === 0) continue;
      const type = await load();
      for (const section of documentModel.sections) found.push(new SectionReference(document, model, documentModel, section, type));
    }
  }
  return found;
}
