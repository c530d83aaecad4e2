/** What a case of the history comes to: what is found from the text, and what the emulator does with the builds. */
import type { ConformanceResult, Loaded } from '@migspec/conformance';
import {
  type BreakingResult,
  breakingChanges,
  compilePackagesOfFiles,
  type HistoryCase,
  type SpecState,
  type StateName,
  type StepFile,
  stateOfFiles,
} from '@migspec/generator';
import { renderText } from '@migspec/generator/diagnostics';
import { judgeOf } from '../breaking/judge.js';
import { loaded, proveLoaded } from '../breaking/prove.js';
import { type Carried, carriedOut } from './carried.js';

export type StepName = Exclude<StateName, 'before'>;

export const steps: readonly { readonly from: StateName; readonly to: StepName }[] = [
  { from: 'before', to: 'broken' },
  { from: 'broken', to: 'fixed' },
];

export interface StepResult extends BreakingResult {
  /** Codes of what judging the new state alone finds, each once, sorted. */
  readonly lint: readonly string[];
  readonly matrix: ConformanceResult;
  /** What was found from the text and what happened, where they differ. */
  readonly disagreements: readonly string[];
  /** What managers carried out, as the case asks. */
  readonly carried: readonly Carried[];
}

export type CaseResult =
  | { readonly ok: true; readonly steps: Readonly<Record<StepName, StepResult>> }
  /** Findings of a state that does not compile, as text. */
  | { readonly ok: false; readonly state: StateName; readonly text: string };

interface Ready {
  readonly state: SpecState;
  readonly subject: Loaded;
}

export async function runCase({ states, file }: HistoryCase): Promise<CaseResult> {
  const ready = new Map<StateName, Ready>();
  for (const name of ['before', 'broken', 'fixed'] as const) {
    const { files } = states[name];
    const result = stateOfFiles(files, name);
    if (result.state === undefined)
      return { ok: false, state: name, text: result.diagnostics.map((each) => renderText(each, result.sources)).join('\n') };
    ready.set(name, { state: result.state, subject: await loaded(await compilePackagesOfFiles(files)) });
  }
  const run = ({ from, to }: (typeof steps)[number]): StepResult => stepOf(taken(ready, from), taken(ready, to), file.expect[to]);
  const [broken, fixed] = steps;
  if (broken === undefined || fixed === undefined) throw new Error('a case has two steps');
  return { ok: true, steps: { broken: run(broken), fixed: run(fixed) } };
}

function taken(ready: ReadonlyMap<StateName, Ready>, name: StateName): Ready {
  const found = ready.get(name);
  if (found === undefined) throw new Error(`the state ${name} was not made`);
  return found;
}

function stepOf(before: Ready, after: Ready, expected: StepFile): StepResult {
  const judge = judgeOf(before.state, after.state);
  // Their authors meant guests to move between all of their builds.
  const breaking = breakingChanges(before.state, after.state, judge, { compatibility: 'full-transitive' });
  const { result, disagreements } = proveLoaded(before.subject, after.subject, judge);
  return {
    ...breaking,
    lint: distinct(after.state.lint.map(({ code }) => code)),
    matrix: result,
    disagreements,
    carried: carriedOut(after.subject, expected),
  };
}

export function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
