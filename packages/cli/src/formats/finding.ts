/** Findings of all commands in one form, whatever they are printed as. */

export interface Place {
  /** Relative to the current folder. */
  readonly file: string;
  /** From 1; the end is behind the last character. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Finding {
  /** `MS5001`; findings of a conformance run have a law or a kind instead, and only an id. */
  readonly code?: string;
  /** `VARIABLE_DUPLICATE` */
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly place?: Place;
  /** What it is about where no file says it: a cell of the matrix, a stream. */
  readonly subject?: string;
  readonly related: readonly { readonly message: string; readonly place: Place }[];
  readonly help?: string;
}

/** A file as a whole, named from its first character: code scanning shows nothing that has no place. */
export function wholeFile(file: string): Place {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

export interface Report {
  /** `lint` */
  readonly command: string;
  readonly findings: readonly Finding[];
}

export function countOf(report: Report, severity: Finding['severity']): number {
  return report.findings.filter((finding) => finding.severity === severity).length;
}

/** `MS5001 VARIABLE_DUPLICATE` */
export function nameOf({ code, id }: Finding): string {
  return code === undefined ? id : `${code} ${id}`;
}
