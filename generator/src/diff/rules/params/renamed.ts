import { params } from '../../../diagnostics/codes/changes/params.js';
import type { SnapshotParam } from '../../../ir/snapshot.js';
import type { Change } from '../../change.js';
import { aboutParam, anyOf } from '../../explain.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';

export const renamed: BreakingRule = {
  code: params.renamed,
  purpose: 'Two builds recognise a param by its identity, which is its first name: another name without it is another param.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, at } of change.removed('param')) {
      const after = replacedBy(change, before);
      if (after === undefined) continue;
      report({
        at: { ...at, after: ['model', change.model ?? '', 'params', after.id] },
        message: `the param ${before.name} is called ${after.name} now, and has another identity`,
        help: `keep the identity: id: ${before.id}`,
        explains: anyOf(aboutParam(change, before.id), aboutParam(change, after.id)),
        always: true,
      });
    }
  },
};

/** The new param that is the removed one in everything but its name. */
export function replacedBy(change: Change, before: SnapshotParam): SnapshotParam | undefined {
  const alike = ({ type, off, default: value, range, unit, doc }: SnapshotParam): unknown => [type, off, value.expr, range, unit, doc];
  return change.added('param').find(({ after }) => same(alike(before), alike(after)))?.after;
}

export function replaces(change: Change, after: SnapshotParam): boolean {
  return change.removed('param').some(({ before }) => replacedBy(change, before)?.id === after.id);
}
