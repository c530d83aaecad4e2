/** Names of variables as written at a place: those of a body directly, those inside a struct behind the struct's name. */
import type { Expr } from '../../expr/tree.js';
import type { FieldType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import type { BodyType, Reading } from './body-type.js';
import { conditional, type Names, printTest, printValue } from './expression.js';
import { intervalOf } from './file-context.js';
import { bool, literal, Unprintable, type Value } from './values.js';

type Step = string | number;

export class View implements Names {
  readonly #body: BodyType;
  /** Before the body's own names: empty, `_root.`, `core.`. */
  readonly #prefix: string;
  /** Where the text will stand. */
  readonly #at: BodyType;
  /** Tests that hold there, as printed. */
  readonly #holds: ReadonlySet<string>;

  constructor(body: BodyType, prefix: string, at: BodyType, holds: ReadonlySet<string> = new Set()) {
    this.#body = body;
    this.#prefix = prefix;
    this.#at = at;
    this.#holds = holds;
  }

  assuming(test: string): View {
    return new View(this.#body, this.#prefix, this.#at, new Set([...this.#holds, test]));
  }

  reference(expr: Expr): Value {
    const { file } = this.#body;
    const top = this.#at.isRoot ? '' : '_root.';
    switch (expr.op) {
      case 'param': {
        const param = file.snapshot.params.find(({ id }) => id === expr.id);
        if (param === undefined) throw new Unprintable(`no param ${expr.id}`);
        return file.given({ kind: 'param', name: param.name }, top);
      }
      case 'machine':
      case 'host':
        return file.given({ kind: expr.op, name: expr.name }, top);
      case 'device':
        return file.given({ kind: 'device', name: expr.name }, top);
      case 'version':
        return this.#body.version(this.#prefix);
      default: {
        const { view, name, path } = this.#find(expr);
        return view === undefined ? this.#outer(expr) : view.#variable(name, path);
      }
    }
  }

  size(of: Expr): Value {
    const { view, name, path } = this.#find(of);
    if (view === undefined || path.length > 0) throw new Unprintable('the size of something inside another');
    const [reading, ...others] = view.#readings(name);
    if (reading === undefined || others.length > 0) throw new Unprintable('the size of what has several places');
    const { type } = reading.field;
    const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
    if (count === undefined) throw new Unprintable(`the size of a ${type.kind}`);
    if (count.kind === 'fixed') return literal(BigInt(count.value));
    if (count.kind === 'marked') throw new Unprintable('the size of a list with markers');
    // What counts it is its size, whether it is there or not.
    if (reading.when !== undefined && !view.#holds.has(printTest(reading.when, view))) return printValue(count.by.expr, view);
    const text = `${view.#prefix}${reading.attribute.id}.${reading.bytes ? 'length' : 'size'}`;
    return { kind: 'int', text, range: { min: 0n, max: BigInt(count.capacity) } };
  }

  /** The view that has the variable at the root of the expression; none when it is a matter of an enclosing body. */
  #find(expr: Expr): { readonly view?: View; readonly name: string; readonly path: readonly Step[] } {
    const { scope, name, path } = chainOf(expr);
    const body = this.#body;
    if (scope === body.scope && body.owned.has(name)) return { view: this, name, path };
    const { root } = body.file;
    if (scope === 'state' && root !== undefined && root !== body && root.owned.has(name)) {
      return { view: new View(root, this.#at.isRoot ? '' : '_root.', this.#at, this.#holds), name, path };
    }
    return { name, path };
  }

  #outer(expr: Expr): Value {
    const value = this.#body.outer(expr);
    const { kind } = value;
    if (kind === 'wide') return { ...value, hi: this.#prefix + value.hi, lo: this.#prefix + value.lo };
    return { ...value, text: this.#prefix + value.text };
  }

  #readings(name: string): readonly Reading[] {
    return this.#body.owned.get(name) ?? [];
  }

  #variable(name: string, path: readonly Step[]): Value {
    let value: Value | undefined;
    for (const reading of this.#readings(name)) {
      const here = (): Value => this.#inside(reading, path);
      const test = reading.when === undefined ? undefined : printTest(reading.when, this);
      if (test === undefined || this.#holds.has(test)) value = here();
      else value = conditional(test, here(), value ?? this.#absent(reading.field, path));
    }
    if (value === undefined) throw new Unprintable(`${name} is not read here`);
    return value;
  }

  #inside(reading: Reading, path: readonly Step[]): Value {
    return this.#follow(this.#prefix + reading.attribute.id, reading.field.type, reading, path);
  }

  #follow(text: string, type: FieldType, reading: Reading, path: readonly Step[]): Value {
    const [step, ...rest] = path;
    if (step === undefined) return leaf(text, type, reading);
    if (typeof step === 'string') {
      const struct = type.kind === 'struct' ? this.#body.file.structs.get(type.struct) : undefined;
      if (struct === undefined) throw new Unprintable(`${step} of what is no struct`);
      return new View(struct, `${text}.`, this.#at, this.#holds).#variable(step, rest);
    }
    const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
    if (count?.kind !== 'fixed') throw new Unprintable('an element of what has no fixed size');
    const element: FieldType = type.kind === 'array' ? type.element : { kind: 'int', bits: 8, signed: false, order: 'big' };
    return this.#follow(`${text}[${step}]`, element, reading, rest);
  }

  /** What a variable, or a place inside it, is when it is not on the wire. */
  #absent(field: SnapshotField, path: readonly Step[]): Value {
    const [step, ...rest] = path;
    if (step === undefined) {
      const given = field.absent ?? field.reset;
      return given === undefined ? zero(field.type) : printValue(given.expr, this);
    }
    const { type } = field;
    const struct = type.kind === 'struct' ? this.#body.file.snapshot.structs.find(({ id }) => id === type.struct) : undefined;
    const inner = struct?.fields.find(({ name }) => name === step);
    if (inner === undefined) throw new Unprintable('an element of what may be absent');
    const given = inner.reset;
    if (rest.length > 0) return this.#absent({ ...inner, ...(given === undefined ? {} : { absent: given }) }, rest);
    if (given === undefined) return zero(inner.type);
    if (given.expr.op !== 'int' && given.expr.op !== 'bool' && given.expr.op !== 'string')
      throw new Unprintable('a reset value inside what may be absent');
    return printValue(given.expr, this);
  }
}

function leaf(text: string, type: FieldType, reading: Reading): Value {
  switch (type.kind) {
    case 'bool':
      return bool(`(${text} == 1)`);
    case 'string':
      return { kind: 'string', text };
    case 'enum':
      if (reading.enum === undefined) throw new Unprintable('an enum of 64 bits');
      return { kind: 'enum', text, enum: reading.enum };
    case 'int':
    case 'flags': {
      const { bits, signed } = type.kind === 'int' ? type : type.base;
      if (bits === 64) return { kind: 'wide', hi: `${text}.hi`, lo: `${text}.lo`, signed };
      return { kind: 'int', text, range: intervalOf(bits, signed) };
    }
    default:
      throw new Unprintable(`a ${type.kind} in an expression`);
  }
}

function zero(type: FieldType): Value {
  switch (type.kind) {
    case 'bool':
      return bool('false');
    case 'string':
      return { kind: 'string', text: '""', literal: '' };
    case 'enum': {
      const name = (type.values.find(({ value }) => BigInt(value) === 0n) ?? type.values[0])?.name ?? '';
      return { kind: 'string', text: name, literal: name };
    }
    case 'int':
    case 'flags':
      return literal(0n);
    default:
      throw new Unprintable(`a ${type.kind} in an expression`);
  }
}

function chainOf(expr: Expr): { readonly scope: 'state' | 'self'; readonly name: string; readonly path: readonly Step[] } {
  switch (expr.op) {
    case 'state':
    case 'self':
      return { scope: expr.op, name: expr.name, path: [] };
    case 'field': {
      const of = chainOf(expr.of);
      return { ...of, path: [...of.path, expr.name] };
    }
    case 'index': {
      const of = chainOf(expr.of);
      return { ...of, path: [...of.path, expr.index] };
    }
    default:
      throw new Unprintable(`${expr.op} in an expression`);
  }
}
