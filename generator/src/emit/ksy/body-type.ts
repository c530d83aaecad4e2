/** One type of a description while it is made: its attributes, its variables, and what it is given from outside. */
import type { Expr } from '../../expr/tree.js';
import type { FieldType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import { AttributeDraft } from './attribute.js';
import type { KsyParam, KsyType } from './description.js';
import { printTest } from './expression.js';
import { type FileContext, plainInt } from './file-context.js';
import type { Ids } from './ids.js';
import { docText } from './text.js';
import { bool, type KnownEnum, Unprintable, type Value } from './values.js';
import { View } from './view.js';

/** One place of a variable on the wire; a variable may have several, of which the last one that is there counts. */
export interface Reading {
  readonly attribute: AttributeDraft;
  readonly field: SnapshotField;
  readonly when?: Expr;
  /** Of an array: the attribute is bytes and no list. */
  readonly bytes: boolean;
  readonly enum?: KnownEnum;
}

/** A value of an enclosing body, passed on as one or two params. */
interface Outer {
  readonly chain: Expr;
  readonly value: Value;
  readonly params: readonly KsyParam[];
}

export interface BodyOptions {
  readonly id: string;
  readonly ids: Ids;
  /** How expressions name the variables of this body. */
  readonly scope: 'state' | 'self';
  readonly doc?: string;
  /** The body around a subsection's. */
  readonly enclosing?: BodyType;
}

export class BodyType {
  readonly file: FileContext;
  readonly id: string;
  readonly ids: Ids;
  readonly scope: 'state' | 'self';
  readonly enclosing: BodyType | undefined;
  readonly attributes: AttributeDraft[] = [];
  readonly owned = new Map<string, Reading[]>();
  /** The version in force, with a prefix before it; how it is known depends on the body. */
  version: (prefix: string) => Value = () => {
    throw new Unprintable('no version here');
  };
  readonly #doc: string | undefined;
  readonly #outer = new Map<string, Outer>();
  #versionParam: KsyParam | undefined;
  #used = false;

  constructor(file: FileContext, options: BodyOptions) {
    this.file = file;
    this.id = options.id;
    this.ids = options.ids;
    this.scope = options.scope;
    this.enclosing = options.enclosing;
    this.#doc = options.doc;
  }

  get isRoot(): boolean {
    return this.file.root === this;
  }

  /** Names as they are written among this type's attributes. */
  get view(): View {
    return new View(this, '', this);
  }

  /** The same where `when` holds. */
  viewWhen(when: Expr | undefined): View {
    return when === undefined ? this.view : this.view.assuming(printTest(when, this.view));
  }

  add(id: string, rest: ConstructorParameters<typeof AttributeDraft>[1]): AttributeDraft {
    const attribute = new AttributeDraft(this.ids.take(id), rest);
    this.attributes.push(attribute);
    return attribute;
  }

  own(reading: Reading): void {
    const { name } = reading.field;
    this.owned.set(name, [...(this.owned.get(name) ?? []), reading]);
  }

  /** A place inside a variable of an enclosing body: this type gets its value as a param. */
  outer(chain: Expr): Value {
    const key = JSON.stringify(chain);
    const known = this.#outer.get(key);
    if (known !== undefined) return known.value;
    if (this.#used) throw new Unprintable('a value that the type is not given');
    const made = this.#declare(chain);
    this.#outer.set(key, made);
    return made.value;
  }

  /** The version comes from the one who names this type. */
  takeVersion(): void {
    this.version = (prefix) => {
      if (this.#versionParam === undefined && this.#used) throw new Unprintable('a version that the type is not given');
      this.#versionParam ??= { id: this.ids.take('version'), type: 'u4' };
      return { kind: 'int', text: prefix + this.#versionParam.id, range: { min: 0n, max: 0xffffffffn } };
    };
  }

  /** How an attribute of `user` names this type, with what it is given. */
  reference(user: BodyType, when: Expr | undefined, version = ''): string {
    this.#used = true;
    const given = [...this.#outer.values()].flatMap(({ chain }) => argument(user.viewWhen(when).reference(chain)));
    const all = this.#versionParam === undefined ? given : [version, ...given];
    return all.length === 0 ? this.id : `${this.id}(${all.join(', ')})`;
  }

  /** `first`: params before all others. */
  finish(first: readonly KsyParam[] = []): KsyType {
    const own = [
      ...(this.#versionParam === undefined ? [] : [this.#versionParam]),
      ...[...this.#outer.values()].flatMap(({ params }) => params),
    ];
    const params = [...first, ...own];
    return {
      ...(this.#doc === undefined ? {} : { doc: docText(this.#doc) }),
      ...(params.length === 0 ? {} : { params }),
      seq: this.attributes.map((attribute) => attribute.finish()),
    };
  }

  #declare(chain: Expr): Outer {
    const type = this.#typeOf(chain);
    const id = this.ids.take(nameOf(chain));
    switch (type.kind) {
      case 'bool':
        return { chain, value: bool(id), params: [{ id, type: 'bool' }] };
      case 'string':
        return { chain, value: { kind: 'string', text: id }, params: [{ id, type: 'str' }] };
      case 'enum': {
        if (type.base.bits === 64) throw new Unprintable('an enum of 64 bits');
        const known = this.file.enumOf(nameOf(chain), type);
        return {
          chain,
          value: { kind: 'enum', text: id, enum: known },
          params: [{ id, type: plainInt(type.base.bits, type.base.signed), enum: known.id }],
        };
      }
      case 'int':
      case 'flags': {
        const { bits, signed } = type.kind === 'int' ? type : type.base;
        if (bits < 64) {
          const range = signed
            ? { min: -(1n << BigInt(bits - 1)), max: (1n << BigInt(bits - 1)) - 1n }
            : { min: 0n, max: (1n << BigInt(bits)) - 1n };
          return { chain, value: { kind: 'int', text: id, range }, params: [{ id, type: plainInt(bits, signed) }] };
        }
        const [hi, lo] = [this.ids.take(`${id}_hi`), this.ids.take(`${id}_lo`)];
        return {
          chain,
          value: { kind: 'wide', hi, lo, signed },
          params: [
            { id: hi, type: plainInt(32, signed) },
            { id: lo, type: 'u4' },
          ],
        };
      }
      default:
        throw new Unprintable(`a ${type.kind} of an enclosing body`);
    }
  }

  #typeOf(chain: Expr): FieldType {
    const { snapshot } = this.file;
    if (chain.op === 'state') {
      const field = snapshot.variables.find(({ name }) => name === chain.name);
      if (field !== undefined) return field.type;
    }
    if (chain.op === 'self') {
      for (let at = this.enclosing; at !== undefined; at = at.enclosing) {
        const reading = at.owned.get(chain.name)?.at(-1);
        if (reading !== undefined) return reading.field.type;
      }
    }
    if (chain.op === 'field') {
      const of = this.#typeOf(chain.of);
      const struct = of.kind === 'struct' ? snapshot.structs.find(({ id }) => id === of.struct) : undefined;
      const field = struct?.fields.find(({ name }) => name === chain.name);
      if (field !== undefined) return field.type;
    }
    if (chain.op === 'index') {
      const of = this.#typeOf(chain.of);
      if (of.kind === 'array') return of.element;
      if (of.kind === 'bytes') return { kind: 'int', bits: 8, signed: false, order: 'big' };
    }
    throw new Unprintable(`${chain.op} of an enclosing body`);
  }
}

function argument(value: Value): readonly string[] {
  return value.kind === 'wide' ? [value.hi, value.lo] : [value.text];
}

/** `state.core.status` → `core_status`. */
function nameOf(chain: Expr): string {
  if (chain.op === 'state' || chain.op === 'self') return chain.name;
  if (chain.op === 'field') return `${nameOf(chain.of)}_${chain.name}`;
  return chain.op === 'index' ? `${nameOf(chain.of)}_${chain.index}` : 'outer';
}
