/** Bytes that are no variable on one side or on both: padding and fillers. */
import type { DocumentField } from '@migspec/capabilities';
import { binary, int } from '../build.js';
import { checkBounds } from './bounds.js';
import { askLost } from './lost.js';
import { foldSource, isScalar, pathOf, receive, receiveAbsent, type Scope, settle, under, zeroOf } from './scope.js';
import type { Heads } from './walk.js';

export function isSilent(field: DocumentField): boolean {
  return field.type.kind === 'padding' || field.filler !== undefined;
}

/** A variable of the source where the destination has none: it is read and forgotten. */
export function loseVariable(scope: Scope, source: Heads['source'], destination: Heads['destination']): void {
  const { field, when } = source;
  const there = under(scope, when);
  const value = scope.at(field.name);
  settle(scope, field);
  askLost(there, field, value, pathOf(scope, field));
  if (destination.field.type.kind === 'padding' && destination.field.type.read === 'zero' && isScalar(field)) {
    const subject = { section: scope.section, field: `${pathOf(scope, field)} / padding`, want: 'zero' };
    const bad = field.type.kind === 'bool' ? value : binary('ne', value, field.type.kind === 'enum' ? zeroOf(field) : int(0));
    scope.walk.asker.ask('RESERVED_BITS', 'state', bad, subject, { wrap: there.wrap, known: there.known });
  }
}

/** A variable of the destination where the source has none: it takes what the filler writes, or zero. */
export function gainVariable(scope: Scope, source: Heads['source'], destination: Heads['destination']): void {
  const { field } = destination;
  if (!isScalar(field)) {
    receiveAbsent(scope, field);
    return;
  }
  const value = source.field.filler === undefined ? zeroOf(field) : foldSource(scope, source.field.filler);
  receive(scope, field, value);
  const path = pathOf(scope, field);
  scope.walk.later.push(() => checkBounds(scope, undefined, field, { source: source.field.type, destination: field.type }, value, path));
}

/** A filler where the destination demands zero. */
export function checkZero(scope: Scope, source: Heads['source'], destination: Heads['destination']): void {
  const { type } = destination.field;
  if (source.field.filler === undefined || type.kind !== 'padding' || type.read !== 'zero') return;
  const value = foldSource(scope, source.field.filler);
  if (value.op === 'bool') return;
  const subject = { section: scope.section, field: `${pathOf(scope, source.field)} / padding`, want: 'zero' };
  scope.walk.asker.ask('RESERVED_BITS', 'state', binary('ne', value, int(0)), subject, { wrap: scope.wrap });
}
