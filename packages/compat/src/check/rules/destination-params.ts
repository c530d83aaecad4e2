/** Rule 3: a param that only the destination knows is set to what the source implies. */
import { inRange, rangeText } from '../../values.js';
import type { Asker } from '../ask.js';
import { always } from '../build.js';
import { compares } from '../relate.js';
import { hostFactQuestion } from './host-facts.js';
import { impliedValue, knownOnlyTo, refusalClass, show } from './params.js';

export function checkDestinationParams(asker: Asker): void {
  const { source, destination, started } = asker.pair;
  for (const param of knownOnlyTo(destination.model, source.model)) {
    if (param.compare === 'ignore') continue;
    const cls = refusalClass(param, started);
    const implied = impliedValue(source.model, param);
    const actual = destination.configuration[param.name];
    if (implied === undefined || !inRange(param, implied)) {
      // A started destination that nevertheless has the value cannot exist: the value is not in its range.
      asker.ask('PARAM_CANNOT_BE_DISABLED', cls, always, { param: param.name, have: show(implied), want: rangeText(param) });
    } else if (!started) hostFactQuestion(asker, param, implied);
    else if (actual !== undefined && !compares(param, implied, actual)) {
      asker.ask('PARAM_DIFFERS', cls, always, { param: param.name, have: show(implied), want: show(actual) });
    }
  }
}
