import { codeFrame } from '../text/frame.js';
import { lineColumn, type SourceText, type Span } from '../text/source.js';
import type { Diagnostic } from './diagnostic.js';

export type Sources = ReadonlyMap<string, SourceText>;

/** One finding as people read it: place, severity, code, message, code frame, related places, help. */
export function renderText(diagnostic: Diagnostic, sources: Sources): string {
  const { span } = diagnostic;
  const lines = [
    `${place(span, sources)} - ${diagnostic.severity} ${diagnostic.code} ${diagnostic.id}`,
    `  ${printable(diagnostic.message)}`,
  ];
  const source = sources.get(span.file);
  if (source !== undefined) for (const line of codeFrame(source, span)) lines.push(`  ${line}`);
  for (const related of diagnostic.related) lines.push(`  ${place(related.span, sources)} - ${printable(related.message)}`);
  const help = diagnostic.help === undefined ? '' : `${printable(diagnostic.help)} · `;
  lines.push(`  help: ${help}migspec explain ${diagnostic.code}`);
  return lines.join('\n');
}

export function place(span: Span, sources: Sources): string {
  const source = sources.get(span.file);
  if (source === undefined) return span.file;
  const { line, column } = lineColumn(source, span.start);
  return `${span.file}:${line}:${column}`;
}

/** A terminal sees no control characters of a spec. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '·');
}
