/** Layouts in which a build does something else than its revision says. */
import type { DocumentField, DocumentFieldType, DocumentLayout, DocumentModel } from '@migspec/capabilities';

/** Then a layout is looked through even where both sides read and write the same. */
export function deviates(model: DocumentModel, layout: DocumentLayout): boolean {
  const known = remembered.get(layout);
  if (known !== undefined) return known;
  remembered.set(layout, false);
  const found =
    layout.unenforced !== undefined ||
    layout.fields.some((field) => fieldDeviates(field) || inside(model, field.type)) ||
    layout.subsections.some((subsection) => subsection.intended !== undefined || deviates(model, subsection));
  remembered.set(layout, found);
  return found;
}

const remembered = new WeakMap<DocumentLayout, boolean>();

function fieldDeviates({ intended, unenforced }: DocumentField): boolean {
  return intended !== undefined || unenforced !== undefined;
}

function inside(model: DocumentModel, type: DocumentFieldType): boolean {
  if (type.kind === 'array') return inside(model, type.element);
  const struct = type.kind === 'struct' ? model.structs[type.struct] : undefined;
  return struct !== undefined && deviates(model, struct);
}
