/** What expressions of an erratum can read: of the model that it is about, at the revisions that its builds know. */
import type { ExprScope } from '../expr/scope.js';
import type { Field, FieldType, Layout, StructType, Subsection } from '../ir/layout.js';
import type { Life, ModelIR } from '../ir/spec.js';
import type { ImplementationFile } from '../schema/implementation.js';
import type { Context } from './context.js';
import { expression, type Lives } from './expressions.js';
import { factsOf } from './implementations.js';
import type { Compile } from './literals.js';
import { Revisions } from './lives.js';

/** A layout that deviates: of a section, a subsection or a struct, or of a subsection inside a struct. */
export interface Target {
  readonly model: ModelIR;
  readonly layout?: Layout | Subsection;
  readonly struct?: StructType;
}

/** Params and facts; with `state` also the variables, which must exist in every one of the builds (by name). */
export function compileFor(
  context: Context,
  file: ImplementationFile,
  builds: readonly string[],
  { model, struct }: Target,
  withState: boolean,
): Compile {
  const revisions = new Revisions(context, model.id, model.revisions);
  const variables = withState ? [...model.sections.flatMap(fieldsOf), ...model.hidden] : [];
  const structs = new Map(model.structs.map((each) => [each.id, typesOf(fieldsOf(each))]));
  const scope: ExprScope = {
    params: new Map(model.params.map(({ name, id, type }) => [name.replaceAll('-', '_'), { id, type }])),
    machine: factsOf(context, 'machine-facts', model.id),
    host: factsOf(context, 'host-facts', model.id),
    state: typesOf(variables),
    ...(struct === undefined ? {} : { self: structs.get(struct.id) ?? new Map() }),
    observables: new Map(),
    structs: (id) => structs.get(id),
    version: withState && (struct === undefined || struct.version !== undefined),
  };
  const lives: Lives = {
    revisions,
    params: new Map(model.params.map((param) => [param.id, param])),
    observables: new Map(),
    state: livesOf(variables),
  };
  const life = lifeIn(file, builds, model);
  return (text, at, _life, expected) =>
    expression(context, text, { ...scope, ...(expected === undefined ? {} : { expected }) }, at, lives, life);
}

/** From the oldest to the newest revision that one of the builds has. */
function lifeIn(file: ImplementationFile, builds: readonly string[], model: ModelIR): Life {
  const known = builds.flatMap((build) => {
    const entry = file.builds[build]?.models[model.id];
    const index = entry === undefined ? -1 : model.revisions.indexOf(entry.revision ?? model.revisions[0] ?? '');
    return index < 0 ? [] : [index];
  });
  return known.length === 0 ? { added: 0, removed: 0 } : { added: Math.min(...known), removed: Math.max(...known) + 1 };
}

/** Of a layout and what is inside it. */
export function fieldsOf(layout: Layout): readonly Field[] {
  return [...layout.fields, ...layout.subsections.flatMap(fieldsOf)].filter((field) => field.name !== '');
}

function typesOf(fields: readonly Field[]): ReadonlyMap<string, FieldType> {
  return new Map(fields.filter((field) => field.filler === undefined).map((field) => [field.name, field.type]));
}

function livesOf(fields: readonly Field[]): Lives['state'] {
  const lives = new Map<string, Life[]>();
  for (const field of fields) lives.set(field.name, [...(lives.get(field.name) ?? []), field]);
  return lives;
}
