import { names } from '../diagnostics/codes/names.js';
import type { Expression } from '../expr/tree.js';
import type { ByRevision, Life, ObservableIR } from '../ir/spec.js';
import type { ModelFile } from '../schema/model.js';
import type { Context } from './context.js';
import type { Revisions } from './lives.js';
import { compileIn, type ModelContext } from './model-state.js';
import { references } from './references.js';

type ObservableData = NonNullable<ModelFile['observables']>[string];

export interface ObservableSketch {
  readonly name: string;
  readonly life: Life;
  readonly data: ObservableData;
}

export function sketchObservables(context: Context, revisions: Revisions, file: ModelFile): readonly ObservableSketch[] {
  const underscored = new Map<string, string>();
  return context.places.entries(file.observables).flatMap(([name, data]) => {
    const plain = name.replaceAll('-', '_');
    const other = underscored.get(plain);
    context.positions.set(['model', file.model, 'observables', name], context.places.key(file.observables ?? {}, name));
    if (other !== undefined) {
      context.reporter.report(
        names.namesCollide,
        context.places.key(file.observables ?? {}, name),
        `"${name}" and "${other}" are both observables.${plain} in expressions`,
      );
      return [];
    }
    underscored.set(plain, name);
    const life = typeof data === 'string' ? revisions.whole : revisions.life(data, revisions.whole);
    return [{ name, life, data }];
  });
}

export function resolveObservable(model: ModelContext, file: ModelFile, sketch: ObservableSketch): ObservableIR {
  const { name, life, data } = sketch;
  const compile = (text: string, container: object, key: string, stepLife: Life): Expression | undefined =>
    compileIn(model, model.scope, text, { data: container, key }, stepLife);
  const value: ByRevision<Expression> =
    typeof data === 'string'
      ? [compile(data, file.observables ?? {}, name, life)].flatMap((each) =>
          each === undefined ? [] : [{ from: life.added, value: each }],
        )
      : model.revisions.steps(data, 'value', data.value, life, isSteps, compile);
  return {
    name,
    ...life,
    ...(typeof data === 'string' || data.doc === undefined ? {} : { doc: data.doc.trim() }),
    volatile: typeof data === 'object' && data.volatile === true,
    value,
  };
}

function isSteps(value: string | { readonly [revision: string]: string }): value is { readonly [revision: string]: string } {
  return typeof value === 'object';
}

/** Observables that are defined by each other in a circle mean nothing. */
export function reportObservableCircles(context: Context, file: ModelFile, observables: readonly ObservableIR[]): void {
  const uses = new Map(
    observables.map((each) => [
      each.name,
      each.value
        .flatMap((step) => references(step.value.expr))
        .filter((reference) => reference.kind === 'observables')
        .map((reference) => reference.name),
    ]),
  );
  const done = new Set<string>();
  const visit = (name: string, chain: readonly string[]): void => {
    const start = chain.indexOf(name);
    if (start >= 0) {
      const circle = [...chain.slice(start), name];
      context.reporter.report(
        names.cycle,
        context.places.key(file.observables ?? {}, name),
        `observables are defined by each other in a circle: ${circle.join(' → ')}`,
      );
      return;
    }
    if (done.has(name)) return;
    for (const used of uses.get(name) ?? []) visit(used, [...chain, name]);
    done.add(name);
  };
  for (const name of uses.keys()) visit(name, []);
}
