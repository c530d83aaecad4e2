import { type ErrorDetails, MigspecError, type RuntimeCode } from '@migspec/runtime';

/** What refused: a `MigspecError` as data. Anything else that is thrown is a defect and goes on. */
export interface Refusal {
  readonly code: RuntimeCode | 'NOT_MIGRATABLE';
  readonly message: string;
  readonly details: ErrorDetails;
}

export type Tried<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function attempt<T>(action: () => T): Tried<T> {
  try {
    return { ok: true, value: action() };
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    return { ok: false, refusal: { code: error.code, message: error.message, details: error.details } };
  }
}
