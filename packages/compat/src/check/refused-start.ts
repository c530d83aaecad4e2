/** The verdict where the destination could not even be started as the source was: `startMachine` refused the command line. */
import { type CodeEntry, codeNumber, compatCodes } from '../codes.js';
import type { Problem } from '../problem.js';
import { remedyText } from './reason.js';
import type { CheckInput, Reason, ReasonClass, Verdict } from './types.js';
import { makeVerdict } from './verdict.js';

/** Nothing is said of a start that waits for a fact. A param that the guest cannot see does not forbid the device: without it the same configuration starts, and the state may not load. */
export function refusedStart(
  source: Pick<CheckInput['source'], 'machine' | 'document'>,
  destination: CheckInput['destination']['document'],
  problems: readonly Problem[],
): Verdict {
  const builds = { source: source.document.build, destination: destination.build };
  const reasons = problems.map(({ code, message, at: _at, facts, ...subject }): Reason => {
    const entry: CodeEntry = compatCodes[code];
    const remedy = remedyText(entry.remedy, subject, builds);
    const open = code === 'FACT_NOT_GIVEN';
    const cls: ReasonClass = code === 'PARAM_UNKNOWN' && isStateOnly(source.document, subject) ? 'state' : 'create';
    return {
      ...subject,
      code,
      number: codeNumber(code),
      class: cls,
      meaning: `${entry.meaning}: ${message}`,
      definite: !open,
      ...(open && facts !== undefined ? { facts: facts.map((fact) => `destination.${fact}`) } : {}),
      ...(remedy === undefined ? {} : { remedy }),
    };
  });
  const canCreate = reasons.every((reason) => reason.class === 'state');
  return makeVerdict(reasons, [], canCreate, builds);
}

function isStateOnly(document: CheckInput['source']['document'], { model, param }: Pick<Problem, 'model' | 'param'>): boolean {
  const known = model !== undefined && Object.hasOwn(document.models, model) ? document.models[model] : undefined;
  return known?.params.some((candidate) => candidate.name === param && !candidate.guestVisible) === true;
}
