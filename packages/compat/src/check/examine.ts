/** The questions about one device, whatever its state: asked once for each pair of configurations, and remembered. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { MachineDevice } from '../document/machine.js';
import { Asker } from './ask.js';
import { isTrue } from './build.js';
import { type PairInput, pairOf } from './pair.js';
import { checkConstraints } from './rules/constraints.js';
import { checkDestinationParams } from './rules/destination-params.js';
import { checkKnownParams } from './rules/known-params.js';
import { checkMigratable } from './rules/machines.js';
import { checkOpaque } from './rules/opaque.js';
import { checkRam } from './rules/ram.js';
import { resolvedAnew } from './rules/resolved-anew.js';
import { checkSourceParams } from './rules/source-params.js';
import { stateQuestions } from './state-questions.js';
import type { DevicePair, Note, Question, Reason } from './types.js';

export interface Examination {
  readonly pair: DevicePair;
  readonly questions: readonly Question[];
  readonly notes: readonly Note[];
  /** The source's configuration can be created at the destination, whatever was started there. */
  readonly created: boolean;
  /** The questions as reasons without a state, once somebody asked for them. */
  reasons?: readonly Reason[];
}

export function examine(input: PairInput, device: MachineDevice, pair: DevicePair): Examination {
  const list = listFor(pair);
  const key = [pair.source.id, pair.started, pair.source.key, pair.destination.key].join(' ');
  const known = list.get(key);
  if (known !== undefined) return known;
  const asker = new Asker(pair);
  const notes = askAll(asker);
  const created = pair.started ? creates(input, device) : !refusesCreation(asker);
  const made = { pair, questions: asker.questions, notes, created };
  const [oldest] = list.keys();
  if (oldest !== undefined && list.size >= mostRemembered) list.delete(oldest);
  list.set(key, made);
  return made;
}

const mostRemembered = 128;
const memory = new WeakMap<CapabilityDocument, WeakMap<CapabilityDocument, Map<string, Examination>>>();

/** Documents never change, so what was found out about two of them holds. */
function listFor({ source, destination }: DevicePair): Map<string, Examination> {
  const byDestination = memory.get(source.document) ?? new WeakMap<CapabilityDocument, Map<string, Examination>>();
  memory.set(source.document, byDestination);
  const list = byDestination.get(destination.document) ?? new Map<string, Examination>();
  byDestination.set(destination.document, list);
  return list;
}

/** Rules 0 to 6 for one device. A configuration that cannot be created has no state to judge. */
function askAll(asker: Asker): readonly Note[] {
  const { pair } = asker;
  checkMigratable(asker);
  askConfiguration(asker);
  if (refusesCreation(asker)) return [];
  checkRam(asker);
  if (pair.source.model.opaque !== undefined || pair.destination.model.opaque !== undefined) return checkOpaque(asker);
  const state = stateQuestions(pair);
  asker.questions.push(...state.questions);
  return [...state.notes, ...resolvedAnew(pair)];
}

/** Rules 1 to 4. */
function askConfiguration(asker: Asker): void {
  checkKnownParams(asker);
  checkSourceParams(asker);
  checkDestinationParams(asker);
  checkConstraints(asker);
}

/** Whether a started destination could also have been created from the source's configuration. */
function creates({ source, destination }: PairInput, device: MachineDevice): boolean {
  const configured = pairOf({ source, destination: { ...destination, machine: undefined } }, device, undefined);
  if (configured === undefined) return false;
  const asker = new Asker(configured);
  askConfiguration(asker);
  return !refusesCreation(asker);
}

function refusesCreation({ questions }: Asker): boolean {
  return questions.some((question) => question.class === 'create' && isTrue(question.predicate));
}
