/** State that has no place at the destination. */
import type { DocumentField, Expr } from '@migspec/capabilities';
import { differ, not } from '../build.js';
import { foldSource, isScalar, type Scope, zeroOf } from './scope.js';

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
