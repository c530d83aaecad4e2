import type { Problem } from '@migspec/compat';
import { printable } from './printable.js';

/** Codes and messages of problems, a line each; names of strangers cannot act on a terminal. */
export function problemLines(problems: readonly Problem[]): string {
  return problems
    .slice(0, 20)
    .map(({ code, message }) => `${code}: ${printable(message)}`)
    .join('\n  ');
}
