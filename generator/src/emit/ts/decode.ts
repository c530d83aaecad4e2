/** The body of a function that reads one layout: steps in wire order, each value in a local, one object at the end. */
import type { Expression } from '../../expr/tree.js';
import type { FieldType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import { lateChecks } from '../../plan/late-checks.js';
import type { Check, RunItem, Step } from '../../plan/plan.js';
import { isVariable, variableNames } from '../../plan/plan-layout.js';
import { Code } from '../code.js';
import { type Body, isFixed } from './body.js';
import { printCheck } from './checks.js';
import { nameConstant, printSubsectionsRead } from './decode-subsections.js';
import { isByteArray, littleEndian, readInt, viewClass } from './field-types.js';
import { FixedReader } from './fixed-reader.js';
import { initialValue } from './initial.js';
import type { Place } from './module.js';
import { access, Names, propertyKey, quote } from './text.js';

export class Decoder {
  readonly body: Body;
  readonly code = new Code();
  readonly names = new Names();
  readonly place: Place;
  /** Own variables: the code that has their value. */
  readonly #values = new Map<string, string>();
  /** Where a field was, for checks: valid until `offset` moves unless a local keeps it. */
  readonly #where = new Map<string, string>();
  readonly #late: ReadonlySet<string>;
  #pending = 0;

  constructor(body: Body) {
    this.body = body;
    this.#late = lateChecks(body.plan.steps);
    const { scope } = body;
    const own = (name: string): string => this.#values.get(name) ?? access(scope, name);
    this.place = {
      state: scope === 'state' ? own : (name) => access('state', name),
      self: scope === 'self' ? own : (name) => access('self', name),
      version: this.#version(),
      ...(body.struct === undefined ? {} : { struct: body.struct }),
    };
  }

  /** Reads everything from `offset` on and returns the object; `offset` is a local of the caller's prologue. */
  print(): void {
    for (const step of this.body.plan.steps) this.step(step, undefined);
    this.advance();
  }

  /** The result as an object literal. */
  literal(): void {
    const names = variableNames(this.body.plan);
    this.code.block(
      'return',
      () => {
        for (const name of names) {
          const value = this.#values.get(name) ?? name;
          this.code.line(propertyKey(name) === value ? `${value},` : `${propertyKey(name)}: ${value},`);
        }
      },
      ';',
    );
  }

  /** The constant with the bytes that names of subsections begin with. */
  prefix(prefix: string): string {
    return nameConstant(this.body.module, prefix);
  }

  /** Puts off moving `offset`, so that checks of a run still count from its start. */
  advance(): void {
    if (this.#pending > 0) this.code.line(`offset += ${this.#pending};`);
    this.#pending = 0;
  }

  set(name: string, code: string): void {
    this.#values.set(name, code);
  }

  /** `assigned`: inside `when`, where locals are declared outside. */
  step(step: Step, assigned: ReadonlySet<string> | undefined): void {
    if (step.kind !== 'check') this.advance();
    switch (step.kind) {
      case 'run':
        this.#run(step.bytes, step.items, assigned);
        return;
      case 'string':
        this.#string(step.field, step.type, assigned);
        return;
      case 'bytes':
        this.#bytes(step.field, step.count.by, step.count.capacity, assigned);
        return;
      case 'array':
        this.#array(step, assigned);
        return;
      case 'list':
        this.#list(step, assigned);
        return;
      case 'struct':
        this.#struct(step.field, step.struct, assigned);
        return;
      case 'when':
        this.#when(step);
        return;
      case 'check':
        this.#check(step.field, step.check, assigned);
        return;
      case 'invariant':
        this.#invariant(step.rule, step.judged);
        return;
      case 'subsections':
        printSubsectionsRead(this, step.prefix);
        return;
    }
  }

  #version(): string {
    const { plan } = this.body;
    if (plan.kind !== 'struct') return 'version';
    return plan.versioned ? 'version' : String(plan.version ?? 1);
  }

  #run(bytes: number, items: readonly RunItem[], assigned: ReadonlySet<string> | undefined): void {
    // Bytes of a struct of fixed size are checked by the caller, once for all its elements.
    if (!isFixed(this.body)) {
      const run = this.#constant(items);
      this.code.line(`if (end - offset < ${bytes}) throw cursor.truncated(${run}, offset);`);
    }
    const reader = new FixedReader(this);
    for (const { field, at } of items) {
      const where = plus('offset', at);
      this.#note(field, where, assigned);
      if (field.filler !== undefined) continue;
      if (!isVariable(field)) reader.padding(field.type, where);
      else this.#declare(field, assigned, (sink) => reader.read(field.type, where, [field.name], sink));
    }
    if (!isFixed(this.body)) this.#pending = bytes;
  }

  #constant(items: readonly RunItem[]): string {
    const { module } = this.body;
    const pairs = items.map(({ field, bytes }) => `[${quote(field.name === '' ? 'padding' : field.name)}, ${bytes}]`);
    return module.constant(`${items[0]?.field.name || 'padding'}Run`, `[${pairs.join(', ')}]`, module.runtimeType('Run'));
  }

  /** Remembers where the field is; for checks that come late, in a local. */
  #note(field: SnapshotField, where: string, assigned: ReadonlySet<string> | undefined): void {
    if (!this.#late.has(field.name)) {
      this.#where.set(field.name, where);
      return;
    }
    if (assigned !== undefined) this.code.line(`${this.#where.get(field.name)} = ${where};`);
    else {
      const local = this.names.take(`${field.name}At`);
      this.code.line(`const ${local} = ${where};`);
      this.#where.set(field.name, local);
    }
  }

  /** Gives the field a local: a `const` here, or the `let` made outside a `when`. */
  #declare(field: SnapshotField, assigned: ReadonlySet<string> | undefined, read: (sink: Sink) => void): void {
    const known = this.#values.get(field.name);
    if (assigned !== undefined && known !== undefined) {
      read({ assign: known });
      return;
    }
    if (known !== undefined) {
      // The same variable again: the later place on the wire wins.
      const again = this.names.take(field.name);
      read({ declare: again });
      this.#values.set(field.name, again);
      return;
    }
    const local = this.names.take(field.name);
    this.#values.set(field.name, local);
    read({ declare: local });
  }

  #string(field: SnapshotField, type: FieldType & { readonly kind: 'string' }, assigned: ReadonlySet<string> | undefined): void {
    const { code } = this;
    const prefix = type.lengthBits / 8;
    const name = quote(field.name);
    code.line(`if (end - offset < ${prefix}) throw cursor.error('TRUNCATED', ${name}, offset, end - offset, ${prefix});`);
    const length = this.names.take(`${field.name}Length`);
    code.line(`const ${length} = ${readInt({ bits: type.lengthBits, signed: false, order: 'big' }, 'offset')};`);
    code.line(`if (${length} > ${type.capacity}) throw cursor.error('COUNT_TOO_LARGE', ${name}, offset, ${length}, ${type.capacity});`);
    code.line(`offset += ${prefix};`);
    code.line(`if (end - offset < ${length}) throw cursor.error('TRUNCATED', ${name}, offset, end - offset, ${length});`);
    this.#note(field, 'offset', assigned);
    this.#declare(field, assigned, (sink) =>
      code.line(put(sink, `${this.body.module.runtime('readText')}(cursor, ${name}, offset, ${length})`)),
    );
    code.line(`offset += ${length};`);
  }

  #count(field: SnapshotField, by: Expression, capacity: number): string {
    const { code } = this;
    const { module } = this.body;
    const printed = module.print(by, this.place, 'number');
    const simple = /^[A-Za-z_]\w*$/.test(printed);
    const count = simple ? printed : this.names.take(`${field.name}Count`);
    if (!simple) code.line(`const ${count} = ${printed};`);
    const outside = module.mayBeNegative(by, this.place) ? `${count} < 0 || ${count} > ${capacity}` : `${count} > ${capacity}`;
    code.line(`if (${outside}) throw cursor.error('COUNT_TOO_LARGE', ${quote(field.name)}, offset, ${count}, ${capacity});`);
    return count;
  }

  #bytes(field: SnapshotField, by: Expression, capacity: number, assigned: ReadonlySet<string> | undefined): void {
    const { code } = this;
    const count = this.#count(field, by, capacity);
    code.line(`if (end - offset < ${count}) throw cursor.error('TRUNCATED', ${quote(field.name)}, offset, end - offset, ${count});`);
    if (isVariable(field)) {
      this.#note(field, 'offset', assigned);
      this.#declare(field, assigned, (sink) => code.line(put(sink, `${this.body.module.runtime('bytesAt')}(u8, offset, ${count})`)));
    }
    code.line(`offset += ${count};`);
  }

  #array(step: Step & { readonly kind: 'array' }, assigned: ReadonlySet<string> | undefined): void {
    const { field, element, count, width } = step;
    const { code } = this;
    const { module } = this.body;
    const total = count.kind === 'fixed' ? String(count.value) : this.#count(field, count.by, count.capacity);
    if (isVariable(field)) this.#note(field, 'offset', assigned);
    if (width === undefined) {
      this.#declare(field, assigned, (sink) => this.#dynamicElements(field, element, total, sink));
      return;
    }
    const bytes = width === 1 ? total : `${total} * ${width}`;
    code.line(`if (end - offset < ${bytes}) throw cursor.truncatedArray(${quote(field.name)}, offset, ${total}, ${width});`);
    const type = field.type;
    // A filler is read by nobody.
    if (!isVariable(field)) {
      code.line(`offset += ${bytes};`);
      return;
    }
    this.#declare(field, assigned, (sink) => {
      if (type.kind !== 'array') return;
      const view = viewClass(type);
      if (isByteArray(type)) code.line(put(sink, `${module.runtime('bytesAt')}(u8, offset, ${total})`));
      else if (view !== undefined)
        code.line(put(sink, `new ${module.runtime(view)}(u8, view, offset, ${total}, ${littleEndian(element)})`));
      else new FixedReader(this).elements(element, total, width, 'offset', [field.name], sink);
    });
    code.line(`offset += ${bytes};`);
  }

  #dynamicElements(field: SnapshotField, element: FieldType, total: string, sink: Sink): void {
    const { code } = this;
    const { module } = this.body;
    if (element.kind !== 'struct') throw new Error(`${field.name}: elements of varying size are structs`);
    const list = 'declare' in sink ? sink.declare : this.names.take(`${field.name}List`);
    code.line(`const ${list} = new Array<${module.type(element)}>(${total});`);
    code.line('cursor.offset = offset;');
    const index = this.names.take('i');
    code.line(`let ${index} = 0;`);
    const call = this.structCall(element.struct);
    code.block('try', () => code.line(`for (; ${index} < ${total}; ${index}++) ${list}[${index}] = ${call};`), ` catch (error) {`);
    this.#rethrow(`${quote(field.name)}, ${index}`);
    code.line('offset = cursor.offset;');
    if ('assign' in sink) code.line(`${sink.assign} = ${list};`);
  }

  /** Elements as long as markers announce them. */
  #list(step: Step & { readonly kind: 'list' }, assigned: ReadonlySet<string> | undefined): void {
    const { field, struct, marks, width } = step;
    const { code } = this;
    const { module } = this.body;
    this.#note(field, 'offset', assigned);
    this.#declare(field, assigned, (sink) => {
      const list = 'declare' in sink ? sink.declare : this.names.take(`${field.name}List`);
      code.line(`const ${list}: ${module.type(field.type)} = [];`);
      code.line('cursor.offset = offset;');
      const another = `cursor.anotherElement(${list}.length, ${marks.capacity}, ${marks.more}, ${marks.end})`;
      const element = width === undefined ? this.structCall(struct) : new FixedReader(this).structCall(struct, `cursor.take(${width})`);
      code.block('try', () => code.line(`while (${another}) ${list}.push(${element});`), ' catch (error) {');
      this.#rethrow(`${quote(field.name)}, ${list}.length`);
      code.line('offset = cursor.offset;');
      if ('assign' in sink) code.line(`${sink.assign} = ${list};`);
    });
  }

  /** Closes a `catch` that the block before has opened. */
  #rethrow(place: string): void {
    this.code.indent(() => this.code.line(`throw ${this.body.module.runtime('within')}(error, ${place});`));
    this.code.line('}');
  }

  #struct(field: SnapshotField, struct: string, assigned: ReadonlySet<string> | undefined): void {
    const { code } = this;
    this.#note(field, 'offset', assigned);
    code.line('cursor.offset = offset;');
    const local = assigned === undefined ? this.names.take(field.name) : this.#values.get(field.name);
    if (assigned === undefined) code.line(`let ${local}: ${this.body.module.type(field.type)};`);
    code.block('try', () => code.line(`${local} = ${this.structCall(struct)};`), ' catch (error) {');
    this.#rethrow(quote(field.name));
    code.line('offset = cursor.offset;');
    if (assigned === undefined && local !== undefined) this.#values.set(field.name, local);
  }

  /** Reads a struct of varying size at the cursor. */
  structCall(struct: string): string {
    const { module } = this.body;
    return `${module.structFunction('decode', struct)}(${['cursor', 'env', ...module.outerArgument(struct, this.place)].join(', ')})`;
  }

  #when(step: Step & { readonly kind: 'when' }): void {
    const { code } = this;
    const { module } = this.body;
    const here = new Set(step.variables.map((field) => field.name));
    const fresh: SnapshotField[] = [];
    for (const field of step.variables) {
      if (this.#values.has(field.name)) {
        // Carried in two places: a `let` keeps what came first.
        const local = this.names.take(field.name);
        code.line(`let ${local}: ${module.type(field.type)} = ${this.#values.get(field.name)};`);
        this.#values.set(field.name, local);
      } else {
        const local = this.names.take(field.name);
        code.line(`let ${local}: ${module.type(field.type)};`);
        this.#values.set(field.name, local);
        fresh.push(field);
      }
      if (this.#late.has(field.name)) {
        const at = this.names.take(`${field.name}At`);
        code.line(`let ${at} = -1;`);
        this.#where.set(field.name, at);
      }
    }
    const body = (): void => {
      for (const inner of step.steps) this.step(inner, here);
      this.advance();
    };
    const test = module.print(step.when, this.place);
    if (test === 'true') {
      body();
      return;
    }
    if (fresh.length === 0) {
      code.block(`if (${test})`, body);
      return;
    }
    code.block(`if (${test})`, body, ' else {');
    code.indent(() => {
      for (const field of fresh) code.line(`${this.#values.get(field.name)} = ${initialValue(module, field, 'absent', this.place)};`);
    });
    code.line('}');
  }

  #check(field: SnapshotField, check: Check, assigned: ReadonlySet<string> | undefined): void {
    const value = this.#values.get(field.name) ?? field.name;
    const where = this.#where.get(field.name) ?? 'offset';
    // A check that comes late for a field inside a `when`: only if it came.
    const came = assigned === undefined && this.#late.has(field.name) && this.#conditional(field.name) ? `${where} >= 0` : undefined;
    printCheck(this, field, check, value, where, came);
  }

  #conditional(name: string): boolean {
    return this.body.plan.steps.some((step) => step.kind === 'when' && step.variables.some((field) => field.name === name));
  }

  #invariant(rule: Expression, judged: boolean): void {
    const test = this.body.module.print({ op: 'not', of: rule.expr }, this.place);
    const guard = judged ? `env.judge && ${bracketed(test)}` : test;
    this.code.line(`if (${guard}) throw cursor.error('INVARIANT_BROKEN', '', offset, undefined, ${quote(rule.text)});`);
  }
}

/** What becomes of a value that is read: a new local, or an assignment. */
export type Sink = { readonly declare: string } | { readonly assign: string };

export function put(sink: Sink, value: string): string {
  return 'declare' in sink ? `const ${sink.declare} = ${value};` : `${sink.assign} = ${value};`;
}

export function plus(base: string, bytes: number): string {
  return bytes === 0 ? base : `${base} + ${bytes}`;
}

/** Safe as an operand of `&&`. */
export function bracketed(code: string): string {
  return /^!?[\w.()[\]'$-]+$/.test(code) ? code : `(${code})`;
}
