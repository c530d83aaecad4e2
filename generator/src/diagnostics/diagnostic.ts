import type { Span } from '../text/source.js';

export type Severity = 'error' | 'warning';

/** Another place that a finding speaks of. */
export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** A finding: plain data. */
export interface Diagnostic {
  /** `MS2001` */
  readonly code: string;
  /** `KEY_UNKNOWN` */
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly help?: string;
}
