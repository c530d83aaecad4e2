/** Which variables a section or subsection carries: what may be missed when it was optional and dropped. */
import type { DocumentLayout, DocumentModel, DocumentSubsection } from '@migspec/capabilities';
import type { EmulatedInstance } from '@migspec/emulator';

export function carriedBy(model: DocumentModel | undefined): (instance: EmulatedInstance, name: string) => readonly string[] {
  return (instance, name) => {
    if (model === undefined) return [];
    const id = instance.type.descriptor.sections.find((section) => section.match(name) !== undefined)?.id;
    const section = model.sections.find((candidate) => candidate.id === id);
    if (section !== undefined) return namesIn(section);
    return model.sections.flatMap((candidate) => candidate.subsections.flatMap((subsection) => inSubsection(subsection, name)));
  };
}

function inSubsection(subsection: DocumentSubsection, name: string): string[] {
  return subsection.name === name ? namesIn(subsection) : subsection.subsections.flatMap((inner) => inSubsection(inner, name));
}

function namesIn(layout: DocumentLayout): string[] {
  return [...layout.fields.map((field) => field.name), ...layout.subsections.flatMap(namesIn)];
}
