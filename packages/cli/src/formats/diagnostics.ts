import { dirname, relative, resolve, sep } from 'node:path';
import { type Diagnostic, renderJson, type Sources } from '@migspec/generator/diagnostics';
import type { Finding, Place } from './finding.js';

/** Findings of the compiler; their files are named from the current folder, where the spec's own names begin at its folder. */
export function diagnosticFindings(diagnostics: readonly Diagnostic[], sources: Sources, specDir: string): readonly Finding[] {
  const place = (at: Place): Place => ({ ...at, file: fromHere(at.file, dirname(resolve(specDir))) });
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

/** The path of a file of that folder from the current one, `/` between its parts. */
export function fromHere(file: string, folder = '.'): string {
  return relative('.', resolve(folder, file)).split(sep).join('/');
}
