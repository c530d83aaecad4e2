/**
 * Rule 8: deviations are in the documents already; what is left is to cite the erratum where a reason, or a note that a check
 * is not enforced, is about what a build does otherwise than its revision says. What no deviation can describe is said here.
 */
import type { CapabilityDocument, DocumentErratum, DocumentModel } from '@migspec/capabilities';
import type { MachineDevice } from '../../document/machine.js';
import { always } from '../build.js';
import { note } from '../note.js';
import type { CheckInput, CitedErratum, Note, Question, Reason, Subject } from '../types.js';

interface Cited {
  readonly document: CapabilityDocument;
  readonly end: CitedErratum['end'];
  readonly erratum: DocumentErratum;
}

/** Crashes that are known of one end's build, with the other at the other end. */
export function knownCrashes({ source, destination }: CheckInput, device: MachineDevice): readonly Question[] {
  const ends = [
    { end: 'source', here: source.document, there: destination.document },
    { end: 'destination', here: destination.document, there: source.document },
  ] as const;
  return ends.flatMap(({ end, here, there }) =>
    here.errata.flatMap(({ id, outcome }): Question[] => {
      if (outcome?.crash !== end || outcome.model !== device.model) return [];
      if (outcome.with !== undefined && !outcome.with.includes(there.build)) return [];
      const { address, model } = device;
      return [{ code: 'KNOWN_CRASH', class: 'policy', predicate: always, model, address, have: `${here.build} ${id}` }];
    }),
  );
}

export function citeErrata(
  input: CheckInput,
  reasons: readonly Reason[],
  told: readonly Note[],
): { readonly reasons: readonly Reason[]; readonly notes: readonly Note[]; readonly errata: readonly CitedErratum[] } {
  const notes: Note[] = [];
  const all = new Map<string, CitedErratum>();
  const { source, destination } = input;
  const cite = (about: Subject, errata: readonly Cited[]): void => {
    const { address, section, field } = about;
    const subject = {
      ...(about.model === undefined ? {} : { model: about.model }),
      ...(address === undefined ? {} : { address }),
      ...(section === undefined ? {} : { section }),
      ...(field === undefined ? {} : { field }),
    };
    for (const { document, end, erratum } of errata) {
      const remedy = erratum.remedy === undefined ? '' : ` ${erratum.remedy}`;
      all.set(`${end} ${erratum.id} ${about.model}`, citedErratum(input, document, end, erratum, about.model));
      notes.push(note('ERRATUM', undefined, { ...subject, have: `${document.build} ${erratum.id}` }, `${erratum.doc}${remedy}`));
    }
  };
  const cited = reasons.map((reason) => {
    if (reason.class !== 'state' && reason.code !== 'KNOWN_CRASH') return reason;
    const errata = [...touching(source.document, 'source', reason), ...touching(destination.document, 'destination', reason)];
    cite(reason, errata);
    return errata.length === 0 ? reason : { ...reason, errata: errata.map(({ erratum }) => erratum.id) };
  });
  for (const each of told) if (each.code === 'CHECK_NOT_ENFORCED') cite(each, touching(destination.document, 'destination', each));
  return { reasons: cited, notes, errata: [...all.values()] };
}

function citedErratum(
  { source, destination }: CheckInput,
  document: CapabilityDocument,
  end: CitedErratum['end'],
  { id, doc, evidence, fixedIn, remedy, remedies = [] }: DocumentErratum,
  model: string | undefined,
): CitedErratum {
  const meant = remedies.filter(
    ({ model: only, from, to }) =>
      (only ?? model) === model &&
      (from ?? source.document.build) === source.document.build &&
      (to ?? destination.document.build) === destination.document.build,
  );
  return {
    id,
    build: document.build,
    end,
    ...(model === undefined ? {} : { model }),
    doc,
    ...(evidence === undefined ? {} : { evidence }),
    ...(fixedIn === undefined ? {} : { fixedIn }),
    ...(remedy === undefined ? {} : { remedy }),
    remedies: meant,
  };
}

type About = Subject & Pick<Reason, 'predicate'> & { readonly code: Reason['code'] };

function touching(document: CapabilityDocument, end: CitedErratum['end'], about: About): readonly Cited[] {
  const model = about.model === undefined ? undefined : document.models[about.model];
  if (model === undefined) return [];
  const concerns = (erratum: DocumentErratum): boolean =>
    about.code === 'KNOWN_CRASH'
      ? erratum.outcome?.crash === end && about.have === `${document.build} ${erratum.id}`
      : erratum.touches.some((touch) => mentions(model, touch, about));
  return document.errata
    .filter((erratum) => model.errata.includes(erratum.id) && concerns(erratum))
    .map((erratum) => ({ document, end, erratum }));
}

/** By the field's path, by the rule that it breaks, or by the subsection whose being sent it is about. */
function mentions(model: DocumentModel, touch: DocumentErratum['touches'][number], about: About): boolean {
  const { struct, field, rule, subsection } = touch;
  if (struct !== undefined && !Object.values(model.structs).some((candidate) => candidate.origin === struct)) return false;
  if (touch.model !== undefined && touch.model !== about.model) return false;
  if (rule !== undefined) return about.want === rule;
  if (field === undefined) return about.section === subsection;
  const name = new RegExp(`(^|[^A-Za-z0-9_])${field.replace(/[^A-Za-z0-9_]/g, '\\$&')}([^A-Za-z0-9_]|$)`);
  return name.test(about.field ?? '') || name.test(about.want ?? '') || name.test(about.predicate?.text ?? '');
}
