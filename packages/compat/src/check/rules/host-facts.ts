import type { DocumentParam, Expr } from '@migspec/capabilities';
import type { ParamValue, StateValue } from '@migspec/runtime';
import { isOff, type Scalar, scalar } from '../../values.js';
import type { Asker } from '../ask.js';
import { binary, differ, not } from '../build.js';
import { literal, surplus } from '../relate.js';
import { refusalClass, show } from './params.js';

/**
 * A param that depends on something of the host takes a value other than off only where the host has that: a fact that is
 * a bool allows or forbids, a number is a limit, a bitmap the bits that may be set, text the only value. A started
 * destination had it allowed already, unless nobody told the fact.
 */
export function hostFactQuestion(asker: Asker, param: DocumentParam, value: ParamValue): void {
  if (param.hostFact === undefined || isOff(param, value)) return;
  const { env, document } = asker.pair.destination;
  const given = toScalar(env.host?.(param.hostFact));
  const fact: Expr = given === undefined ? { op: 'host', name: `destination.${param.hostFact}` } : literal(given);
  const declared = document.hostFacts[param.hostFact]?.type.kind ?? param.type.kind;
  const predicate = forbids(param, scalar(value), fact, given === undefined ? declared === 'bool' : typeof given === 'boolean');
  asker.ask('PARAM_VALUE_REFUSED', refusalClass(param, false), predicate, {
    param: param.name,
    have: show(value),
    want: `host fact ${param.hostFact}${given === undefined ? '' : `=${String(given)}`}`,
  });
}

function forbids(param: DocumentParam, value: Scalar, fact: Expr, isSwitch: boolean): Expr {
  if (isSwitch) return not(fact);
  if (typeof value !== 'bigint') return differ(literal(value), fact);
  return param.type.kind === 'flags' ? surplus(literal(value), fact, param.type.bits) : binary('lt', fact, literal(value));
}

function toScalar(value: StateValue | undefined): Scalar | undefined {
  return typeof value === 'boolean' || typeof value === 'string' || typeof value === 'bigint'
    ? value
    : typeof value === 'number'
      ? BigInt(value)
      : undefined;
}
