import { names } from '../diagnostics/codes/names.js';
import { revisions as revisionCodes } from '../diagnostics/codes/revisions.js';
import { state as stateCodes } from '../diagnostics/codes/state.js';
import { fixedSize } from '../expr/calls.js';
import { parseExpression } from '../expr/parse.js';
import type { ExprScope } from '../expr/scope.js';
import type { Expression } from '../expr/tree.js';
import type { ExprType } from '../expr/types.js';
import type { FieldType, StructType } from '../ir/layout.js';
import type { ByRevision, Life, ModelIR } from '../ir/spec.js';
import type { ModelFile } from '../schema/model.js';
import type { Env } from './arguments.js';
import { resolveBreaks } from './breaks.js';
import type { Context, Facts, Source } from './context.js';
import type { Lives } from './expressions.js';
import { checkConstant, type Surroundings } from './fields.js';
import { collectHidden, resolveHidden } from './hidden.js';
import { collectVariables, resolveLayout, rules } from './layouts.js';
import { Revisions } from './lives.js';
import { compileIn, type ModelContext, type VariableLife } from './model-state.js';
import { type ObservableSketch, reportObservableCircles, resolveObservable, sketchObservables } from './observables.js';
import { resolveParam, sketchParams } from './params.js';
import { resolveRam } from './ram.js';
import { checkOrder, maxSize, opaqueNames, resolveSection } from './sections.js';
import { resolveSituations } from './situations.js';
import { type Instance, Structs } from './structs.js';
import { resolveVersions } from './versions.js';

/**
 * One model. First the names and types of everything that expressions can mention (params, state variables, structs,
 * observables), then all expressions.
 */
export function resolveModel(
  context: Context,
  source: Source<ModelFile>,
  facts: { readonly machine: Facts; readonly host: Facts; readonly unshared: ReadonlyMap<string, string> },
): ModelIR {
  const file = source.data;
  const { places, positions } = context;
  positions.set(['model', file.model], places.value(file, 'model'));
  const revisions = new Revisions(context, file.model, uniqueRevisions(context, file));
  const params = sketchParams(context, revisions, file);
  const observables = sketchObservables(context, revisions, file);
  const structs: Structs = new Structs(context, file.model, (instance) => declareInstance(context, revisions, structs, instance));
  const variables = collectState(context, revisions, structs, file);

  const creationScope: ExprScope = {
    params: new Map(params.map(({ name, id, type }) => [name.replaceAll('-', '_'), { id, type }])),
    ...facts,
    state: new Map(),
    observables: new Map(),
    structs: (id) => structs.fieldsOf(id),
    structSize: (id) => structs.byId(id)?.size,
    version: false,
    creation: true,
  };
  const stateTypes = new Map([...variables].map(([name, lives]) => [name, latest(lives)] as const));
  const lives: Lives = {
    revisions,
    params: new Map(params.map(({ id, life }) => [id, life])),
    observables: new Map(observables.map(({ name, life }) => [name, life])),
    state: new Map([...variables].map(([name, all]) => [name, all.map((each) => each.life)])),
  };
  const scope: ExprScope = {
    ...creationScope,
    creation: false,
    state: stateTypes,
    observables: observableTypes({ ...creationScope, state: stateTypes }, observables),
  };
  const sections = new Set(Object.keys(file.state ?? {}));
  const model: ModelContext = { context, id: file.model, revisions, structs, lives, scope, creationScope, sections };
  return assemble(model, source, params, observables);
}

function assemble(
  model: ModelContext,
  source: Source<ModelFile>,
  params: ReturnType<typeof sketchParams>,
  sketches: readonly ObservableSketch[],
): ModelIR {
  const { context, revisions } = model;
  const file = source.data;
  const env = topEnv(file);
  const whole = revisions.whole;
  const creation: Surroundings = { env, order: 'big', scope: model.creationScope };
  const running: Surroundings = { env, order: 'big', scope: model.scope };
  const observables = sketches.map((sketch) => resolveObservable(model, file, sketch));
  reportObservableCircles(context, file, observables);
  checkOrder(context, file.state);
  const sections = context.places.entries(file.state).flatMap(([id, data]) => {
    context.positions.set(['model', file.model, 'sections', id], context.places.key(file.state ?? {}, id));
    return resolveSection(model, env, id, data, whole) ?? [];
  });
  const opaque = Object.values(file.state ?? {}).find((section) => section.opaque === true);
  return {
    id: file.model,
    path: source.path,
    ...(file.title === undefined ? {} : { title: file.title.trim() }),
    ...(file.doc === undefined ? {} : { doc: file.doc.trim() }),
    sources: file.sources ?? [],
    revisions: revisions.names,
    params: params.map((sketch) => resolveParam(model, sketch)),
    constraints: rules(model, creation, file, 'constraints', whole, ['model', file.model]),
    versions: resolveVersions(context, file, params),
    observables,
    migratable: migratable(model, file),
    sections,
    hidden: resolveHidden(model, env, file),
    ram: resolveRam(model, file),
    structs: [...model.structs.instances.values()].map((instance) => resolveStruct(model, instance)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    invariants: rules(model, running, file, 'invariants', whole, ['model', file.model]),
    situations: resolveSituations(model, file),
    ...(opaque === undefined ? {} : { opaque: { maxSize: maxSize(context, opaque) } }),
    ...(file.compatibility === undefined ? {} : { compatibility: file.compatibility }),
    ...resolveBreaks(context, file, ['model', file.model]),
  };
}

function uniqueRevisions(context: Context, file: ModelFile): readonly string[] {
  const list = file.revisions ?? ['1'];
  const seen = new Set<string>();
  for (const [i, name] of list.entries()) {
    if (seen.has(name))
      context.reporter.report(names.nameDuplicate, context.places.value(list, i), `revision "${name}" stands here a second time`, {
        help: 'call it something else, or remove it',
      });
    else context.positions.set(['model', file.model, 'revisions', name], context.places.value(list, i));
    seen.add(name);
  }
  return [...seen];
}

function topEnv(file: ModelFile): Env {
  return { home: { structs: file.types }, args: new Map(), path: 'state', chain: [] };
}

/** The state variables of all sections and the hidden ones; one that is declared twice at the same time is a finding. */
function collectState(
  context: Context,
  revisions: Revisions,
  structs: Structs,
  file: ModelFile,
): ReadonlyMap<string, readonly VariableLife[]> {
  const variables = new Map<string, VariableLife[]>();
  const found = (name: string, variable: VariableLife): void => addVariable(context, variables, name, variable);
  for (const [id, section] of context.places.entries(file.state)) {
    const life = revisions.life(section, revisions.whole);
    if (section.opaque === true) {
      const { size, blob } = opaqueNames(id);
      const at = { data: file.state ?? {}, key: id };
      const whole = { carried: true, always: true };
      found(size, { type: { kind: 'int', bits: 32, signed: false, order: 'big' }, life, at, ...whole });
      found(blob, { type: { kind: 'bytes', opaque: true, length: { kind: 'fixed', value: 0 } }, life, at, ...whole });
    } else collectVariables(context, revisions, structs, topEnv(file), 'big', section, life, found);
  }
  collectHidden(context, revisions, structs, topEnv(file), file, found);
  return variables;
}

function addVariable(context: Context, variables: Map<string, VariableLife[]>, name: string, variable: VariableLife): void {
  if (!variable.carried) return;
  const before = variables.get(name) ?? [];
  const overlap = before.find(({ life }) => overlaps(life, variable.life));
  if (overlap !== undefined) {
    const span = context.places.key(variable.at.data, variable.at.key);
    context.reporter.report(stateCodes.variableDuplicate, span, `"${name}" is already a variable of the state at the same revision`, {
      related: [{ message: 'the other field', span: context.places.key(overlap.at.data, overlap.at.key) }],
    });
    return;
  }
  variables.set(name, [...before, variable]);
}

function overlaps(a: Life, b: Life): boolean {
  return (a.removed === undefined || b.added < a.removed) && (b.removed === undefined || a.added < b.removed);
}

function latest(lives: readonly VariableLife[]): FieldType {
  const [first, ...rest] = lives;
  const newest = rest.reduce((best, each) => (best === undefined || each.life.added > best.life.added ? each : best), first);
  return newest?.type ?? { kind: 'bool' };
}

function declareInstance(context: Context, revisions: Revisions, structs: Structs, instance: Instance): void {
  const variables = new Map<string, VariableLife[]>();
  // A version and subsections bring bytes of their own in some framing.
  let size: number | undefined = instance.data.version === undefined && instance.data.subsections === undefined ? 0 : undefined;
  collectVariables(context, revisions, structs, instance.env, 'big', instance.data, { added: 0 }, (name, variable) => {
    addVariable(context, variables, name, variable);
    const bytes = variable.always ? fixedSize(variable.type, (id) => structs.byId(id)?.size) : undefined;
    size = size === undefined || bytes === undefined ? undefined : size + bytes;
  });
  for (const [name, lives] of variables) instance.fields.set(name, latest(lives));
  instance.size = size;
}

function resolveStruct(model: ModelContext, instance: Instance): StructType {
  const { data, env, origin, id } = instance;
  const around: Surroundings = { env, order: 'big', scope: { ...model.scope, self: instance.fields, version: data.version !== undefined } };
  const position = ['model', model.id, 'structs', id];
  const name = origin.slice(origin.indexOf('.') + 1);
  model.context.positions.set(position, model.context.places.key(env.home.structs ?? {}, name));
  const layout = resolveLayout(model, around, data, instance.life, position);
  return {
    id,
    origin,
    ...(data.doc === undefined ? {} : { doc: data.doc.trim() }),
    ...(data['wire-name'] === undefined ? {} : { wireName: data['wire-name'] }),
    ...(data.version === undefined ? {} : { version: Number(data.version) }),
    ...layout,
  };
}

/** Types of the observables, as far as they follow without a circle; used where an observable is mentioned. */
function observableTypes(scope: ExprScope, sketches: readonly ObservableSketch[]): ReadonlyMap<string, ExprType | undefined> {
  const unknown = new Map<string, ExprType | undefined>(sketches.map(({ name }) => [name, undefined]));
  const types = new Map<string, ExprType | undefined>();
  for (const { name, data } of sketches) {
    const value = typeof data === 'string' ? data : data.value;
    const texts = typeof value === 'string' ? [value] : Object.values(value);
    const parsed = texts.map((text) => parseExpression(text, { ...scope, observables: unknown }));
    const kinds = parsed.map((each) => ('errors' in each ? undefined : each.type));
    const only = kinds.length === 1 ? kinds[0] : undefined;
    types.set(name, only ?? merged(kinds));
  }
  return types;
}

/** An integer by revision lies between the ends of all; other types are the same at every revision, or not known. */
function merged(types: readonly (ExprType | undefined)[]): ExprType | undefined {
  const [first, ...rest] = types;
  if (first === undefined || rest.some((each) => each?.kind !== first.kind)) return undefined;
  return first.kind === 'bool' ? first : undefined;
}

function migratable(model: ModelContext, file: ModelFile): ModelIR['migratable'] {
  type Data = NonNullable<typeof file.migratable>;
  type One = boolean | string | { readonly when: boolean | string; readonly reason?: string };
  const isSteps = (value: Data | One): value is { readonly [revision: string]: One } => typeof value === 'object' && !('when' in value);
  if (file.migratable === undefined) return [{ from: 0, value: { when: literal(true) } }];
  const convert = (value: One, data: object, key: string, life: Life) => {
    checkReason(model.context, value, data, key);
    if (typeof value === 'boolean') return { when: literal(value) };
    const scope = { ...model.scope, expected: 'bool' as const };
    if (typeof value === 'string') {
      const when = compileIn(model, scope, value, { data, key }, life);
      if (when !== undefined) checkConstant(model.context, when, { data, key });
      return when === undefined ? undefined : { when };
    }
    const when =
      typeof value.when === 'boolean' ? literal(value.when) : compileIn(model, scope, value.when, { data: value, key: 'when' }, life);
    if (when === undefined) return undefined;
    if (typeof value.when === 'string') checkConstant(model.context, when, { data: value, key: 'when' });
    return value.reason === undefined ? { when } : { when, reason: value.reason };
  };
  const steps: ByRevision<{ readonly when: Expression; readonly reason?: string }> = model.revisions.steps<
    One,
    { when: Expression; reason?: string }
  >(file, 'migratable', file.migratable, { added: 0 }, isSteps, convert);
  return steps;
}

/** A verdict passes the reason on; "no" alone leaves the reader of it without one. */
function checkReason(
  context: Context,
  value: boolean | string | { readonly when: boolean | string; readonly reason?: string },
  data: object,
  key: string,
): void {
  const when = typeof value === 'object' ? value.when : value;
  if (when === true || (typeof value === 'object' && value.reason !== undefined)) return;
  context.reporter.report(
    revisionCodes.reasonMissing,
    context.places.value(data, key),
    'the model does not say why it cannot be migrated',
    {
      help: `write migratable: { when: ${typeof when === 'string' ? JSON.stringify(when) : when}, reason: … }`,
    },
  );
}

function literal(value: boolean): Expression {
  return { text: String(value), expr: { op: 'bool', value } };
}
