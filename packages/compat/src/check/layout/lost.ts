/** State that has no place at the destination. */
import type { DocumentField, Expr } from '@migspec/capabilities';
import { differ, not } from '../build.js';
import { foldSource, isScalar, type Scope, zeroOf } from './scope.js';

/** True where the variable is not at its reset value at the source, so that forgetting it shows. */
export function notReset(scope: Scope, field: DocumentField, value: Expr): Expr {
  if (!isScalar(field)) return not({ op: 'isReset', of: [value] });
  return differ(value, field.reset === undefined ? zeroOf(field) : foldSource(scope, field.reset));
}

export function askLost(scope: Scope, field: DocumentField, value: Expr, path: string): void {
  const subject = { section: scope.section, field: path };
  scope.walk.asker.ask('STATE_LOST', 'state', notReset(scope, field, value), subject, { wrap: scope.wrap });
}
