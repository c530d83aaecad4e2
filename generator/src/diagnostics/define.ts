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
  /** What to do, where the place of the finding has nothing better to say. */
  readonly help?: string;
}

export function define(code: string, id: string, title: string, severity: Severity = 'error', help?: string): DiagnosticCode {
  return help === undefined ? { code, id, severity, title } : { code, id, severity, title, help };
}
