import type { SnapshotStruct } from './snapshot.js';
import type { ErratumIR } from './spec.js';

/** Replaces what the build's revision says by what the build really writes; says which errata touched a struct of the model. */
export function applyDeviations(
  structs: readonly SnapshotStruct[],
  errata: readonly ErratumIR[],
): { readonly structs: readonly SnapshotStruct[]; readonly applied: readonly string[] } {
  const applied = new Set<string>();
  const deviated = structs.map((struct) => {
    const matching = errata.filter((erratum) => erratum.deviation.type === struct.origin);
    if (matching.length === 0) return struct;
    const fields = struct.fields.map((field) => {
      for (const erratum of matching) {
        const written = [erratum.deviation, ...(erratum.deviation.also ?? [])].find((write) => write.field === field.name);
        if (written === undefined) continue;
        applied.add(erratum.id);
        return { ...field, reset: written.value };
      }
      return field;
    });
    return { ...struct, fields };
  });
  return { structs: deviated, applied: [...applied] };
}
