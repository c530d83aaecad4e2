import type { Reporter } from '../diagnostics/reporter.js';
import type { Expr } from '../expr/tree.js';
import type { ModelIR, SpecIR } from '../ir/spec.js';
import type { Span } from '../text/source.js';

/** Where things stand, and where findings go. */
export interface LintContext {
  readonly reporter: Reporter;
  readonly span: (...path: readonly string[]) => Span;
}

/** Judges one model. */
export type ModelRule = (model: ModelIR, context: LintContext) => void;

/** Judges what several files say together. */
export type SpecRule = (spec: SpecIR, context: LintContext) => void;

export function sameExpr(a: Expr | undefined, b: Expr | undefined): boolean {
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
