/**
 * What a compilation leaves for the next one in the same process. Only what had no finding is kept: a file with one is read
 * again, so a finding never depends on what was compiled before.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ModelIR } from '../ir/spec.js';
import type { Context, Source } from '../resolve/context.js';
import { Positions } from '../resolve/positions.js';
import type { ModelFile } from '../schema/model.js';
import { Places } from '../shape/places.js';
import type { Span } from '../text/source.js';

interface KeptModel {
  /** What else the model was resolved with. */
  readonly around: readonly unknown[];
  readonly model: ModelIR;
  readonly positions: Positions;
  readonly usedTypes: ReadonlySet<string>;
}

export class Memory {
  /** Places of kept data; each compilation has its own list of what it lost. */
  readonly places = new Places();
  /** Models that lint has nothing to say about. */
  readonly sound = new WeakSet<ModelIR>();
  readonly #files = new Map<string, { readonly text: string; readonly data: object }>();
  readonly #scripts = new Map<string, string>();
  readonly #models = new WeakMap<ModelFile, KeptModel>();

  /** The same text is translated once. */
  javascript(translate: (text: string) => string): (text: string) => string {
    return (text) => {
      const known = this.#scripts.get(text);
      if (known !== undefined) return known;
      const made = translate(text);
      this.#scripts.set(text, made);
      return made;
    };
  }

  file(file: string, text: string): object | undefined {
    const kept = this.#files.get(file);
    return kept?.text === text ? kept.data : undefined;
  }

  keepFile(file: string, text: string, data: object): void {
    this.#files.set(file, { text, data });
  }

  /** Resolves the model, or takes what came of it before when nothing that it depends on has changed. */
  model(context: Context, source: Source<ModelFile>, around: readonly unknown[], resolve: (context: Context) => ModelIR): ModelIR {
    const kept = this.#models.get(source.data);
    if (kept !== undefined && kept.around.length === around.length && kept.around.every((each, i) => each === around[i])) {
      context.positions.addAll(kept.positions);
      for (const type of kept.usedTypes) context.usedTypes.add(type);
      return kept.model;
    }
    const positions = new Positions();
    const usedTypes = new Set<string>();
    const before = context.reporter.count;
    const model = resolve({ ...context, positions, usedTypes });
    context.positions.addAll(positions);
    for (const type of usedTypes) context.usedTypes.add(type);
    if (context.reporter.count === before) this.#models.set(source.data, { around, model, positions, usedTypes });
    return model;
  }

  /** Resolving notes in the data what it had to leave out: data with a finding are not used again. */
  forget(diagnostics: readonly Diagnostic[]): void {
    const drop = ({ file }: Span): void => {
      this.#files.delete(file);
    };
    for (const { span, related } of diagnostics) for (const each of [span, ...related.map((other) => other.span)]) drop(each);
  }
}
