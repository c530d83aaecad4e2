/**
 * What rules 5 and 6 ask about two devices, remembered by what decides it. Documents of a fleet differ in builds, ranges and
 * versions, and seldom in what a model does: two pairs whose models do the same, with the same configurations and facts, have
 * the same questions.
 */
import { createHash } from 'node:crypto';
import type { DocumentModel } from '@migspec/capabilities';
import type { Facts, StateValue } from '@migspec/runtime';
import { Asker } from './ask.js';
import { checkObservables } from './rules/observables.js';
import { checkState } from './rules/state.js';
import type { DevicePair, DeviceSide, Note, Question } from './types.js';

export interface StateQuestions {
  readonly questions: readonly Question[];
  readonly notes: readonly Note[];
}

interface Known extends StateQuestions {
  readonly made: ReadonlyMap<string, StateValue>;
}

const mostRemembered = 2048;
const memory = new Map<string, Known>();

/** Fills in what the pair's destination makes itself, too. */
export function stateQuestions(pair: DevicePair): StateQuestions {
  const key = keyOf(pair);
  const known = memory.get(key) ?? ask(pair);
  // The one that was asked for last goes last.
  memory.delete(key);
  memory.set(key, known);
  const [oldest] = memory.keys();
  if (oldest !== undefined && memory.size > mostRemembered) memory.delete(oldest);
  for (const [name, value] of known.made) pair.made.set(name, value);
  return known;
}

function ask(pair: DevicePair): Known {
  const asker = new Asker(pair);
  const state = checkState(asker);
  checkObservables(asker, state);
  return { questions: asker.questions, notes: state.notes, made: new Map(pair.made) };
}

function keyOf({ source, destination, started, address, instance }: DevicePair): string {
  return JSON.stringify([source.id, started, address, instance ?? null, sideKey(source), sideKey(destination)]);
}

function sideKey({ document, model, configuration, facts }: DeviceSide): readonly unknown[] {
  const { digest, machine, host } = behaviourOf(model);
  return [digest, document.framing, entries(configuration), entries(facts.machine, machine), entries(facts.host, host)];
}

function entries(values: Facts, wanted?: ReadonlySet<string>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    wanted === undefined || wanted.has(name) ? [`${name}=${typeof value} ${String(value)}`] : [],
  );
}

interface Behaviour {
  readonly digest: string;
  /** Facts that it reads. */
  readonly machine: ReadonlySet<string>;
  readonly host: ReadonlySet<string>;
}

const behaviours = new WeakMap<DocumentModel, Behaviour>();

/** Everything of a model that rules 5 and 6 look at; ranges, defaults, constraints and versions have been looked at before. */
function behaviourOf(model: DocumentModel): Behaviour {
  const known = behaviours.get(model);
  if (known !== undefined) return known;
  const [machine, host] = [new Set<string>(), new Set<string>()];
  const { retired, observables, structs, sections, variables, invariants, situations } = model;
  const params = model.params.map(({ id, name, type, off }) => ({ id, name, type, off }));
  const text = JSON.stringify(
    [params, retired, observables, structs, sections, variables, invariants, situations],
    (_key, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'op' in value && 'name' in value) {
        if (value.op === 'machine') machine.add(String(value.name));
        if (value.op === 'host') host.add(String(value.name));
      }
      return value;
    },
  );
  const made = { digest: createHash('sha256').update(text).digest('base64'), machine, host };
  behaviours.set(model, made);
  return made;
}
