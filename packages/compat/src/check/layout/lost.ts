/** State that has no place at the destination. */
import type { DocumentField, DocumentLayout, Expr } from '@migspec/capabilities';
import { and, differ, not } from '../build.js';
import { foldSource, isScalar, pathOf, type Scope, zeroOf } from './scope.js';

/** True where the variable is not at its reset value at the source, so that forgetting it shows. */
export function notReset(scope: Scope, field: DocumentField, value: Expr): Expr {
  if (isAlwaysZero(field)) return { op: 'bool', value: false };
  if (!isScalar(field)) return not({ op: 'isReset', of: [value] });
  return differ(value, field.reset === undefined ? zeroOf(field) : foldSource(scope, field.reset));
}

/** Unsigned, at most 0 and 0 after a reset: there is nothing to lose. */
function isAlwaysZero({ type, bounds, reset }: DocumentField): boolean {
  const element = type.kind === 'array' ? type.element : type;
  const max = bounds.max?.expr;
  return element.kind === 'int' && !element.signed && reset === undefined && max?.op === 'int' && max.value === '0';
}

export function askLost(scope: Scope, field: DocumentField, value: Expr, path: string): void {
  const subject = { section: scope.section, field: path };
  scope.walk.asker.ask('STATE_LOST', 'state', notReset(scope, field, value), subject, { wrap: scope.wrap });
}

/** A build whose predicate deviates leaves out what its revision would send: lost where the variable is not at reset. */
export function askLeftOut(scope: Scope, field: DocumentField, leftOut: Expr): void {
  if (field.name === '' || field.filler !== undefined) return;
  const bad = and(leftOut, notReset(scope, field, scope.at(field.name)));
  const subject = { section: scope.section, field: pathOf(scope, field) };
  scope.walk.asker.ask('STATE_LOST', 'state', bad, subject, { wrap: scope.wrap, known: scope.known });
}

/** Everything in a layout. */
export function askAllLeftOut(scope: Scope, layout: DocumentLayout, leftOut: Expr): void {
  for (const field of layout.fields) askLeftOut(scope, field, leftOut);
  for (const subsection of layout.subsections) askAllLeftOut(scope, subsection, leftOut);
}
