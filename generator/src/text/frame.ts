import { lineColumn, lineText, type SourceText, type Span } from './source.js';

const widest = 160;

/** The line a span starts on with carets under it; long lines are cut around the span. Control characters show as `·`. */
export function codeFrame(source: SourceText, span: Span): readonly string[] {
  const start = lineColumn(source, span.start);
  const end = lineColumn(source, span.end);
  const whole = lineText(source, start.line);
  const from = Math.max(0, start.column - 1 - (whole.length > widest ? 60 : start.column));
  const text = whole.slice(from, from + widest).replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '·');
  const left = start.column - 1 - from;
  const right = end.line === start.line ? end.column - 1 - from : text.length;
  const carets = '^'.repeat(Math.max(1, Math.min(right, text.length) - left));
  const number = String(start.line);
  return [`${number} | ${text}`, `${' '.repeat(number.length)} | ${' '.repeat(left)}${carets}`];
}
