/** Rule 1: a param that both know has one type and off value; its value is accepted, or compares with the started one. */
import type { DocumentParam } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import { inRange, parseValue, rangeText, sameType, sameValue, scalar } from '../../values.js';
import type { Asker } from '../ask.js';
import { always } from '../build.js';
import { compares, literal, unrelated } from '../relate.js';
import { foldSide } from '../side.js';
import { hostFactQuestion } from './host-facts.js';
import { knownToBoth, refusalClass, show } from './params.js';

export function checkKnownParams(asker: Asker): void {
  const { pair } = asker;
  for (const { source, destination } of knownToBoth(pair)) {
    const cls = refusalClass(destination, pair.started);
    const have = pair.source.configuration[source.name];
    if (have === undefined) continue;
    const subject = { param: source.name };
    if (!sameType(source.type, destination.type)) {
      asker.ask('PARAM_TYPE_DIFFERS', cls, always, { ...subject, have: typeText(source), want: typeText(destination) });
      continue;
    }
    if (!sameOff(source, destination)) {
      asker.ask('PARAM_OFF_DIFFERS', cls, always, { ...subject, have: String(source.off), want: String(destination.off) });
      continue;
    }
    const want = pair.destination.configuration[destination.name];
    if (pair.started) {
      if (want !== undefined && !compares(destination, have, want)) {
        asker.ask('PARAM_DIFFERS', cls, always, { ...subject, have: show(have), want: show(want) });
      } else if (want !== undefined) hostFactQuestion(asker, destination, want);
    } else if (destination.resolves === 'load') loadQuestion(asker, destination, have, want);
    else if (parseValue(destination.type, have) === undefined || !inRange(destination, have)) {
      asker.ask('PARAM_VALUE_REFUSED', cls, always, { ...subject, have: show(have), want: rangeText(destination) });
    } else hostFactQuestion(asker, destination, have);
  }
}

/** What never travels: the destination has its own value, which compares with the source's. */
function loadQuestion(asker: Asker, param: DocumentParam, have: ParamValue, want: ParamValue | undefined): void {
  const own = want === undefined ? foldSide(asker.pair.destination, param.default.expr) : literal(scalar(want));
  asker.ask('PARAM_DIFFERS', refusalClass(param, true), unrelated(param, literal(scalar(have)), own), {
    param: param.name,
    have: show(have),
    want: want === undefined ? param.default.text : show(want),
  });
}

function sameOff(source: DocumentParam, destination: DocumentParam): boolean {
  if (source.off === undefined || destination.off === undefined) return source.off === destination.off;
  const [left, right] = [parseValue(source.type, source.off), parseValue(destination.type, destination.off)];
  return left !== undefined && right !== undefined && sameValue(left, right);
}

function typeText(param: DocumentParam): string {
  const { type } = param;
  return type.kind === 'int' ? `${type.signed ? 'i' : 'u'}${type.bits}` : type.kind === 'flags' ? `flags of ${type.bits} bits` : type.kind;
}
