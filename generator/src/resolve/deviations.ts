import { names } from '../diagnostics/codes/names.js';
import { state } from '../diagnostics/codes/state.js';
import type { ExprScope } from '../expr/scope.js';
import type { Expression } from '../expr/tree.js';
import type { Field, Layout, StructType } from '../ir/layout.js';
import type { DeviationIR, ModelIR } from '../ir/spec.js';
import type { ImplementationFile } from '../schema/implementation.js';
import { didYouMean } from '../text/suggest.js';
import type { Context } from './context.js';
import { expression } from './expressions.js';
import { factsOf } from './implementations.js';
import { scalarOfField, valueExpression } from './literals.js';
import { Revisions } from './lives.js';

type ErratumData = NonNullable<ImplementationFile['errata']>[string];

interface Target {
  readonly model: ModelIR;
  readonly struct: StructType;
}

/** What builds really write. The type may be named with its file (`bus.Device`) or, when that is clear, without. */
export function resolveDeviation(
  context: Context,
  file: ImplementationFile,
  data: ErratumData,
  models: ReadonlyMap<string, ModelIR>,
): DeviationIR | undefined {
  const { places, reporter } = context;
  const { deviation } = data;
  const used = new Set(Object.values(file.builds).flatMap((build) => Object.keys(build.models)));
  const targets = [...models.values()]
    .filter((model) => used.has(model.id))
    .flatMap((model) => model.structs.map((struct) => ({ model, struct })));
  const matching = targets.filter(({ struct }) => struct.origin === deviation.type || bare(struct.origin) === deviation.type);
  const origins = new Set(matching.map(({ struct }) => struct.origin));
  const span = places.value(deviation, 'type');
  const [origin] = origins;
  if (origin === undefined) {
    const known = new Set(targets.map(({ struct }) => struct.origin));
    reporter.report(
      names.typeUnknown,
      span,
      `no model of ${file.implementation} uses a struct type "${deviation.type}"${didYouMean(deviation.type, known)}`,
    );
    return undefined;
  }
  if (origins.size > 1) {
    reporter.report(state.deviationWrong, span, `"${deviation.type}" may be ${[...origins].join(' or ')}: name the file, too`);
    return undefined;
  }
  const writes = places.entries(deviation.write).flatMap(([field, written]) => {
    const value = writtenValue(context, matching, deviation.write, field, written);
    return value === undefined ? [] : [{ field, value }];
  });
  const [first, ...also] = writes;
  if (first === undefined) return undefined;
  return { kind: 'write', type: origin, ...first, ...(also.length === 0 ? {} : { also }) };
}

function bare(origin: string): string {
  return origin.slice(origin.indexOf('.') + 1);
}

type Written = ErratumData['deviation']['write'][string];

function writtenValue(context: Context, targets: readonly Target[], map: object, name: string, written: Written): Expression | undefined {
  let value: Expression | undefined;
  for (const { model, struct } of targets) {
    const field = findField(struct, name);
    if (field === undefined) {
      const known = fieldsOf(struct).map((each) => each.name);
      context.reporter.report(
        names.pathUnknown,
        context.places.key(map, name),
        `${struct.origin} has no field "${name}"${didYouMean(name, known)}`,
      );
      return undefined;
    }
    if (field.type.kind === 'struct' || field.type.kind === 'padding') {
      context.reporter.report(
        state.deviationWrong,
        context.places.key(map, name),
        `"${name}" is no value: a deviation writes integers, bools, enums, flags or bytes`,
      );
      return undefined;
    }
    const scope = scopeOf(context, model);
    const lives = {
      revisions: new Revisions(context, model.id, model.revisions),
      params: new Map(),
      observables: new Map(),
      state: new Map(),
    };
    value = valueExpression(
      context,
      scalarOfField(field.type),
      written.value,
      { data: written, key: 'value' },
      { added: 0 },
      (text, at, life, expected) =>
        expression(context, text, { ...scope, ...(expected === undefined ? {} : { expected }) }, at, lives, life),
    );
    if (value === undefined) return undefined;
  }
  return value;
}

function scopeOf(context: Context, model: ModelIR): ExprScope {
  return {
    params: new Map(model.params.map(({ name, id, type }) => [name.replaceAll('-', '_'), { id, type }])),
    machine: factsOf(context, 'machine-facts', model.id),
    host: factsOf(context, 'host-facts', model.id),
    state: new Map(),
    observables: new Map(),
    structs: () => undefined,
    version: false,
  };
}

function fieldsOf(layout: Layout): readonly Field[] {
  return [...layout.fields, ...layout.subsections.flatMap(fieldsOf)].filter((field) => field.name !== '');
}

function findField(struct: StructType, name: string): Field | undefined {
  return fieldsOf(struct).find((field) => field.name === name);
}
