import type { Expression } from '../../../expr/tree.js';
import type { Change } from '../../change.js';
import { reads } from '../../explain.js';
import { enabledByDefault } from '../params/enabled.js';
import { meaningsChanged } from '../params/meaning-changed.js';

/** Whether a finding about a param says it already: a param that is gone, one that is new and on, one that means something else. */
export function followsFromParam(change: Change, before: Expression, after: Expression): boolean {
  const params = [
    ...change.removed('param').map(({ before: { id } }) => id),
    ...change.added('param').flatMap(({ after: param }) => (enabledByDefault(param) ? [param.id] : [])),
    ...meaningsChanged(change).map(({ param: { id } }) => id),
  ];
  return params.some((id) => reads([before, after], id));
}
