import type { Change } from '../../change.js';
import type { PlacedSubsection } from '../../difference.js';
import { aboutPlace, aboutVariable, anyOf, type Explains } from '../../explain.js';

/** Reasons in the section of a subsection, and about the variables that it carries. */
export function inside(change: Change, { place, subsection }: PlacedSubsection): Explains {
  return anyOf(
    aboutPlace(change, place),
    ({ section }) => section === subsection.name,
    ...subsection.fields.map(({ name }) => aboutVariable(name)),
  );
}
