import { names } from '../diagnostics/codes/names.js';
import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { ExprScope } from '../expr/scope.js';
import type { FieldType } from '../ir/layout.js';
import type { Life, SituationIR, SituationValue } from '../ir/spec.js';
import type { ModelFile, SituationData } from '../schema/model.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import type { At } from './expressions.js';
import { describeScalar, scalarOfField, valueExpression } from './literals.js';
import { compileIn, type ModelContext } from './model-state.js';

/** Named states; each value is checked against the variable's type. */
export function resolveSituations(model: ModelContext, file: ModelFile): readonly SituationIR[] {
  const { context, revisions } = model;
  return context.places.entries(file.situations).map(([name, data]) => {
    context.positions.set(['model', model.id, 'situations', name], context.places.key(file.situations ?? {}, name));
    const life = revisions.life(data, revisions.whole);
    const scope = { ...scopeOf(model), expected: 'bool' as const };
    const when = data.when === undefined ? undefined : compileIn(model, scope, data.when, { data, key: 'when' }, life);
    const state: Record<string, SituationValue> = {};
    for (const [path, value] of context.places.entries(data.state)) {
      const at = { data: data.state ?? {}, key: path };
      context.positions.set(['model', model.id, 'situations', name, path], context.places.value(at.data, path));
      const type = typeAt(model, path, at, life);
      const resolved = type === undefined ? undefined : situationValue(model, type, value, at, life);
      if (resolved !== undefined) state[path] = resolved;
    }
    return {
      name,
      ...life,
      ...(data.doc === undefined ? {} : { doc: data.doc.trim() }),
      ...(when === undefined ? {} : { when }),
      ...(data.errata === undefined ? {} : { errata: data.errata }),
      state,
    };
  });
}

const byte: FieldType = { kind: 'int', bits: 8, signed: false, order: 'big' };

/** The type of a variable, or of what a dotted path reaches inside it. */
function typeAt(model: ModelContext, path: string, at: At, life: Life): FieldType | undefined {
  const { context, lives, revisions } = model;
  const [first = '', ...rest] = path.split('.');
  const span = context.places.key(at.data, at.key);
  let type = model.scope.state.get(first);
  if (type === undefined) {
    if (context.places.lost(first)) return undefined;
    context.reporter.report(
      names.pathUnknown,
      span,
      `the state has no variable "${first}"${didYouMean(first, model.scope.state.keys())}`,
      model.sections.has(first)
        ? { help: `"${first}" is a section: name its variables without it, and an inner one as ring.num` }
        : knownHere(model.scope.state.keys()),
    );
    return undefined;
  }
  const owned = lives.state.get(first) ?? [];
  const end = life.removed ?? revisions.names.length;
  for (let revision = life.added; revision < end; revision++) {
    if (owned.some((each) => each.added <= revision && (each.removed === undefined || revision < each.removed))) continue;
    context.reporter.report(
      codes.notAvailable,
      span,
      `the situation holds at revision "${revisions.names[revision]}", which has no ${first}`,
      {
        help: 'say since when with `added`',
      },
    );
    break;
  }
  for (const step of rest) {
    const inner: FieldType | undefined = inside(model, type, step);
    if (inner === undefined) {
      context.reporter.report(
        names.pathUnknown,
        span,
        `there is no "${step}" in ${path}${didYouMean(step, fieldNames(model, type))}`,
        knownHere(fieldNames(model, type)),
      );
      return undefined;
    }
    type = inner;
  }
  return type;
}

function inside(model: ModelContext, type: FieldType, step: string): FieldType | undefined {
  if (type.kind === 'struct') return model.structs.fieldsOf(type.struct)?.get(step);
  if ((type.kind !== 'array' && type.kind !== 'bytes') || !/^\d{1,9}$/.test(step)) return undefined;
  const count = type.kind === 'array' ? type.count : type.length;
  const capacity = count.kind === 'fixed' ? count.value : count.capacity;
  if (Number(step) >= capacity) return undefined;
  return type.kind === 'array' ? type.element : byte;
}

function fieldNames(model: ModelContext, type: FieldType): Iterable<string> {
  return type.kind === 'struct' ? (model.structs.fieldsOf(type.struct)?.keys() ?? []) : [];
}

function situationValue(model: ModelContext, type: FieldType, value: SituationData, at: At, life: Life): SituationValue | undefined {
  const { context } = model;
  const span = context.places.value(at.data, at.key);
  if (value === 'random' && !(type.kind === 'enum' && type.values.some((each) => each.name === 'random'))) return { kind: 'random' };
  if (isList(value) && (type.kind === 'array' || type.kind === 'bytes')) {
    const element = type.kind === 'array' ? type.element : byte;
    const count = type.kind === 'array' ? type.count : type.length;
    const capacity = count.kind === 'fixed' ? count.value : count.capacity;
    if (value.length > capacity) {
      context.reporter.report(codes.valueWrong, span, `${value.length} elements do not fit: there are ${capacity} at most`);
      return undefined;
    }
    return { kind: 'list', items: value.flatMap((item, i) => situationValue(model, element, item, { data: value, key: i }, life) ?? []) };
  }
  if (isMap(value)) {
    // Given to an array of structs, a map sets every element.
    const struct = type.kind === 'array' ? type.element : type;
    if (struct.kind !== 'struct') {
      context.reporter.report(codes.valueWrong, span, `a map is no value here: ${describeScalar(scalarOfField(type))} is needed`);
      return undefined;
    }
    return { kind: 'object', fields: objectFields(model, struct.struct, value, life) };
  }
  if (type.kind === 'struct') {
    context.reporter.report(codes.valueWrong, span, 'a struct takes a map from its fields to values, or random');
    return undefined;
  }
  const literal = isList(value) ? value.filter((item) => typeof item === 'string' || typeof item === 'bigint') : value;
  const compiled = valueExpression(context, scalarOfField(type), literal, at, life, (text, place, placeLife, expected) =>
    compileIn(model, { ...scopeOf(model), ...(expected === undefined ? {} : { expected }) }, text, place, placeLife),
  );
  return compiled === undefined ? undefined : { kind: 'expr', value: compiled };
}

function objectFields(
  model: ModelContext,
  struct: string,
  value: { readonly [name: string]: SituationData },
  life: Life,
): Readonly<Record<string, SituationValue>> {
  const { context } = model;
  const fields: Record<string, SituationValue> = {};
  const known = model.structs.fieldsOf(struct);
  for (const [name, each] of context.places.entries(value)) {
    const type = known?.get(name);
    if (type === undefined) {
      context.reporter.report(
        names.pathUnknown,
        context.places.key(value, name),
        `${struct} has no field "${name}"${didYouMean(name, known?.keys() ?? [])}`,
        knownHere(known?.keys() ?? []),
      );
      continue;
    }
    const resolved = situationValue(model, type, each, { data: value, key: name }, life);
    if (resolved !== undefined) fields[name] = resolved;
  }
  return fields;
}

/** What a device offers decides what a driver can have made of it. */
function scopeOf({ creationScope, scope }: ModelContext): ExprScope {
  return { ...creationScope, observables: scope.observables };
}

function isList(value: SituationData): value is readonly SituationData[] {
  return Array.isArray(value);
}

function isMap(value: SituationData): value is { readonly [name: string]: SituationData } {
  return typeof value === 'object' && !Array.isArray(value);
}
