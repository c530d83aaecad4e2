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
  /** Of a change between two states of a spec: what it breaks. */
  readonly breaking?: BreakingDetails;
}

export interface BreakingDetails {
  /** GUEST, STATE, DOCUMENT, SOURCE */
  readonly categories: readonly string[];
  readonly model?: string;
  /** Builds in which the change is. */
  readonly builds: readonly string[];
  readonly pairs: readonly {
    readonly source: BreakingEnd;
    readonly destination: BreakingEnd;
    readonly direction: 'forward' | 'backward';
    /** By the compatibility of the models: a pair that was not is no error. */
    readonly promised: boolean;
    /** Machine types, or `configured`. */
    readonly on: readonly string[];
    /** Codes of the check. */
    readonly reasons: readonly string[];
    readonly someStates: boolean;
  }[];
  /** Declared breaks that speak of it. */
  readonly declared: readonly { readonly reason: string; readonly issue: string }[];
}

/** A build in the older state (`before`) or the newer one. */
export interface BreakingEnd {
  readonly build: string;
  readonly state: 'before' | 'after';
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
