/** Rules 1 to 3 on what the two documents say of params. */
import type { DocumentParam } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import { pointerPart, says } from '../../formats/silence.js';
import { inRange, isOff, parseValue, rangeText, sameValue, scalar } from '../../values.js';
import { always } from '../build.js';
import { impliedValue, refusalClass } from '../rules/params.js';
import type { Question } from '../types.js';
import type { SilentPair, SilentSide } from './pair.js';

const params = '/models/*/params';

export function paramQuestions(pair: SilentPair): readonly Question[] {
  const { source, destination } = pair;
  if (!says(source.document, params) || !says(destination.document, params)) return [];
  const subject = { model: source.id, address: pair.address };
  const listed = source.model.params.flatMap((param): readonly Question[] => {
    const have = source.configuration[param.name];
    if (have === undefined || param.compare === 'ignore') return [];
    const at = destination.model.params.findIndex((each) => isSame(each, param));
    const other = destination.model.params[at];
    const found = other === undefined ? unknown(pair, param, have) : known(pair, param, have, other, at);
    return found === undefined ? [] : [{ ...subject, class: refusalClass(param, false), predicate: always, param: param.name, ...found }];
  });
  const open = destination.model.params.flatMap((param, at): readonly Question[] => {
    const found = source.model.params.some((each) => isSame(each, param)) ? undefined : cannotBeDisabled(pair, param, at);
    return found === undefined ? [] : [{ ...subject, class: refusalClass(param, false), predicate: always, param: param.name, ...found }];
  });
  return [...listed, ...open];
}

type Found = Pick<Question, 'code' | 'have' | 'want'> | undefined;

function isSame(a: DocumentParam, b: DocumentParam): boolean {
  return a.id === b.id || a.name === b.name;
}

/** What is off travels in no list; where a form does not tell off values, what it does not mention is empty. */
function isLeftAway({ document }: SilentSide, param: DocumentParam, value: ParamValue): boolean {
  return says(document, `${params}/*/off`) ? isOff(param, value) : value === '';
}

function unknown({ source, destination }: SilentPair, param: DocumentParam, have: ParamValue): Found {
  const tells = says(destination.document, '/models/*/retired');
  const implied = tells ? impliedValue(destination.model, param) : undefined;
  if (implied === undefined ? isLeftAway(source, param, have) : sameValue(implied, have)) return undefined;
  // It may be frozen at just this value.
  if (!tells) return undefined;
  return { code: 'PARAM_UNKNOWN', have: String(have), want: implied === undefined ? 'nothing' : String(implied) };
}

function known({ source, destination }: SilentPair, param: DocumentParam, have: ParamValue, other: DocumentParam, at: number): Found {
  if (isLeftAway(source, param, have) && !says(source.document, `${params}/*/off`)) return undefined;
  if (other.resolves === 'load' || !says(destination.document, `${pointerOf(destination, at)}/type`)) return undefined;
  const value = parseValue(other.type, scalar(have));
  if (value === undefined) return { code: 'PARAM_VALUE_REFUSED', have: String(have), want: rangeText(other) };
  if (!says(destination.document, `${pointerOf(destination, at)}/range`) || inRange(other, value)) return undefined;
  return { code: 'PARAM_VALUE_REFUSED', have: String(have), want: rangeText(other) };
}

/** Only the destination knows it: it must be off, or what the source froze it at. */
function cannotBeDisabled({ source, destination }: SilentPair, param: DocumentParam, at: number): Found {
  const pointer = pointerOf(destination, at);
  if (param.compare === 'ignore' || !says(destination.document, `${pointer}/off`) || !says(source.document, '/models/*/retired'))
    return undefined;
  const implied = impliedValue(source.model, param);
  const ranged = says(destination.document, `${pointer}/range`);
  if (implied !== undefined && (!ranged || inRange(param, implied))) return undefined;
  return { code: 'PARAM_CANNOT_BE_DISABLED', have: implied === undefined ? 'nothing' : String(implied), want: rangeText(param) };
}

function pointerOf({ id }: SilentSide, at: number): string {
  return `/models/${pointerPart(id)}/params/${at}`;
}
