/** A draft as the compiler, the emulator and the check see it. */
import { type Loaded, loadSubject, type SpecJson } from '@migspec/conformance';
import { deviceModules, Memory, type SpecState, stateOfFiles } from '@migspec/generator';
import { documentsOf } from '../breaking/judge.js';
import { type Draft, filesOf } from './draft.js';
import { evaluate, ModuleBodies } from './modules.js';

export interface State {
  readonly draft: Draft;
  readonly state: SpecState;
  readonly loaded: Loaded;
}

/** What states of one family have in common. */
export class Workshop {
  readonly #memory = new Memory();
  readonly #bodies = new ModuleBodies();

  /** Findings that are not about broken migrations: nobody would write such a spec. */
  compile(draft: Draft, label: string): SpecState | readonly string[] {
    const { state, ...refused } = stateOfFiles(filesOf(draft), label);
    if (state === undefined) return 'diagnostics' in refused ? refused.diagnostics.map(({ code }) => code) : [];
    const codes = state.lint.map(({ code }) => code).filter((code) => !code.startsWith('MS6'));
    return codes.length > 0 ? codes : state;
  }

  async load(draft: Draft, state: SpecState): Promise<State> {
    const devices = evaluate(await deviceModules(state, this.#memory), this.#bodies);
    const documents = [...documentsOf(state).values()];
    return { draft, state, loaded: await loadSubject(documents, devices, { spec: state.spec } as unknown as SpecJson) };
  }
}
