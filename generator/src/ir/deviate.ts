import type { SnapshotField, SnapshotLayout, SnapshotStruct } from './snapshot.js';
import type { ErratumIR } from './spec.js';

/** Replaces what the build's revision says by what the build really writes; says which errata touched a struct of the model. */
export function applyDeviations(
  structs: readonly SnapshotStruct[],
  errata: readonly ErratumIR[],
): { readonly structs: readonly SnapshotStruct[]; readonly applied: readonly string[] } {
  const applied = new Set<string>();
  const deviated = structs.map((struct) => {
    const matching = errata.filter((erratum) => erratum.deviation.type === struct.origin);
    return matching.length === 0 ? struct : { ...struct, ...deviateLayout(struct, matching, applied) };
  });
  return { structs: deviated, applied: [...applied] };
}

/** Fields of a struct's subsections are fields of the struct. */
function deviateLayout(
  layout: SnapshotLayout,
  errata: readonly ErratumIR[],
  applied: Set<string>,
): Pick<SnapshotLayout, 'fields' | 'subsections'> {
  return {
    fields: layout.fields.map((field) => deviateField(field, errata, applied)),
    subsections: layout.subsections.map((subsection) => ({ ...subsection, ...deviateLayout(subsection, errata, applied) })),
  };
}

function deviateField(field: SnapshotField, errata: readonly ErratumIR[], applied: Set<string>): SnapshotField {
  for (const erratum of errata) {
    const written = [erratum.deviation, ...(erratum.deviation.also ?? [])].find((write) => write.field === field.name);
    if (written === undefined) continue;
    applied.add(erratum.id);
    return field.filler === undefined ? { ...field, reset: written.value } : { ...field, filler: written.value };
  }
  return field;
}
