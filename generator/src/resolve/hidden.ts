import { names } from '../diagnostics/codes/names.js';
import { state as codes } from '../diagnostics/codes/state.js';
import { parseExpression } from '../expr/parse.js';
import type { ExprScope } from '../expr/scope.js';
import type { Expression } from '../expr/tree.js';
import { describeType, type ExprType } from '../expr/types.js';
import type { FieldType, HiddenVariable } from '../ir/layout.js';
import type { Life } from '../ir/spec.js';
import type { ModelFile } from '../schema/model.js';
import type { FieldData, HiddenData } from '../schema/types.js';
import type { Env } from './arguments.js';
import type { Context } from './context.js';
import type { At } from './expressions.js';
import { fieldType } from './field-type.js';
import { resolveField } from './fields.js';
import type { Revisions } from './lives.js';
import { compileIn, type ModelContext, type VariableLife } from './model-state.js';
import { references } from './references.js';
import type { Structs } from './structs.js';
import { intLimits } from './values.js';
import { writtenFields } from './written-fields.js';

/** First pass: hidden variables with their types and lives, beside those that sections carry. */
export function collectHidden(
  context: Context,
  revisions: Revisions,
  structs: Structs,
  env: Env,
  file: ModelFile,
  found: (name: string, variable: VariableLife) => void,
): void {
  const all = hiddenFields(file);
  for (const { name, data } of writtenFields(context, all, 'state')) {
    const life = revisions.life(data, revisions.whole);
    const type = fieldType({ context, structs, env, order: 'big', life, count: () => undefined }, name, data);
    if (type === undefined) context.places.drop(all, name);
    else found(name, { type, life, at: { data: all, key: name }, carried: type.kind !== 'padding', always: true });
  }
}

/** Second pass. Reset values read params and facts; what is derived reads the state that was loaded. */
export function resolveHidden(model: ModelContext, env: Env, file: ModelFile): readonly HiddenVariable[] {
  const { context, revisions } = model;
  const all = hiddenFields(file);
  const variables = writtenFields(context, all, 'state').flatMap(({ name, data }) => {
    context.positions.set(['model', file.model, 'hidden', name], context.places.key(all, name));
    const around = { env, order: 'big', scope: model.creationScope } as const;
    const field = resolveField(model, around, name, data, revisions.whole);
    if (field === undefined) return [];
    return [{ ...field, derived: derivedValues(model, name, file.hidden?.[name], field.type, field) }];
  });
  return inOrder(context, all, variables);
}

/** What a hidden variable can say is a part of what a field can. */
function hiddenFields(file: ModelFile): { readonly [name: string]: FieldData } {
  return (file.hidden ?? {}) as { readonly [name: string]: FieldData };
}

/** A value by revision may begin late: before, nobody derived it. */
function derivedValues(
  model: ModelContext,
  name: string,
  data: HiddenData | string | undefined,
  type: FieldType,
  life: Life,
): HiddenVariable['derived'] {
  if (typeof data !== 'object' || data.derived === undefined) return [];
  const { context, revisions } = model;
  const expected = expectedOf(type);
  if (expected === undefined) {
    context.reporter.report(
      codes.derivedWrong,
      context.places.key(data, 'derived'),
      `${name} is no single value: an expression cannot give it`,
      { help: 'derive integers, bools, enums, flags and strings; leave arrays, bytes and structs at their reset value' },
    );
    return [];
  }
  const known = typeof data.derived === 'string' ? [] : Object.keys(data.derived).map((each) => revisions.names.indexOf(each));
  const from = Math.max(life.added, Math.min(...known.filter((index) => index >= 0)));
  const since = Number.isFinite(from) ? { ...life, added: from } : life;
  return revisions.steps(data, 'derived', data.derived, since, isSteps, (text, at, key, stepLife) =>
    derivedValue(model, { ...model.scope, expected }, text, { data: at, key }, stepLife, { name, type, as: data.type }),
  );
}

function isSteps(value: string | { readonly [revision: string]: string }): value is { readonly [revision: string]: string } {
  return typeof value === 'object';
}

function derivedValue(
  model: ModelContext,
  scope: ExprScope,
  text: string,
  at: At,
  life: Life,
  variable: { readonly name: string; readonly type: FieldType; readonly as: string },
): Expression | undefined {
  const value = compileIn(model, scope, text, at, life);
  const parsed = parseExpression(text, scope);
  const wrong = 'errors' in parsed ? undefined : misfit(variable.type, parsed.type);
  if (wrong === undefined) return value;
  const { places, reporter } = model.context;
  reporter.report(codes.derivedWrong, places.value(at.data, at.key), `${wrong}, and ${variable.name} is ${variable.as}`);
  return undefined;
}

function expectedOf(type: FieldType): ExprScope['expected'] {
  switch (type.kind) {
    case 'bool':
      return 'bool';
    case 'int':
    case 'flags':
      return 'int';
    case 'enum':
    case 'string':
      return 'string';
    default:
      return undefined;
  }
}

/** What is wrong with an expression as a value of the type; a variable of 8 bits never holds 256. */
function misfit(type: FieldType, given: ExprType): string | undefined {
  if (given.kind === 'int' && (type.kind === 'int' || type.kind === 'flags')) {
    const { bits, signed } = type.kind === 'int' ? type : type.base;
    const { min, max } = intLimits(bits, signed);
    return given.min >= min && given.max <= max ? undefined : `the expression lies in ${given.min} to ${given.max}`;
  }
  if (given.kind === 'string' && type.kind === 'enum') {
    const known = type.values.map((each) => each.name);
    const other = given.values === undefined ? describeType(given) : given.values.find((value) => !known.includes(value));
    return other === undefined ? undefined : `the expression can be ${other}, which is none of ${known.join(', ')}`;
  }
  return undefined;
}

/** Each after those that it is derived from; a circle means nothing. */
function inOrder(context: Context, all: object, variables: readonly HiddenVariable[]): readonly HiddenVariable[] {
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const done = new Set<string>();
  const sorted: HiddenVariable[] = [];
  const visit = (variable: HiddenVariable, chain: readonly string[]): void => {
    const start = chain.indexOf(variable.name);
    if (start >= 0) {
      const circle = [...chain.slice(start), variable.name].join(' → ');
      context.reporter.report(names.cycle, context.places.key(all, variable.name), `hidden variables are derived in a circle: ${circle}`);
      return;
    }
    if (done.has(variable.name)) return;
    const read = variable.derived.flatMap(({ value }) => references(value.expr));
    for (const { kind, name } of read) {
      const other = kind === 'state' ? byName.get(name) : undefined;
      if (other !== undefined) visit(other, [...chain, variable.name]);
    }
    if (done.has(variable.name)) return;
    done.add(variable.name);
    sorted.push(variable);
  };
  for (const variable of variables) visit(variable, []);
  return sorted;
}
