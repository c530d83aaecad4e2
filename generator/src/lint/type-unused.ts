import { names } from '../diagnostics/codes/names.js';
import type { Reporter } from '../diagnostics/reporter.js';
import type { Span } from '../text/source.js';

/** A struct type that some file declares. */
export interface DeclaredType {
  readonly name: string;
  readonly span: Span;
  readonly used: boolean;
}

/** A type that no state reaches: nobody checks what stands in it. */
export function typeUnused(types: readonly DeclaredType[], reporter: Reporter): void {
  for (const { name, span, used } of types) {
    if (!used)
      reporter.report(names.typeUnused, span, `the type ${name} is used nowhere`, {
        help: 'nothing in it is checked; use it or remove it',
      });
  }
}
