import { dirname, relative, resolve, sep } from 'node:path';
import { type Diagnostic, renderJson, type Sources } from '@migspec/generator/diagnostics';
import type { Finding, Place } from './finding.js';

/** Findings of the compiler; their files are named from the current folder, where the spec's own names begin at its folder. */
export function diagnosticFindings(diagnostics: readonly Diagnostic[], sources: Sources, specDir: string): readonly Finding[] {
  const around = dirname(resolve(specDir));
  const place = (at: Place): Place => ({ ...at, file: relative('.', resolve(around, at.file)).split(sep).join('/') });
  return diagnostics.map((diagnostic) => {
    const { code, id, message, place: at, related, help } = renderJson(diagnostic, sources);
    return {
      code,
      id,
      severity: diagnostic.severity,
      message,
      place: place(at),
      related: related.map((other) => ({ message: other.message, place: place(other.place) })),
      ...(help === undefined ? {} : { help }),
    };
  });
}
