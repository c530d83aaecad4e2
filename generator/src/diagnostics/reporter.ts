import type { Span } from '../text/source.js';
import { files } from './codes/files.js';
import type { DiagnosticCode } from './define.js';
import type { Diagnostic, Related } from './diagnostic.js';

/** Findings of one file that are shown. */
const most = 1000;

export interface Details {
  readonly related?: readonly Related[];
  readonly help?: string;
}

/** Collects findings; the same finding at the same place counts once. */
export class Reporter {
  readonly #found = new Map<string, Diagnostic>();
  readonly #perFile = new Map<string, number>();

  report(code: DiagnosticCode, span: Span, message: string, details: Details = {}): void {
    const key = `${code.code} ${span.file} ${span.start} ${message}`;
    if (this.#found.has(key)) return;
    const count = (this.#perFile.get(span.file) ?? 0) + 1;
    this.#perFile.set(span.file, count);
    if (count > most) return;
    if (count === most) {
      const { code: number, id, severity, help } = files.tooManyFindings;
      const message = `the file has ${most} findings or more; the rest is not shown`;
      this.#found.set(key, {
        code: number,
        id,
        severity,
        message,
        span: { file: span.file, start: 0, end: 0 },
        related: [],
        ...(help === undefined ? {} : { help }),
      });
      return;
    }
    const advice = details.help ?? code.help;
    const help = advice === undefined ? {} : { help: advice };
    this.#found.set(key, { code: code.code, id: code.id, severity: code.severity, message, span, related: details.related ?? [], ...help });
  }

  /** How many were reported, those above the bound of a file included. */
  get count(): number {
    let sum = 0;
    for (const count of this.#perFile.values()) sum += count;
    return sum;
  }

  get hasErrors(): boolean {
    for (const found of this.#found.values()) if (found.severity === 'error') return true;
    return false;
  }

  /** By file, place and code, whatever the order of discovery. */
  sorted(): readonly Diagnostic[] {
    return [...this.#found.values()].sort(
      (a, b) =>
        compare(a.span.file, b.span.file) || a.span.start - b.span.start || compare(a.code, b.code) || compare(a.message, b.message),
    );
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
