/**
 * Rule 8: deviations are in the documents already; what is left is to cite the erratum where a reason, or a note that a check
 * is not enforced, is about what a build does otherwise than its revision says.
 */
import type { CapabilityDocument, DocumentErratum, DocumentModel } from '@migspec/capabilities';
import { note } from '../note.js';
import type { CheckInput, Note, Reason, Subject } from '../types.js';

interface Cited {
  readonly document: CapabilityDocument;
  readonly erratum: DocumentErratum;
}

export function citeErrata(
  input: CheckInput,
  reasons: readonly Reason[],
  told: readonly Note[],
): { readonly reasons: readonly Reason[]; readonly notes: readonly Note[] } {
  const notes: Note[] = [];
  const documents = [input.source.document, input.destination.document];
  const cite = (about: Subject, errata: readonly Cited[]): void => {
    const { address, section, field } = about;
    const subject = {
      ...(about.model === undefined ? {} : { model: about.model }),
      ...(address === undefined ? {} : { address }),
      ...(section === undefined ? {} : { section }),
      ...(field === undefined ? {} : { field }),
    };
    for (const { document, erratum } of errata) {
      const remedy = erratum.remedy === undefined ? '' : ` ${erratum.remedy}`;
      notes.push(note('ERRATUM', undefined, { ...subject, have: `${document.build} ${erratum.id}` }, `${erratum.doc}${remedy}`));
    }
  };
  const cited = reasons.map((reason) => {
    if (reason.class !== 'state') return reason;
    const errata = documents.flatMap((document) => touching(document, reason));
    cite(reason, errata);
    return errata.length === 0 ? reason : { ...reason, errata: errata.map(({ erratum }) => erratum.id) };
  });
  for (const each of told) if (each.code === 'CHECK_NOT_ENFORCED') cite(each, touching(input.destination.document, each));
  return { reasons: cited, notes };
}

type About = Subject & Pick<Reason, 'predicate'>;

function touching(document: CapabilityDocument, about: About): readonly Cited[] {
  const model = about.model === undefined ? undefined : document.models[about.model];
  if (model === undefined) return [];
  return document.errata
    .filter((erratum) => model.errata.includes(erratum.id) && erratum.touches.some((touch) => mentions(model, touch, about)))
    .map((erratum) => ({ document, erratum }));
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
