import type { DocumentParam, Expr } from '@migspec/capabilities';
import type { ParamValue, StateValue } from '@migspec/runtime';
import { parseValue, sameValue, scalar } from '../../values.js';
import type { Asker } from '../ask.js';
import { binary, bitAnd, bool, differ, int, never, not, text } from '../build.js';
import { refusalClass, show } from './params.js';

/**
 * A param that depends on something of the host takes a value other than off only where the host has that: a fact that is
 * a bool allows or forbids, a number is a limit, a bitmap the bits that may be set, text the only value.
 */
export function hostFactQuestion(asker: Asker, param: DocumentParam, value: ParamValue): void {
  if (param.hostFact === undefined || isOff(param, value)) return;
  const given = toScalar(asker.pair.destination.env.host?.(param.hostFact));
  const fact: Expr = given === undefined ? { op: 'host', name: `destination.${param.hostFact}` } : literal(given);
  const predicate = forbids(param, scalar(value), fact, given);
  asker.ask('PARAM_VALUE_REFUSED', refusalClass(param, asker.pair.started), predicate, {
    param: param.name,
    have: show(value),
    want: `host fact ${param.hostFact}${given === undefined ? '' : `=${String(given)}`}`,
  });
}

function forbids(param: DocumentParam, value: boolean | bigint | string, fact: Expr, given: boolean | bigint | string | undefined): Expr {
  if (typeof given === 'boolean' || (given === undefined && param.type.kind === 'bool')) return not(fact);
  if (typeof value === 'boolean') return given === undefined ? not(fact) : never;
  if (typeof value === 'string') return differ(text(value), fact);
  if (param.type.kind !== 'flags') return binary('lt', fact, int(value));
  return binary('ne', bitAnd(int(value), { op: 'call', name: 'bitNot', args: [fact, int(param.type.bits)] }), int(0));
}

function literal(value: boolean | bigint | string): Expr {
  return typeof value === 'boolean' ? bool(value) : typeof value === 'bigint' ? int(value) : text(value);
}

function isOff(param: DocumentParam, value: ParamValue): boolean {
  const off = param.off === undefined ? undefined : parseValue(param.type, param.off);
  return off !== undefined && sameValue(off, value);
}

function toScalar(value: StateValue | undefined): boolean | bigint | string | undefined {
  return typeof value === 'boolean' || typeof value === 'string' || typeof value === 'bigint'
    ? value
    : typeof value === 'number'
      ? BigInt(value)
      : undefined;
}
