import { lineColumn, type Span } from '../text/source.js';
import type { Diagnostic } from './diagnostic.js';
import type { Sources } from './render-text.js';

export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface JsonDiagnostic {
  readonly code: string;
  readonly id: string;
  readonly severity: string;
  readonly message: string;
  readonly place: JsonPlace;
  readonly related: readonly { readonly message: string; readonly place: JsonPlace }[];
  readonly help?: string;
}

/** One finding as programs read it. */
export function renderJson(diagnostic: Diagnostic, sources: Sources): JsonDiagnostic {
  const { code, id, severity, message } = diagnostic;
  const related = diagnostic.related.map((r) => ({ message: r.message, place: jsonPlace(r.span, sources) }));
  const help = diagnostic.help === undefined ? {} : { help: diagnostic.help };
  return { code, id, severity, message, place: jsonPlace(diagnostic.span, sources), related, ...help };
}

function jsonPlace(span: Span, sources: Sources): JsonPlace {
  const source = sources.get(span.file);
  if (source === undefined) return { file: span.file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const start = lineColumn(source, span.start);
  const end = lineColumn(source, span.end);
  return { file: span.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
