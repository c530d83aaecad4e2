import type { Severity } from './diagnostic.js';

/** A kind of finding. Numbers and ids are never reused; a retired one stays as a tombstone. */
export interface DiagnosticCode {
  /** `MS2001` */
  readonly code: string;
  /** `KEY_UNKNOWN`; what data carry. */
  readonly id: string;
  readonly severity: Severity;
  /** One line for the index of all codes. */
  readonly title: string;
  readonly retired?: boolean;
}

export function define(code: string, id: string, title: string, severity: Severity = 'error'): DiagnosticCode {
  return { code, id, severity, title };
}
