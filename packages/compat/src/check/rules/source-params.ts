/** Rule 2: a param that only the source knows has the value that the destination implies. */
import { sameValue } from '../../values.js';
import type { Asker } from '../ask.js';
import { always } from '../build.js';
import { impliedValue, knownOnlyTo, refusalClass, show } from './params.js';

export function checkSourceParams(asker: Asker): void {
  const { source, destination, started } = asker.pair;
  for (const param of knownOnlyTo(source.model, destination.model)) {
    const have = source.configuration[param.name];
    if (have === undefined || param.compare === 'ignore') continue;
    const implied = impliedValue(destination.model, param);
    if (implied !== undefined && sameValue(have, implied)) continue;
    asker.ask('PARAM_UNKNOWN', refusalClass(param, started), always, { param: param.name, have: show(have), want: show(implied) });
  }
}
