/** Families of random states, one after another; the same seed makes the same families. */
import { makeBase } from './base.js';
import { Choices } from './choices.js';
import { type Draft, isData, type Value } from './draft.js';
import { edits } from './edits/all.js';
import { compareFamily, type FamilyResult } from './family.js';
import { type State, Workshop } from './states.js';

/** States of a family; ordered pairs of 16 are 240. */
const size = 16;
const names = Object.keys(edits);

export interface Family {
  readonly states: readonly State[];
  /** By name: how many edits were tried, and how many made a sound spec. */
  readonly tried: ReadonlyMap<string, { readonly tried: number; readonly sound: number }>;
}

/** `chained`: edits stand on edits, too; else each on the base alone. */
export async function makeFamily(seed: number, chained = false): Promise<Family> {
  const choices = new Choices(seed);
  const workshop = new Workshop();
  const tried = new Map<string, { tried: number; sound: number }>();
  const states: State[] = [];
  const take = async (draft: Draft): Promise<boolean> => {
    const state = workshop.compile(draft, 'before');
    if (!('spec' in state) || (states[0] !== undefined && around(state.spec) !== around(states[0].state.spec))) return false;
    states.push(await workshop.load(draft, state));
    return true;
  };
  while (states.length === 0) await take(makeBase(choices));
  for (let tries = 0; states.length < size && tries < 4 * size; tries++) {
    const from = chained && choices.once(2) ? choices.pick(states) : states[0];
    if (from === undefined) break;
    const draft = from.draft.copy();
    const name = choices.pick(names) ?? '';
    const count = tried.get(name) ?? { tried: 0, sound: 0 };
    tried.set(name, count);
    if (edits[name]?.(draft, choices, choices.once(3) ? 'in place' : 'revised') !== true) continue;
    count.tried++;
    renameSituations(from.draft, draft, states.length);
    if (await take(draft)) count.sound++;
  }
  return { states, tried };
}

/** Guests of another build do not come to what was made another under the same name. */
export function renameSituations(before: Draft, after: Draft, at: number): void {
  const { situations } = after;
  after.model.situations = Object.fromEntries(
    Object.entries(situations).map(([name, situation]) => {
      const was = before.situations[name];
      const same = was === undefined || JSON.stringify(stateIn(was)) === JSON.stringify(stateIn(situation));
      return [same ? name : `${name}-${at}`, situation];
    }),
  );
}

function stateIn(situation: Value): Value {
  return isData(situation) ? (situation.state ?? {}) : situation;
}

/** What all states of a family have alike, so that their builds can stand side by side. */
function around({ implementations }: State['state']['spec']): string {
  return JSON.stringify(
    implementations.map(({ machineFacts, hostFacts, classes, destination }) => [machineFacts, hostFacts, classes, destination]),
  );
}

export interface FamilyRun extends FamilyResult, Family {
  readonly seed: number;
}

export async function runFamily(seed: number, chained = false): Promise<FamilyRun> {
  const family = await makeFamily(seed, chained);
  return { seed, ...family, ...compareFamily(family.states) };
}
