import { params } from '../../../diagnostics/codes/changes/params.js';
import type { SnapshotIR, SnapshotParam } from '../../../ir/snapshot.js';
import type { Change } from '../../change.js';
import { aboutObservable, aboutParam, anyOf, reads } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const meaningChanged: BreakingRule = {
  code: params.meaningChanged,
  purpose: 'One param for two meanings: a guest that was started with the first is given the second.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { param, was, is } of meaningsChanged(change)) {
      const path = ['model', change.model ?? '', 'params', param.id];
      report({
        at: { before: path, after: path },
        message: `${param.name} decides ${is.join(', ')}, and decided ${was.join(', ')}`,
        help: 'leave its meaning as it was, and add another param for the new one',
        explains: anyOf(aboutParam(change, param.id), ...[...was, ...is].map((name) => aboutObservable(change, name))),
        always: true,
      });
    }
  },
};

interface MeaningChanged {
  readonly param: SnapshotParam;
  /** Names of observables. */
  readonly was: readonly string[];
  readonly is: readonly string[];
}

/** Params that both builds have, and that decide nothing any more of what they decided. */
export function meaningsChanged({ before, after }: Change): readonly MeaningChanged[] {
  const [old, now] = [before.snapshot, after.snapshot];
  if (old === undefined || now === undefined) return [];
  return now.params.flatMap((param): MeaningChanged[] => {
    if (!old.params.some(({ id }) => id === param.id)) return [];
    const [was, is] = [decides(old, param), decides(now, param)];
    return was.length === 0 || is.length === 0 || was.some((name) => is.includes(name)) ? [] : [{ param, was, is }];
  });
}

/** The observables that the param decides. */
function decides({ observables }: SnapshotIR, { id }: SnapshotParam): readonly string[] {
  return observables.filter(({ value }) => reads(value, id)).map(({ name }) => name);
}
