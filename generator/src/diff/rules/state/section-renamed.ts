import { state } from '../../../diagnostics/codes/changes/state.js';
import type { SnapshotSection } from '../../../ir/snapshot.js';
import type { Change } from '../../change.js';
import { aboutPlace, anyOf } from '../../explain.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';
import { collisions } from '../builds/identifier.js';

export const sectionRenamed: BreakingRule = {
  code: state.sectionRenamed,
  purpose: 'A section is found by its name on the wire, and its key names it in the generated code.',
  categories: ['STATE', 'SOURCE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('section', 'name')) {
      if (collisions(change).some(({ section }) => section.id === after.id)) continue;
      report({
        at,
        message: `the section ${name} travels as ${wireName(after)}, and did as ${wireName(before)}`,
        help: 'keep the name for guests from before; where it must change, let a param that machine types set decide',
        explains: aboutPlace(change, { of: 'section', id: after.id, subsections: [] }),
      });
    }
    for (const { after, at } of change.added('section')) {
      const before = renamedFrom(change, after);
      if (before === undefined) continue;
      report({
        at,
        message: `the section ${before.id} is called ${after.id}`,
        help: 'keep the name; it is how a destination finds the section',
        explains: anyOf(
          aboutPlace(change, { of: 'section', id: before.id, subsections: [] }),
          aboutPlace(change, { of: 'section', id: after.id, subsections: [] }),
        ),
        always: true,
      });
    }
  },
};

/** The removed section that the new one is in everything but its name. */
export function renamedFrom(change: Change, after: SnapshotSection): SnapshotSection | undefined {
  return change.removed('section').find(({ before }) => same(before.fields, after.fields) && same(before.subsections, after.subsections))
    ?.before;
}

function wireName({ name }: SnapshotSection): string {
  return name.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.text}}`)).join('');
}
