/** The bodies of functions that write one layout. */
import type { Count, FieldType, IntType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import type { Step } from '../../plan/plan.js';
import { isVariable } from '../../plan/plan-layout.js';
import { Code } from '../code.js';
import { type Body, isFixed, writingPlace } from './body.js';
import { plus } from './decode.js';
import { printSubsectionsWrite } from './encode-subsections.js';
import { isByteArray, littleEndian, viewClass, wantOf, writeInt } from './field-types.js';
import { type Path, pathCode } from './fixed-reader.js';
import type { Place } from './module.js';
import { access, Names, quote } from './text.js';

export class Encoder {
  readonly body: Body;
  readonly code = new Code();
  readonly names = new Names();
  readonly place: Place;

  constructor(body: Body) {
    this.body = body;
    this.place = writingPlace(body);
  }

  print(): void {
    for (const step of this.body.plan.steps) this.#step(step);
  }

  #step(step: Step): void {
    const { code } = this;
    const { module } = this.body;
    switch (step.kind) {
      case 'run':
        for (const { field, at } of step.items) this.#item(field, plus('offset', at));
        isFixed(this.body) ? undefined : code.line(`offset += ${step.bytes};`);
        return;
      case 'string': {
        const prefix = step.type.lengthBits / 8;
        const length = this.names.take(`${step.field.name}Length`);
        const value = access(this.body.object, step.field.name);
        code.line(
          `const ${length} = ${module.runtime('writeText')}(cursor, ${quote(step.field.name)}, ${plus('offset', prefix)}, ${value}, ${step.type.capacity});`,
        );
        code.line(writeInt({ bits: step.type.lengthBits, signed: false, order: 'big' }, 'offset', length));
        code.line(`offset += ${prefix} + ${length};`);
        return;
      }
      case 'bytes': {
        if (step.field.filler !== undefined) {
          this.#filler(step.field, step.count, 1);
          return;
        }
        const value = access(this.body.object, step.field.name);
        this.#checkCount(step.field, module.print(step.count.by, this.place, 'number'), step.count.capacity);
        code.line(`u8.set(${value}, offset);`);
        code.line(`offset += ${value}.length;`);
        return;
      }
      case 'array':
        this.#array(step);
        return;
      case 'list':
        this.#list(step);
        return;
      case 'struct':
        code.line('cursor.offset = offset;');
        code.block(
          'try',
          () => code.line(`${this.#structCall('encode', step.struct, access(this.body.object, step.field.name), [])};`),
          ' catch (error) {',
        );
        code.indent(() => code.line(`throw ${module.runtime('within')}(error, ${quote(step.field.name)});`));
        code.line('}');
        code.line('offset = cursor.offset;');
        return;
      case 'when': {
        const test = module.print(step.when, this.place);
        const inside = (): void => {
          for (const inner of step.steps) this.#step(inner);
        };
        if (test === 'true') {
          inside();
          return;
        }
        if (test !== 'false') code.block(`if (${test})`, inside);
        return;
      }
      case 'check':
      case 'invariant':
        return;
      case 'subsections':
        printSubsectionsWrite(this);
        return;
    }
  }

  #item(field: SnapshotField, at: string): void {
    const { type } = field;
    if (field.filler !== undefined && type.kind === 'bytes') {
      const bytes = this.body.module.bytesConstant(field.filler, type.length);
      const length = type.length.kind === 'fixed' ? type.length.value : 0;
      this.code.line(bytes === '0' ? `u8.fill(0, ${at}, ${at} + ${length});` : `u8.set(${bytes}, ${at});`);
    } else if (field.filler !== undefined)
      this.#write(type, at, [field.name], this.body.module.print(field.filler, this.place, wantOf(type)));
    else if (!isVariable(field)) {
      if (type.kind === 'padding' && type.length > 0) this.code.line(`u8.fill(0, ${at}, ${at} + ${type.length});`);
    } else this.#write(type, at, [field.name], access(this.body.object, field.name));
  }

  /** Writes a value of fixed size. */
  #write(type: FieldType, at: string, path: Path, value: string): void {
    const { code, names } = this;
    const { module, enums } = this.body;
    switch (type.kind) {
      case 'int':
        this.#integer(type, at, path, value);
        return;
      case 'flags':
        this.#integer(type.base, at, path, value);
        return;
      case 'bool':
        code.line(`u8[${at}] = ${value} ? 1 : 0;`);
        return;
      case 'enum': {
        const local = names.take(`${path[0]}Value`);
        code.line(`const ${local} = ${enums.numberOf(path[0], type)}(${value});`);
        code.line(`if (${local} === undefined) throw cursor.error('STATE_INVALID', ${pathCode(path)}, ${at}, ${value});`);
        code.line(writeInt(type.base, at, local));
        return;
      }
      case 'bytes':
        if (type.length.kind !== 'fixed') return;
        this.#checkLength(path, at, value, String(type.length.value));
        code.line(`u8.set(${value}, ${at});`);
        return;
      case 'struct':
        if (!module.structFails(type.struct, 'write')) {
          code.line(`${this.#structCall('write', type.struct, value, [at])};`);
          return;
        }
        code.block('try', () => code.line(`${this.#structCall('write', type.struct, value, [at])};`), ' catch (error) {');
        code.indent(() => code.line(`throw ${module.runtime('within')}(error, ${pathCode(path)});`));
        code.line('}');
        return;
      case 'array':
        if (type.count.kind !== 'fixed') return;
        this.#checkLength(path, at, value, String(type.count.value));
        this.#elements(type, at, path, value);
        return;
      default:
        throw new Error(`${path[0]}: a ${type.kind} has no fixed size`);
    }
  }

  /** A number that does not fit would be cut silently; `bigint` is not asked, because that costs more than writing it. */
  #integer(type: IntType, at: string, path: Path, value: string): void {
    const fits = fitCode(type, value);
    if (fits !== undefined && !/^\d+$/.test(value)) {
      const name = `'${type.signed ? 'i' : 'u'}${type.bits}'`;
      this.code.line(`if (${fits} !== ${value}) throw cursor.error('STATE_INVALID', ${pathCode(path)}, ${at}, ${value}, ${name});`);
    }
    this.code.line(writeInt(type, at, value));
  }

  /** Elements of the same size, one after the other. */
  #elements(type: FieldType & { readonly kind: 'array' }, at: string, path: Path, value: string): void {
    const { code, names } = this;
    const { module } = this.body;
    if (isByteArray(type)) {
      code.line(`u8.set(${value}, ${at});`);
      return;
    }
    if (viewClass(type) !== undefined) {
      code.line(`${value}.writeTo(u8, ${at}, ${littleEndian(type.element)});`);
      return;
    }
    const width = module.sizes.ofType(type.element) ?? 0;
    const index = names.take('i');
    const place = width === 1 ? `${at} + ${index}` : `${at} + ${index} * ${width}`;
    const element = names.take('element');
    code.line(`let ${index} = 0;`);
    const loop = (body: () => void): void =>
      code.block(`for (const ${element} of ${value})`, () => {
        body();
        code.line(`${index}++;`);
      });
    if (type.element.kind !== 'struct') {
      loop(() => this.#write(type.element, place, [...path, index], element));
      return;
    }
    const call = this.#structCall('write', type.element.struct, element, [place]);
    if (!module.structFails(type.element.struct, 'write')) {
      loop(() => code.line(`${call};`));
      return;
    }
    code.block('try', () => loop(() => code.line(`${call};`)), ' catch (error) {');
    code.indent(() => code.line(`throw ${module.runtime('within')}(error, ${pathCode(path)}, ${index});`));
    code.line('}');
  }

  #array(step: Step & { readonly kind: 'array' }): void {
    const { code, names } = this;
    const { field, element, count, width } = step;
    const { module } = this.body;
    if (field.filler !== undefined) {
      this.#filler(field, count, width ?? 0);
      return;
    }
    const value = access(this.body.object, field.name);
    if (count.kind === 'fixed') this.#checkLength([field.name], 'offset', value, String(count.value));
    else this.#checkCount(field, module.print(count.by, this.place, 'number'), count.capacity);
    if (width !== undefined) {
      if (field.type.kind === 'array') this.#elements(field.type, 'offset', [field.name], value);
      code.line(`offset += ${value}.length${width === 1 ? '' : ` * ${width}`};`);
      return;
    }
    if (element.kind !== 'struct') throw new Error(`${field.name}: elements of varying size are structs`);
    const index = names.take('i');
    const local = names.take('element');
    code.line('cursor.offset = offset;');
    code.line(`let ${index} = 0;`);
    code.block(
      'try',
      () =>
        code.block(`for (const ${local} of ${value})`, () => {
          code.line(`${this.#structCall('encode', element.struct, local, [])};`);
          code.line(`${index}++;`);
        }),
      ' catch (error) {',
    );
    code.indent(() => code.line(`throw ${module.runtime('within')}(error, ${quote(field.name)}, ${index});`));
    code.line('}');
    code.line('offset = cursor.offset;');
  }

  /** A marker, an element, a marker …; the last marker says that nothing follows. */
  #list(step: Step & { readonly kind: 'list' }): void {
    const { code, names } = this;
    const { field, struct, marks, width } = step;
    const value = access(this.body.object, field.name);
    this.#checkCapacity(field, marks.capacity);
    const index = names.take('i');
    const element = names.take('element');
    code.line('cursor.offset = offset;');
    code.line(`let ${index} = 0;`);
    code.block(
      'try',
      () =>
        code.block(`for (const ${element} of ${value})`, () => {
          code.line(`u8[cursor.offset++] = ${marks.more};`);
          if (width === undefined) code.line(`${this.#structCall('encode', struct, element, [])};`);
          else {
            code.line(`${this.#structCall('write', struct, element, ['cursor.offset'])};`);
            code.line(`cursor.offset += ${width};`);
          }
          code.line(`${index}++;`);
        }),
      ' catch (error) {',
    );
    code.indent(() => code.line(`throw ${this.body.module.runtime('within')}(error, ${quote(field.name)}, ${index});`));
    code.line('}');
    code.line('offset = cursor.offset;');
    code.line(`u8[offset++] = ${marks.end};`);
  }

  /** A filler whose length varies: the same value, or the bytes of a constant and then zeros. */
  #filler(field: SnapshotField, count: Count, width: number): void {
    const { code, names } = this;
    const { module } = this.body;
    const total = names.take(`${field.name}Count`);
    code.line(`const ${total} = ${count.kind === 'fixed' ? count.value : module.print(count.by, this.place, 'number')};`);
    if (count.kind === 'counted') {
      const outside = `${module.mayBeNegative(count.by, this.place) ? `${total} < 0 || ` : ''}${total} > ${count.capacity}`;
      code.line(`if (${outside}) throw cursor.error('STATE_INVALID', ${quote(field.name)}, offset, ${total}, '0 to ${count.capacity}');`);
    }
    const element = field.type.kind === 'array' ? field.type.element : undefined;
    if (element === undefined || field.filler === undefined) {
      const bytes = module.bytesConstant(field.filler, { kind: 'fixed', value: 0 });
      code.line(`u8.fill(0, offset, offset + ${total});`);
      if (bytes !== '0') code.line(`u8.set(${bytes}.subarray(0, ${total}), offset);`);
    } else {
      const value = module.print(field.filler, this.place, wantOf(element));
      const index = names.take('i');
      code.block(`for (let ${index} = 0; ${index} < ${total}; ${index}++)`, () =>
        this.#write(element, `offset + ${index}${width === 1 ? '' : ` * ${width}`}`, [field.name, index], value),
      );
    }
    code.line(`offset += ${total}${width === 1 ? '' : ` * ${width}`};`);
  }

  #structCall(verb: 'encode' | 'write', struct: string, value: string, at: readonly string[]): string {
    const { module } = this.body;
    return `${module.structFunction(verb, struct)}(${[value, 'cursor', ...at, 'env', ...module.senderArgument(struct, this.place)].join(', ')})`;
  }

  #checkLength(path: Path, at: string, value: string, want: string): void {
    this.code.line(
      `if (${value}.length !== ${want}) throw cursor.error('STATE_INVALID', ${pathCode(path)}, ${at}, ${value}.length, ${want});`,
    );
  }

  #checkCount(field: SnapshotField, count: string, capacity: number): void {
    const value = access(this.body.object, field.name);
    const simple = /^[\w.]+$/.test(count);
    const want = simple ? count : this.names.take(`${field.name}Count`);
    if (!simple) this.code.line(`const ${want} = ${count};`);
    this.#checkLength([field.name], 'offset', value, want);
    this.#checkCapacity(field, capacity);
  }

  #checkCapacity(field: SnapshotField, capacity: number): void {
    const value = access(this.body.object, field.name);
    this.code.line(
      `if (${value}.length > ${capacity}) throw cursor.error('STATE_INVALID', ${quote(field.name)}, offset, ${value}.length, 'at most ${capacity}');`,
    );
  }
}

/** The value as it would be read again; equal only to a number that fits. */
function fitCode(type: IntType, value: string): string | undefined {
  if (type.bits === 64) return undefined;
  if (type.bits === 32) return type.signed ? `(${value} | 0)` : `${value} >>> 0`;
  const shift = 32 - type.bits;
  return type.signed ? `(${value} << ${shift}) >> ${shift}` : `(${value} & 0x${((1 << type.bits) - 1).toString(16)})`;
}
