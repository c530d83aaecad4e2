/**
 * Rule 8: deviations are in the documents already; what is left is to cite the erratum where a reason is about a field that
 * a build writes otherwise than its revision says.
 */
import type { CapabilityDocument, DocumentErratum, DocumentModel } from '@migspec/capabilities';
import { note } from '../note.js';
import type { CheckInput, Note, Reason } from '../types.js';

export function citeErrata(
  input: CheckInput,
  reasons: readonly Reason[],
): { readonly reasons: readonly Reason[]; readonly notes: readonly Note[] } {
  const notes: Note[] = [];
  const cited = reasons.map((reason) => {
    if (reason.model === undefined || reason.class !== 'state') return reason;
    const errata = [input.source.document, input.destination.document].flatMap((document) => touching(document, reason));
    if (errata.length === 0) return reason;
    for (const { document, erratum } of errata) {
      const { address, section, field } = reason;
      const subject = {
        ...(address === undefined ? {} : { address }),
        ...(section === undefined ? {} : { section }),
        ...(field === undefined ? {} : { field }),
      };
      const remedy = erratum.remedy === undefined ? '' : ` ${erratum.remedy}`;
      notes.push(
        note('ERRATUM', undefined, { model: reason.model, ...subject, have: `${document.build} ${erratum.id}` }, `${erratum.doc}${remedy}`),
      );
    }
    return { ...reason, errata: errata.map(({ erratum }) => erratum.id) };
  });
  return { reasons: cited, notes };
}

function touching(
  document: CapabilityDocument,
  reason: Reason,
): readonly { readonly document: CapabilityDocument; readonly erratum: DocumentErratum }[] {
  const model = reason.model === undefined ? undefined : document.models[reason.model];
  if (model === undefined) return [];
  return document.errata
    .filter((erratum) => model.errata.includes(erratum.id) && mentions(model, erratum, reason))
    .map((erratum) => ({ document, erratum }));
}

/** By the field's path, or by the rule that it breaks. */
function mentions(model: DocumentModel, erratum: DocumentErratum, reason: Reason): boolean {
  const { struct, field } = erratum.touches;
  if (!Object.values(model.structs).some((candidate) => candidate.origin === struct)) return false;
  const name = new RegExp(`(^|[^A-Za-z0-9_])${field.replace(/[^A-Za-z0-9_]/g, '\\$&')}([^A-Za-z0-9_]|$)`);
  return name.test(reason.field ?? '') || name.test(reason.want ?? '') || name.test(reason.predicate?.text ?? '');
}
