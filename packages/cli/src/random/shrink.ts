/** A pair of states made smaller as long as it still goes wrong in the same way. */
import { type Data, Draft, isData, type Value } from './draft.js';
import { compareFamily } from './family.js';
import { Workshop } from './states.js';

export type Pair = readonly [Draft, Draft];

/** The kinds of what disagrees between two states: `MS6099`, `disagreement`, `said and not seen` … */
export async function kindsOf([older, newer]: Pair): Promise<ReadonlySet<string>> {
  const workshop = new Workshop();
  const states = [];
  for (const draft of [older, newer]) {
    const state = workshop.compile(draft, 'before');
    if (!('spec' in state)) return new Set();
    states.push(await workshop.load(draft, state));
  }
  return new Set(compareFamily(states).disagreements.map(({ what }) => kindOf(what)));
}

export function kindOf(what: string): string {
  return /^MS6099/.exec(what)?.[0] ?? what.split(':')[0] ?? what;
}

/** Tries to leave out every part of both states, then of either; as often as that helps, at most `tries` times. */
export async function shrink(pair: Pair, kind: string, tries = 400): Promise<Pair> {
  let [best, left] = [pair, tries];
  for (let smaller = true; smaller; ) {
    smaller = false;
    for (const path of partsOf(best)) {
      for (const sides of [
        [true, true],
        [true, false],
        [false, true],
      ] as const) {
        if (left-- <= 0) return best;
        const next = best.map((draft, at) => (sides[at] === true ? without(draft, path) : draft)) as unknown as Pair;
        if (JSON.stringify(next.map(plain)) === JSON.stringify(best.map(plain)) || !(await kindsOf(next)).has(kind)) continue;
        [best, smaller] = [next, true];
        break;
      }
    }
  }
  return best;
}

const plain = ({ files }: Draft) => [...files];

/** Larger parts first. */
function partsOf(pair: Pair): readonly string[][] {
  const paths = new Map<string, string[]>();
  for (const { files } of pair) {
    for (const [file, data] of files) for (const path of pathsIn(data, [file])) paths.set(JSON.stringify(path), path);
  }
  return [...paths.values()].sort((a, b) => a.length - b.length);
}

function pathsIn(data: Data, path: readonly string[]): string[][] {
  return Object.entries(data).flatMap(([key, value]) => [[...path, key], ...(isData(value) ? pathsIn(value, [...path, key]) : [])]);
}

function without(draft: Draft, [file = '', ...keys]: readonly string[]): Draft {
  const copy = draft.copy();
  const last = keys.pop() ?? '';
  let at: Value | undefined = copy.files.get(file);
  for (const key of keys) at = isData(at) ? at[key] : undefined;
  if (isData(at)) delete at[last];
  return new Draft(copy.files);
}
