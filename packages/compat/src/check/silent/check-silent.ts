/**
 * The verdict where a document was read from a form that does not tell everything. What the forms do say can refuse, by the
 * rules of the forms: an unknown model or param, a value outside of the range, a param that cannot be disabled, no common state
 * version. What they do not say is asked for, so that the answer is never yes.
 */
import type { CapabilityDocument } from '@migspec/capabilities';
import { type CodeEntry, codeNumber, compatCodes } from '../../codes.js';
import { chooseStateVersion, stateVersionList } from '../../document/state-versions.js';
import { says } from '../../formats/silence.js';
import { always } from '../build.js';
import { note } from '../note.js';
import { reasonOf, remedyText } from '../reason.js';
import type { CheckInput, Note, Question, Reason, Verdict } from '../types.js';
import { makeVerdict } from '../verdict.js';
import { type Aspect, aspects } from './aspects.js';
import { type SilentPair, silentPair, versionAtBoth } from './pair.js';
import { paramQuestions } from './params.js';

/** Whether one of the documents is silent about something. */
export function isSilent({ source, destination }: CheckInput): boolean {
  return [source.document, destination.document].some(({ silent = [] }) => silent.length > 0);
}

export function checkSilent(input: CheckInput): Verdict {
  const { source, destination } = input;
  const builds = { source: source.document.build, destination: destination.document.build };
  const questions: Question[] = [];
  const notes: Note[] = [];
  const open = new Map<string, Reason>();
  const silence = (document: CapabilityDocument, role: Aspect['sides'][number], answered: readonly string[]): void => {
    for (const aspect of aspects) {
      if (!aspect.sides.includes(role) || says(document, aspect.at) || answered.includes(aspect.at)) continue;
      open.set(`${role} ${aspect.at}`, silentReason(document, aspect, builds));
    }
  };
  for (const device of source.machine.devices) {
    const pair = silentPair(input, device);
    if (pair === undefined) {
      if (says(destination.document, '/models')) questions.push(unknownModel(device.address, device.model));
      else silence(destination.document, 'destination', []);
      continue;
    }
    questions.push(...paramQuestions(pair));
    const versions = stateVersions(pair);
    questions.push(...versions.questions);
    notes.push(...versions.notes);
    // A version is one assignment of all params, wherever it is listed: who has it accepts its values.
    const listed = versionAtBoth(pair) !== undefined;
    const settled = listed ? settledByVersion : [];
    silence(source.document, 'source', [...settled, ...versions.answered]);
    silence(destination.document, 'destination', [...settled, ...versions.answered]);
  }
  const reasons = [...questions.flatMap((question) => reasonOf(question, { builds }) ?? []), ...open.values()];
  if (reasons.length === 0) reasons.push(...unasked(input, builds));
  const canCreate = !questions.some((question) => question.class === 'create');
  return makeVerdict(reasons, notes, canCreate, builds);
}

const settledByVersion = [
  '/models/*/params',
  '/models/*/params/*/range',
  '/models/*/params/*/off',
  '/models/*/constraints',
  '/models/*/retired',
];

/** A document that is silent about things that nobody asks for is still not the whole. */
function unasked({ source, destination }: CheckInput, builds: Verdict['documents']): readonly Reason[] {
  return [source.document, destination.document].flatMap((document) =>
    (document.silent ?? []).slice(0, 1).map((at) => silentReason(document, { at, what: at, class: 'state', sides: [] }, builds)),
  );
}

function unknownModel(address: string, model: string): Question {
  return { code: 'MODEL_UNKNOWN', class: 'create', predicate: always, address, model };
}

/** Two lists without a common entry refuse; one list alone says nothing. */
function stateVersions(pair: SilentPair): {
  readonly questions: readonly Question[];
  readonly notes: readonly Note[];
  readonly answered: readonly string[];
} {
  const { source, destination } = pair;
  const [have, want] = [stateVersionList(source.model), stateVersionList(destination.model)];
  if (have.length === 0 || want.length === 0) return { questions: [], notes: [], answered: [] };
  const subject = { model: source.id, address: pair.address };
  const chosen = chooseStateVersion(have, want);
  // A state that is opaque at both ends has no sections to compare.
  const answered = ['/models/*/sections'];
  if (chosen !== undefined) {
    return {
      questions: [],
      notes: [note('STATE_VERSION_CHOSEN', undefined, { ...subject, have: chosen }, `state version ${chosen}`)],
      answered,
    };
  }
  const question: Question = {
    ...subject,
    code: 'NOT_DECLARED',
    class: 'policy',
    predicate: always,
    have: have.join(' '),
    want: want.join(' '),
  };
  return { questions: [question], notes: [], answered };
}

function silentReason(document: CapabilityDocument, aspect: Aspect, builds: Verdict['documents']): Reason {
  const entry: CodeEntry = compatCodes.DOCUMENT_SILENT;
  const subject = { have: document.build, want: aspect.what };
  const remedy = remedyText(entry.remedy, subject, builds);
  return {
    ...subject,
    code: 'DOCUMENT_SILENT',
    number: codeNumber('DOCUMENT_SILENT'),
    class: aspect.class,
    meaning: entry.meaning,
    ...(remedy === undefined ? {} : { remedy }),
    definite: false,
  };
}
