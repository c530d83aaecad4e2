import type { SnapshotField } from '../../../ir/snapshot.js';
import type { Change } from '../../change.js';
import type { PlacedField } from '../../difference.js';
import { same } from '../../list.js';

/** The field that stands where the removed one stood: the same type there, or padding of any length. */
export function replacementOf(change: Change, before: PlacedField): PlacedField | undefined {
  return change
    .added('field')
    .find(({ after }) => samePlace(before, after) && (after.field.type.kind === 'padding' || alike(before.field, after.field)))?.after;
}

/** The new field that a removed one became. */
export function replaces(change: Change, after: PlacedField): boolean {
  return change.removed('field').some(({ before }) => replacementOf(change, before)?.label === after.label && samePlace(before, after));
}

/** Whether padding was where the new field is. */
export function isPadded(change: Change, after: PlacedField): boolean {
  return change.removed('field').some(({ before }) => before.field.type.kind === 'padding' && samePlace(before, after));
}

/** Whether it is padding, and a new field stands there. */
export function becomesField(change: Change, before: PlacedField): boolean {
  return before.field.type.kind === 'padding' && change.added('field').some(({ after }) => samePlace(before, after));
}

function samePlace(a: PlacedField, b: PlacedField): boolean {
  return a.index === b.index && same(a.place, b.place);
}

function alike(a: SnapshotField, b: SnapshotField): boolean {
  return same(a.type, b.type);
}
