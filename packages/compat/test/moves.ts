/** One device without params between two builds, and what is said of it. */
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import type { Configuration, Facts } from '@migspec/runtime';
import { check } from '../src/check/check.js';
import type { Verdict } from '../src/check/types.js';
import { document, model, section } from './documents.js';

export const id = 'example.org/thing';

interface Move {
  readonly framing?: 'native' | 'qemu';
  readonly configuration?: Configuration;
  readonly wanted?: Configuration;
  readonly state?: Readonly<Record<string, unknown>>;
  readonly facts?: Facts;
  readonly errata?: CapabilityDocument['errata'];
}

export function move(
  from: DocumentModel,
  to: DocumentModel,
  { framing = 'native', configuration = {}, wanted, state: given, facts = {}, errata = [] }: Move = {},
): Verdict {
  const machine = (values: Configuration) => ({ facts, devices: [{ address: 'a', model: id, configuration: values }] });
  return check({
    source: {
      machine: machine(configuration),
      document: document('demo@1', { [id]: from }, { framing, errata }),
      ...(given === undefined ? {} : { state: { a: given } }),
    },
    destination: { document: document('demo@2', { [id]: to }, { framing }), ...(wanted === undefined ? {} : { machine: machine(wanted) }) },
  });
}

export const words = (verdict: Verdict): string =>
  [
    verdict.outcome,
    verdict.class,
    verdict.level,
    ...verdict.reasons.map((reason) => `${reason.code}${reason.field === undefined ? '' : ` ${reason.field}`}`),
    ...verdict.notes.map((item) => `(${item.code})`),
  ]
    .filter(Boolean)
    .join(' ');

export const why = (verdict: Verdict): string => verdict.reasons.map((reason) => reason.predicate?.text ?? 'true').join('; ');
export const witness = (verdict: Verdict): string =>
  verdict.reasons.map((reason) => `${reason.witness?.bad?.situation ?? '-'}/${reason.witness?.fine?.situation ?? '-'}`).join('; ');

export const of = (fields: DocumentModel['sections'][number]['fields'], rest: Partial<DocumentModel> = {}) =>
  model({ sections: [section('thing', fields)], ...rest });
