/**
 * A situation of the spec as plain values of one device's state: expressions evaluated with the device's params and what
 * the situation has set so far, `random` drawn within the field's bounds by the variable's name.
 */
import type { DocumentExpression, DocumentField, DocumentFieldType, DocumentModel, DocumentSituationValue } from '@migspec/capabilities';
import { isPlain, sameValue, sequenceOf, shapedLike, showValue, withVariables } from '@migspec/emulator';
import type { DeviceState, StateValue } from '@migspec/runtime';
import { NamedRandom } from './random.js';

export type Situation = DocumentModel['situations'][number];

/** What an expression of the device evaluates to over a state; `self` is the enclosing struct as far as it is known. */
export type Evaluate = (
  expression: DocumentExpression,
  state: DeviceState,
  self?: Readonly<Record<string, unknown>>,
) => boolean | bigint | string | undefined;

/** What the situation changes, by dotted path, ready for a guest event of kind `situation`. */
export function materialise(model: DocumentModel, situation: Situation, reset: DeviceState, evaluate: Evaluate): Record<string, unknown> {
  const maker = new Maker(model, situation.name, evaluate);
  const order = new Map(model.variables.map((field, index) => [field.name, index]));
  const rank = ([path]: readonly [string, unknown]): number => order.get(pathSteps(path)[0] ?? '') ?? 0;
  let state = reset;
  // In the order of the variables, so that a counted array finds its count.
  for (const [path, value] of Object.entries(situation.state).sort((left, right) => rank(left) - rank(right))) {
    const variable = model.variables.find(({ name }) => name === pathSteps(path)[0]);
    if (variable === undefined) throw new Error(`situation ${situation.name}: no variable ${path}`);
    state = { ...state, ...fitted(maker, variable, state) };
    const field = maker.fieldAt(path);
    state = withVariables(state, { [path]: maker.value(value, field?.type, field, state, path) });
  }
  for (const field of model.variables) state = { ...state, ...fitted(maker, field, state) };
  return Object.fromEntries(Object.entries(state).flatMap(([name, value]) => changes(name, reset[name], value)));
}

/** Writing one place copies its array: from here on the array is written whole. */
const manyPlaces = 32;

/** Where two values differ, by dotted path: what stays at reset is the reset value of whoever enters the situation. */
function changes(path: string, from: unknown, to: unknown): (readonly [string, unknown])[] {
  if (isPlain(from) && isPlain(to)) {
    return Object.entries(to).flatMap(([key, value]) =>
      key in from ? changes(`${path}.${key}`, from[key], value) : [[`${path}.${key}`, value]],
    );
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length && to.some(isPlain)) {
    const places = to.flatMap((value: unknown, index) => changes(`${path}.${index}`, from[index], value));
    return places.length <= manyPlaces ? places : [[path, to]];
  }
  return sameValue(from, to) ? [] : [[path, to]];
}

/** The variable with as many elements as its count says, when it has another number. */
function fitted(maker: Maker, field: DocumentField, state: DeviceState): Record<string, StateValue> {
  const wanted = maker.wantedLength(field.type, state);
  const current = state[field.name];
  const have = sequenceOf(current);
  if (wanted === undefined || have === undefined || have.length === wanted) return {};
  return { [field.name]: shapedLike(current, maker.resized(field.type, have, wanted, state)) as StateValue };
}

/** `queues[0].num` and `queues.0.num` alike. */
function pathSteps(path: string): string[] {
  return path.replaceAll('[', '.').replaceAll(']', '').split('.');
}

class Maker {
  readonly #model: DocumentModel;
  readonly #situation: string;
  readonly #evaluate: Evaluate;

  constructor(model: DocumentModel, situation: string, evaluate: Evaluate) {
    this.#model = model;
    this.#situation = situation;
    this.#evaluate = evaluate;
  }

  /** The field that a path names: a variable, or something inside one (`queues.0.num`). */
  fieldAt(path: string): DocumentField | undefined {
    const [first, ...rest] = pathSteps(path);
    let field = this.#model.variables.find(({ name }) => name === first);
    for (const key of rest) {
      if (field === undefined) return undefined;
      if (field.type.kind === 'array') field = { ...field, name: key, type: field.type.element };
      else if (field.type.kind === 'struct') field = this.#fieldOf(field.type.struct, key);
      else return undefined;
    }
    return field;
  }

  /** Fields of a struct's subsections are fields of the struct. */
  #fieldOf(struct: string, key: string): DocumentField | undefined {
    const known = this.#model.structs[struct];
    return [...(known?.fields ?? []), ...(known?.subsections.flatMap(({ fields }) => fields) ?? [])].find(({ name }) => name === key);
  }

  value(
    wanted: DocumentSituationValue,
    type: DocumentFieldType | undefined,
    field: DocumentField | undefined,
    state: DeviceState,
    path: string,
  ): unknown {
    switch (wanted.kind) {
      case 'expr':
        return this.#fromExpression(wanted.value, type, state, path);
      case 'random':
        if (type === undefined) throw new Error(`${this.#where(path)}: no such variable`);
        return this.#random(type, field, state, path);
      case 'list':
        return wanted.items.map((item, index) => this.#element(item, type, field, state, `${path}.${index}`));
      case 'object':
        // Given to an array of structs, it sets every element.
        if (type?.kind === 'array')
          return Array.from({ length: this.wantedLength(type, state) ?? 0 }, (_, index) =>
            this.value(wanted, type.element, field, state, `${path}.${index}`),
          );
        return Object.fromEntries(
          Object.entries(wanted.fields).flatMap(([name, inner]): [string, unknown][] => {
            const inside = type?.kind === 'struct' ? this.#fieldOf(type.struct, name) : undefined;
            // A situation may be older or younger than the field.
            return inside === undefined ? [] : [[name, this.value(inner, inside.type, inside, state, `${path}.${name}`)]];
          }),
        );
    }
  }

  /** An element of a list that markers end is new: what is not said of it is at reset. */
  #element(
    wanted: DocumentSituationValue,
    list: DocumentFieldType | undefined,
    field: DocumentField | undefined,
    state: DeviceState,
    path: string,
  ): unknown {
    const type = elementOf(list);
    const value = this.value(wanted, type, field, state, path);
    const fresh = list?.kind === 'array' && list.count.kind === 'marked' && type?.kind === 'struct';
    return fresh && isPlain(value) ? { ...this.#struct(type.struct, state, path, false), ...value } : value;
  }

  #fromExpression(expression: DocumentExpression, type: DocumentFieldType | undefined, state: DeviceState, path: string): unknown {
    const value = this.#evaluate(expression, state);
    if (value === undefined) throw new Error(`${this.#where(path)}: ${expression.text} has no value`);
    if (type?.kind === 'array') {
      const length = this.wantedLength(type, state) ?? 0;
      return Array.from({ length }, () => shapeScalar(type.element, value));
    }
    if (type?.kind === 'bytes') return new Uint8Array(this.wantedLength(type, state) ?? 0).fill(Number(value));
    return type === undefined ? value : shapeScalar(type, value);
  }

  #random(type: DocumentFieldType, field: DocumentField | undefined, state: DeviceState, path: string): unknown {
    const random = new NamedRandom(path);
    // What is compared as bytes is not drawn: it is as the device has it.
    if (field?.bounds.own !== undefined && isBytes(type)) return this.#reset(field, state, {}, path);
    switch (type.kind) {
      case 'int':
        return shapeScalar(type, this.#integer(random, type.bits, type.signed, field, state));
      case 'bool':
        return true;
      case 'enum':
        return type.values[1 + Number(random.bits(16) % BigInt(Math.max(type.values.length - 1, 1)))]?.name ?? type.values[0]?.name;
      case 'flags': {
        const all = type.names.reduce((bits, { bit }) => bits | (1n << BigInt(bit)), 0n);
        return shapeScalar({ kind: 'int', ...type.base }, this.#integer(random, type.base.bits, false, field, state) & all);
      }
      case 'bytes':
        return random.bytes(this.wantedLength(type, state) ?? 0);
      case 'string':
        return random.bits(32).toString(16).slice(0, type.capacity);
      case 'array':
        return Array.from({ length: this.wantedLength(type, state) ?? Math.min(2, capacityOf(type)) }, (_, index) =>
          this.#random(type.element, field, state, `${path}.${index}`),
        );
      case 'struct':
        return this.#struct(type.struct, state, path, true);
      case 'padding':
        return undefined;
    }
  }

  #integer(random: NamedRandom, bits: number, signed: boolean, field: DocumentField | undefined, state: DeviceState): bigint {
    const bound = (expression: DocumentExpression | undefined, otherwise: bigint): bigint => {
      const value = expression === undefined ? undefined : this.#evaluate(expression, state);
      return typeof value === 'bigint' ? value : otherwise;
    };
    const { min, max, own, reserved, negotiated } = { ...field?.unenforced, ...field?.bounds };
    const low = bound(min, signed ? -(1n << BigInt(bits - 1)) : 0n);
    const highest = bound(max, signed ? (1n << BigInt(bits - 1)) - 1n : (1n << BigInt(bits)) - 1n);
    const high = own?.compare === 'at-most' ? bound(own.value, highest) : highest;
    const kept = reserved === undefined ? -1n : ~BigInt(reserved);
    const drawn = random.between(low, high) & kept & bound(negotiated, -1n);
    // The bits that are compared with the device's own are those.
    const fixed = own === undefined || own.compare === 'at-most' ? 0n : bound(own.mask, -1n);
    return fixed === 0n ? drawn : (drawn & ~fixed) | (bound(own?.value, 0n) & fixed);
  }

  /** A struct with all its fields: at reset, or random where the device does not insist on a value. */
  #struct(id: string, state: DeviceState, path: string, random: boolean): Record<string, unknown> {
    const struct = this.#model.structs[id];
    const made: Record<string, unknown> = {};
    const fields = struct === undefined ? [] : [...struct.fields, ...struct.subsections.flatMap((subsection) => subsection.fields)];
    for (const field of fields) {
      if (field.name === '' || field.filler !== undefined) continue;
      const free = random && field.bounds.own === undefined && field.unenforced?.own === undefined && field.type.kind !== 'padding';
      made[field.name] = free
        ? this.#random(field.type, field, state, `${path}.${field.name}`)
        : this.#reset(field, state, made, `${path}.${field.name}`);
    }
    return made;
  }

  #reset(field: DocumentField, state: DeviceState, self: Readonly<Record<string, unknown>>, path: string): unknown {
    const value = field.reset === undefined ? undefined : this.#evaluate(field.reset, state, self);
    const { type } = field;
    switch (type.kind) {
      case 'int':
      case 'flags':
        return shapeScalar(type, value ?? 0n);
      case 'bool':
        return value ?? false;
      case 'enum':
        return value ?? type.values[0]?.name;
      case 'string':
        return value ?? '';
      case 'bytes':
        return bytesOf(this.wantedLength(type, state, self) ?? 0, value);
      case 'array':
        if (isBytes(type)) return bytesOf(this.wantedLength(type, state, self) ?? 0, value);
        return Array.from({ length: this.wantedLength(type, state, self) ?? 0 }, () =>
          type.element.kind === 'struct' ? this.#struct(type.element.struct, state, path, false) : shapeScalar(type.element, value ?? 0n),
        );
      case 'struct':
        return this.#struct(type.struct, state, path, false);
      case 'padding':
        return undefined;
    }
  }

  /** How many elements the state must have; undefined for what has no length. */
  wantedLength(type: DocumentFieldType, state: DeviceState, self?: Readonly<Record<string, unknown>>): number | undefined {
    const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
    if (count === undefined) return undefined;
    if (count.kind === 'marked') return undefined;
    if (count.kind === 'fixed') return count.value;
    const value = this.#evaluate(count.by, state, self);
    return typeof value === 'bigint' ? Number(value) : undefined;
  }

  /** A counted array brought to its count: new elements at reset. */
  resized(
    type: DocumentFieldType,
    have: { readonly length: number; at(index: number): unknown },
    length: number,
    state: DeviceState,
  ): unknown {
    if (type.kind === 'bytes') return Uint8Array.from({ length }, (_, index) => (index < have.length ? Number(have.at(index)) : 0));
    if (type.kind !== 'array') return have;
    const { element } = type;
    const fresh = (): unknown => (element.kind === 'struct' ? this.#struct(element.struct, state, '', false) : shapeScalar(element, 0n));
    return Array.from({ length }, (_, index) => (index < have.length ? have.at(index) : fresh()));
  }

  #where(path: string): string {
    return `situation ${this.#situation}, ${path}`;
  }
}

/** The most elements of a list that markers end; others have their count. */
function capacityOf(type: DocumentFieldType & { readonly kind: 'array' }): number {
  return type.count.kind === 'marked' ? type.count.capacity : 0;
}

function elementOf(type: DocumentFieldType | undefined): DocumentFieldType | undefined {
  return type?.kind === 'array' ? type.element : type;
}

/** As a device's state has it: up to 32 bits a `number`, 64 a `bigint`. */
function shapeScalar(type: DocumentFieldType, value: boolean | bigint | string): unknown {
  if (typeof value === 'bigint') {
    if (type.kind === 'int') return type.bits === 64 ? value : Number(value);
    if (type.kind === 'flags') return type.base.bits === 64 ? value : Number(value);
    if (type.kind === 'enum') return type.values.find((candidate) => BigInt(candidate.value) === value)?.name ?? showValue(value);
    if (type.kind === 'bool') return value !== 0n;
  }
  return value;
}

function isBytes(type: DocumentFieldType): boolean {
  return type.kind === 'bytes' || (type.kind === 'array' && type.element.kind === 'int' && type.element.bits === 8);
}

/** Text is hex, two digits a byte, and what it does not cover is zero; an integer fills every byte. */
function bytesOf(length: number, said: unknown): Uint8Array {
  const bytes = new Uint8Array(length);
  if (typeof said !== 'string') return bytes.fill(Number(BigInt.asUintN(8, typeof said === 'bigint' ? said : 0n)));
  return bytes.map((_, at) => Number.parseInt(said.slice(at * 2, at * 2 + 2).padEnd(2, '0'), 16));
}
