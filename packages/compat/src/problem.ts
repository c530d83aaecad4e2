import type { CompatCode } from './codes.js';

/** What is wrong with an input, as data; the caller decides how to say it. */
export interface Problem {
  readonly code: CompatCode;
  readonly message: string;
  readonly model?: string;
  readonly param?: string;
  readonly address?: string;
  /** Where in a document: a JSON pointer. */
  readonly at?: string;
  readonly have?: string;
  readonly want?: string;
  /** Facts that would decide: `uso`, `machine.cpus`. */
  readonly facts?: readonly string[];
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };
