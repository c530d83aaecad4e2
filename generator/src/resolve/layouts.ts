import type { ExprScope } from '../expr/scope.js';
import type { Expression } from '../expr/tree.js';
import type { ByteOrder, Layout, Subsection } from '../ir/layout.js';
import type { Life } from '../ir/spec.js';
import type { FieldData, RuleData, SubsectionData } from '../schema/types.js';
import type { Env } from './arguments.js';
import type { Context } from './context.js';
import type { At } from './expressions.js';
import { fieldType } from './field-type.js';
import { checkConstant, compiler, resolveField, type Surroundings } from './fields.js';
import type { Revisions } from './lives.js';
import type { ModelContext, VariableLife } from './model-state.js';
import type { Structs } from './structs.js';
import { writtenFields } from './written-fields.js';

interface LayoutData {
  readonly 'byte-order'?: ByteOrder;
  readonly fields?: { readonly [name: string]: FieldData };
  readonly invariants?: readonly RuleData[];
  readonly subsections?: { readonly [name: string]: LayoutData & Partial<SubsectionData> };
}

/** First pass: the variables of a layout and its subsections with their types and lives, before any expression is read. */
export function collectVariables(
  context: Context,
  revisions: Revisions,
  structs: Structs,
  env: Env,
  order: ByteOrder,
  data: LayoutData,
  life: Life,
  found: (name: string, variable: VariableLife) => void,
): void {
  const here = data['byte-order'] ?? order;
  // Only names and types count here, so it does not matter how expressions name them.
  for (const { name, data: field, at } of writtenFields(context, data.fields, 'state')) {
    const fieldLife = revisions.life(field, life);
    const type = fieldType({ context, structs, env, order: here, life: fieldLife, count: standIn }, name, field);
    if (type === undefined) context.places.drop(at.data, name);
    if (type === undefined) continue;
    const carried = type.kind !== 'padding' && field.filler === undefined;
    const always = field.when === undefined && field.added === undefined && field.removed === undefined;
    found(name, { type, life: fieldLife, at, carried, always });
  }
  for (const [, subsection] of context.places.entries(data.subsections)) {
    collectVariables(context, revisions, structs, env, here, subsection, revisions.life(subsection, life), found);
  }
}

function standIn(text: string): Expression {
  return { text, expr: { op: 'int', value: '0' } };
}

/** Second pass: the layout with all its expressions. */
export function resolveLayout(
  model: ModelContext,
  around: Surroundings,
  data: LayoutData,
  life: Life,
  position: readonly string[],
): Layout {
  const { context } = model;
  const here = { ...around, order: data['byte-order'] ?? around.order };
  const scope = around.scope.self === undefined ? 'state' : 'self';
  const fields = writtenFields(context, data.fields, scope).flatMap(({ name, data: field, at }) => {
    context.positions.set([...position, 'fields', name], context.places.key(at.data, at.key));
    return resolveField(model, here, name, field, life) ?? [];
  });
  const subsections = context.places.entries(data.subsections).flatMap(([name, subsection]) => {
    const path = [...position, 'subsections', name];
    context.positions.set(path, context.places.key(data.subsections ?? {}, name));
    return resolveSubsection(model, here, name, subsection, life, path) ?? [];
  });
  return { fields, invariants: rules(model, here, data, 'invariants', life, position), subsections };
}

function resolveSubsection(
  model: ModelContext,
  around: Surroundings,
  name: string,
  data: LayoutData & Partial<SubsectionData>,
  parent: Life,
  position: readonly string[],
): Subsection | undefined {
  const { revisions } = model;
  const life = revisions.life(data, parent);
  const compile = compiler(model, around);
  const needed = data.needed === undefined ? undefined : compile(data.needed, { data, key: 'needed' }, life, 'bool');
  const layout = resolveLayout(model, around, data, life, position);
  if (needed === undefined) return undefined;
  return {
    name,
    ...life,
    ...(data.doc === undefined ? {} : { doc: data.doc.trim() }),
    ...versions(model, data, life),
    needed,
    optional: optionalWhen(data.optional, (text) => compile(text, { data, key: 'optional' }, life, 'bool')),
    sources: data.sources ?? [],
    ...layout,
  };
}

interface VersionData {
  readonly version?: bigint | { readonly [revision: string]: bigint };
  readonly minimum?: bigint | { readonly [revision: string]: bigint };
}

type Steps = readonly { readonly from: number; readonly value: number }[];

/** What a section or subsection writes and accepts; by default only what it writes. */
export function versions(model: ModelContext, data: VersionData, life: Life): { readonly version: Steps; readonly minimum: Steps } {
  const steps = (key: 'version' | 'minimum'): Steps | undefined => {
    const value = data[key];
    if (value === undefined) return undefined;
    return model.revisions.steps(data, key, value, life, isStepMap, (each) => Number(each));
  };
  const version = steps('version') ?? [{ from: life.added, value: 1 }];
  return { version, minimum: steps('minimum') ?? version };
}

function isStepMap(value: bigint | { readonly [revision: string]: bigint }): value is { readonly [revision: string]: bigint } {
  return typeof value === 'object';
}

export function optionalWhen(value: boolean | string | undefined, compile: (text: string) => Expression | undefined): Expression | false {
  if (value === undefined || value === false) return false;
  if (value === true) return { text: 'true', expr: { op: 'bool', value: true } };
  return compile(value) ?? false;
}

interface RulesData {
  readonly invariants?: readonly RuleData[] | undefined;
  readonly constraints?: readonly RuleData[] | undefined;
}

/** Rules with their lives; a rule is a text or a map. */
export function rules(
  model: ModelContext,
  around: Surroundings,
  data: RulesData,
  key: keyof RulesData,
  life: Life,
  position: readonly string[],
): readonly (Life & { readonly rule: Expression })[] {
  const list = data[key];
  if (list === undefined) return [];
  const compile = compiler(model, around);
  return list.flatMap((each, i) => {
    const at: At = typeof each === 'string' ? { data: list, key: i } : { data: each, key: 'rule' };
    const ruleLife = typeof each === 'string' ? life : model.revisions.life(each, life);
    model.context.positions.set([...position, key, String(i)], model.context.places.value(at.data, at.key));
    const rule = compile(typeof each === 'string' ? each : each.rule, at, ruleLife, 'bool');
    if (rule !== undefined && key === 'invariants' && around.env.args.size === 0) checkConstant(model.context, rule, at);
    return rule === undefined ? [] : [{ ...ruleLife, rule }];
  });
}

export type { ExprScope };
