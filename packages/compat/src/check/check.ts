/** The verdict on a migration: pure, offline, from documents and machines alone. */
import { type Examination, examine } from './examine.js';
import { pairOf } from './pair.js';
import { type Judging, reasonOf } from './reason.js';
import type { NamedState } from './reset-state.js';
import { citeErrata } from './rules/errata.js';
import { checkMachines, checkPresence } from './rules/machines.js';
import { redefinedType } from './rules/redefined.js';
import { checkSilent, isSilent } from './silent/check-silent.js';
import type { CheckInput, Note, Question, Reason, Verdict } from './types.js';
import { makeVerdict } from './verdict.js';
import { Witnesses } from './witness.js';

export function check(input: CheckInput): Verdict {
  if (isSilent(input)) return checkSilent(input);
  const { source, destination } = input;
  const builds = { source: source.document.build, destination: destination.document.build };
  const reasons: Reason[] = [];
  const notes: Note[] = [];
  let canCreate = true;
  reasons.push(...reasonsOf(checkMachines(input), { builds }));
  for (const device of source.machine.devices) {
    const other = destination.machine?.devices.find((candidate) => candidate.address === device.address);
    const absent = checkPresence(input, device, other);
    if (absent !== undefined) {
      reasons.push(...reasonsOf([absent], { builds }));
      if (!Object.hasOwn(destination.document.models, device.model)) canCreate = false;
      continue;
    }
    const pair = pairOf(input, device, other);
    if (pair === undefined) continue;
    const examined = examine(input, device, pair);
    canCreate &&= examined.created;
    notes.push(...examined.notes);
    const state = stateOf(source.state?.[device.address]);
    if (state === undefined) reasons.push(...stateless(examined, builds));
    else reasons.push(...reasonsOf(examined.questions, { pair: examined.pair, witnesses: new Witnesses(examined.pair), state, builds }));
  }
  if (reasons.some((reason) => reason.code === 'MACHINE_TYPE_UNKNOWN')) canCreate = false;
  notes.push(...redefinedType(input, reasons));
  const cited = citeErrata(input, reasons, notes);
  return makeVerdict(cited.reasons, [...notes, ...cited.notes], canCreate, builds);
}

function stateless(examined: Examination, builds: Judging['builds']): readonly Reason[] {
  const { pair, questions } = examined;
  examined.reasons ??= reasonsOf(questions, { pair, witnesses: new Witnesses(pair), builds });
  return examined.reasons;
}

function reasonsOf(questions: readonly Question[], judging: Judging): readonly Reason[] {
  return questions.flatMap((question) => reasonOf(question, judging) ?? []);
}

function stateOf(state: Readonly<Record<string, unknown>> | undefined): NamedState | undefined {
  return state as NamedState | undefined;
}
