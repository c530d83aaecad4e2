/** Rule 7: a question becomes a definite reason, or one that waits for its predicate or for facts. */
import type { Expr } from '@migspec/capabilities';
import { type CodeEntry, codeNumber, compatCodes } from '../codes.js';
import { unknownOperator } from '../expr/operators.js';
import { partial } from '../expr/partial.js';
import { expressionText } from '../expr/text.js';
import { factsIn } from '../expression.js';
import { isFalse, isTrue } from './build.js';
import type { NamedState } from './reset-state.js';
import type { DevicePair, Question, Reason, Subject } from './types.js';
import { stateEnv, type Witnesses } from './witness.js';

export interface Judging {
  readonly pair?: DevicePair;
  readonly state?: NamedState;
  readonly witnesses?: Witnesses;
  readonly builds: { readonly source: string; readonly destination: string };
}

/** Undefined when the given state answers the question. */
export function reasonOf(question: Question, judging: Judging): Reason | undefined {
  const { pair, state } = judging;
  const predicate =
    pair === undefined || state === undefined ? question.predicate : partial(question.predicate, stateEnv(pair.source, state, pair.made));
  if (isFalse(predicate)) return undefined;
  const { predicate: _predicate, code, class: cls, ...subject } = question;
  const entry: CodeEntry = compatCodes[code];
  const remedy = remedyText(entry.remedy, question, judging.builds);
  const common = {
    ...subject,
    code,
    number: codeNumber(code),
    class: cls,
    meaning: entry.meaning,
    ...(remedy === undefined ? {} : { remedy }),
  };
  if (isTrue(predicate)) return { ...common, definite: true };
  const unknown = unknownOperator(predicate);
  if (unknown !== undefined) return unknownReason(question, unknown, predicate);
  const facts = factsIn(predicate);
  const witness = facts.length > 0 ? undefined : judging.witnesses?.find(predicate);
  return {
    ...common,
    definite: false,
    predicate: { text: expressionText(predicate), expr: predicate },
    ...(facts.length > 0 ? { facts } : {}),
    ...(witness === undefined || Object.keys(witness).length === 0 ? {} : { witness }),
  };
}

function unknownReason(question: Question, operator: string, predicate: Expr): Reason {
  const { code, class: cls, predicate: _predicate, ...subject } = question;
  const entry: CodeEntry = compatCodes.EXPRESSION_UNKNOWN;
  return {
    ...subject,
    code: 'EXPRESSION_UNKNOWN',
    number: codeNumber('EXPRESSION_UNKNOWN'),
    class: cls,
    meaning: entry.meaning,
    ...(entry.remedy === undefined ? {} : { remedy: entry.remedy }),
    have: operator,
    want: code,
    definite: false,
    predicate: { text: expressionText(predicate), expr: predicate },
  };
}

/** The remedy of a code, its blanks filled in. */
export function remedyText(
  template: string | undefined,
  subject: Omit<Subject, 'observable' | 'field' | 'instance'>,
  builds: Judging['builds'],
): string | undefined {
  if (template === undefined) return undefined;
  const { param, have, want, model, section, address } = subject;
  const words: Readonly<Record<string, string | undefined>> = { param, have, want, model, section, address, ...builds };
  return template.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? name);
}
