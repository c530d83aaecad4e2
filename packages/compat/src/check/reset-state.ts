/** States by name, made from a document: the state after a reset, and the situations the author described. */
import type {
  DocumentArrayCount,
  DocumentExpression,
  DocumentField,
  DocumentFieldType,
  DocumentLayout,
  DocumentModel,
  DocumentSituationValue,
} from '@migspec/capabilities';
import type { StateValue } from '@migspec/runtime';
import { evaluate } from '../expr/evaluate.js';
import { type ExprEnv, lookup, type Value } from '../expr/value.js';
import { randomValue } from './random.js';
import type { DeviceSide } from './types.js';

export type NamedState = Readonly<Record<string, StateValue>>;

/** Every variable at its reset value; fields of structs and elements of arrays alike. Remembered for the last few devices of a model. */
export function resetState(side: DeviceSide): NamedState {
  return remembered(side).reset;
}

/** The situations that this configuration has, each with its state. Remembered likewise. */
export function situationStates(side: DeviceSide): readonly { readonly name: string; readonly state: NamedState }[] {
  const states = remembered(side);
  states.situations ??= makeSituations(side, states.reset);
  return states.situations;
}

interface States {
  readonly key: string;
  readonly reset: NamedState;
  situations?: readonly { readonly name: string; readonly state: NamedState }[];
}

const mostRemembered = 8;
const memory = new WeakMap<DocumentModel, States[]>();

/** The states of a device depend on its configuration, the facts and where it is. */
function remembered(side: DeviceSide): States {
  const list = memory.get(side.model) ?? [];
  memory.set(side.model, list);
  const found = list.findIndex((states) => states.key === side.key);
  const states = list[found] ?? { key: side.key, reset: makeReset(side) };
  if (found >= 0) list.splice(found, 1);
  list.unshift(states);
  list.length = Math.min(list.length, mostRemembered);
  return states;
}

function makeReset(side: DeviceSide): NamedState {
  const state: Record<string, StateValue> = {};
  const env: ExprEnv = { ...side.env, state: (name) => state[name] };
  for (const field of side.model.variables) state[field.name] = resetOf(side.model, field.type, field.reset, env);
  return state;
}

/** The value of a type after a reset, or what an expression of the same form (`absent`) says. */
export function resetOf(model: DocumentModel, type: DocumentFieldType, reset: DocumentExpression | undefined, env: ExprEnv): StateValue {
  const said = reset === undefined ? undefined : evaluate(reset.expr, env);
  switch (type.kind) {
    case 'bool':
      return typeof said === 'boolean' ? said : false;
    case 'int':
      return integer(type.bits, said);
    case 'flags':
      return integer(type.base.bits, said);
    case 'enum':
      return typeof said === 'string' ? said : (type.values.find((item) => BigInt(item.value) === 0n)?.name ?? type.values[0]?.name ?? '');
    case 'string':
      return typeof said === 'string' ? said : '';
    case 'bytes':
      return bytesOf(countOf(type.length, env), said);
    case 'array':
      // One element stands for all: states are never written in place.
      return new Array<StateValue>(countOf(type.count, env)).fill(resetOf(model, type.element, reset, env));
    case 'struct':
      return structReset(model, type.struct, env);
    case 'padding':
      return 0;
  }
}

function structReset(model: DocumentModel, id: string, env: ExprEnv): StateValue {
  const fields: Record<string, StateValue> = {};
  const inner: ExprEnv = { ...env, self: (name) => fields[name] };
  const visit = (layout: DocumentLayout): void => {
    for (const field of layout.fields) {
      if (field.name !== '' && field.filler === undefined) fields[field.name] = resetOf(model, field.type, field.reset, inner);
    }
    for (const subsection of layout.subsections) visit(subsection);
  };
  const struct = model.structs[id];
  if (struct !== undefined) visit(struct);
  return fields;
}

/** Text is hex, two digits a byte, and what it does not cover is zero; an integer fills every byte. */
function bytesOf(length: number, said: Value | undefined): Uint8Array {
  const bytes = new Uint8Array(length);
  if (typeof said === 'bigint') return bytes.fill(Number(said & 0xffn));
  if (typeof said !== 'string') return bytes;
  for (let index = 0; index < length && index * 2 + 1 < said.length; index++)
    bytes[index] = Number.parseInt(said.slice(index * 2, index * 2 + 2), 16);
  return bytes;
}

function integer(bits: number, value: unknown): StateValue {
  const number = typeof value === 'bigint' ? value : 0n;
  return bits === 64 ? number : Number(number);
}

/** A list ended by a marker is empty after a reset. */
function countOf(count: DocumentArrayCount, env: ExprEnv): number {
  if (count.kind === 'marked') return 0;
  if (count.kind === 'fixed') return count.value;
  const value = evaluate(count.by.expr, env);
  return typeof value === 'bigint' && value > 0n ? Math.min(Number(value), count.capacity) : 0;
}

function makeSituations(side: DeviceSide, reset: NamedState): NonNullable<States['situations']> {
  return side.model.situations.flatMap(({ name, when, state }) => {
    if (when !== undefined && evaluate(when.expr, side.env) !== true) return [];
    return [{ name, state: applySituation(side, reset, state) }];
  });
}

/** What is set goes in the order of the variables, so that a counted array finds its count. */
function applySituation(side: DeviceSide, reset: NamedState, said: Readonly<Record<string, DocumentSituationValue>>): NamedState {
  const state: Record<string, StateValue> = { ...reset };
  const env: ExprEnv = { ...side.env, state: (name) => state[name] };
  const paths = Object.entries(said).map(([path, value]) => ({ path: path.replaceAll('[', '.').replaceAll(']', '').split('.'), value }));
  for (const variable of side.model.variables) {
    const own = paths.filter(({ path }) => path[0] === variable.name);
    // A count that the situation set makes the array longer before elements are written.
    if (variable.type.kind === 'array' || variable.type.kind === 'bytes')
      state[variable.name] = resetOf(side.model, variable.type, variable.reset, env);
    for (const { path, value } of own) {
      const current = state[variable.name];
      if (current !== undefined)
        state[variable.name] = put({ side, env, seed: path.join('.') }, variable, variable.type, current, path.slice(1), value);
    }
  }
  return state;
}

interface Place {
  readonly side: DeviceSide;
  readonly env: ExprEnv;
  readonly seed: string;
}

function put(
  place: Place,
  field: DocumentField,
  type: DocumentFieldType,
  current: StateValue,
  path: readonly string[],
  value: DocumentSituationValue,
): StateValue {
  const [step, ...rest] = path;
  if (step === undefined) return assigned(place, field, type, current, value);
  if (type.kind === 'array' && Array.isArray(current)) {
    return current.map((item: StateValue, index) => (String(index) === step ? put(place, field, type.element, item, rest, value) : item));
  }
  if (type.kind !== 'struct' || typeof current !== 'object') return current;
  const inside = fieldOf(place.side.model, type.struct, step);
  const members = current as { readonly [name: string]: StateValue };
  const old = members[step];
  return inside === undefined || old === undefined ? current : { ...members, [step]: put(place, inside, inside.type, old, rest, value) };
}

function assigned(
  place: Place,
  field: DocumentField,
  type: DocumentFieldType,
  current: StateValue,
  value: DocumentSituationValue,
): StateValue {
  switch (value.kind) {
    case 'expr': {
      const computed = evaluate(value.value.expr, place.env);
      if (computed === undefined) return current;
      if (Array.isArray(current) && type.kind === 'array') {
        return current.map((item: StateValue) => (typeof computed === 'object' ? item : assigned(place, field, type.element, item, value)));
      }
      if (current instanceof Uint8Array && typeof computed === 'bigint')
        return new Uint8Array(current.length).fill(Number(computed & 0xffn));
      return typeof current === 'number' && typeof computed === 'bigint' ? Number(computed) : computed;
    }
    case 'random':
      return randomValue(place.side.model, field, type, grown(place, type, current), place.seed, place.env);
    case 'list': {
      if (!Array.isArray(current) || type.kind !== 'array') return current;
      if (type.count.kind === 'marked') {
        return value.items.map((said) => assigned(place, field, type.element, fresh(place, type.element), said));
      }
      return current.map((item: StateValue, index) => {
        const said = value.items[index];
        return said === undefined ? item : assigned(place, field, type.element, item, said);
      });
    }
    case 'object': {
      // Given to an array of structs, it sets every element.
      if (Array.isArray(current) && type.kind === 'array')
        return current.map((item: StateValue) => assigned(place, field, type.element, item, value));
      if (type.kind !== 'struct') return current;
      return Object.entries(value.fields).reduce((whole, [name, said]) => put(place, field, type, whole, name.split('.'), said), current);
    }
  }
}

/** A list ended by a marker has elements only once they are put in. */
function grown(place: Place, type: DocumentFieldType, current: StateValue): StateValue {
  if (type.kind !== 'array' || type.count.kind !== 'marked') return current;
  return Array.from({ length: Math.min(2, type.count.capacity) }, () => fresh(place, type.element));
}

function fresh(place: Place, type: DocumentFieldType): StateValue {
  return resetOf(place.side.model, type, undefined, place.env);
}

function fieldOf(model: DocumentModel, struct: string, name: string): DocumentField | undefined {
  const found = model.structs[struct];
  return found === undefined
    ? undefined
    : [found, ...found.subsections].flatMap((layout) => layout.fields).find((field) => field.name === name);
}

/** For `isReset`: the reset value of a variable or of something inside one. */
export function resetLookup(side: DeviceSide): NonNullable<ExprEnv['reset']> {
  let state: NamedState | undefined;
  return (of) => {
    state ??= resetState(side);
    return evaluate(of, { ...side.env, state: lookup(state) });
  };
}
