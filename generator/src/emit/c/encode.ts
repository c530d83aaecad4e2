/** The body of a function that writes one layout: everything in wire order at the end of what is written. */
import { connective, countOf } from '../../expr/print-c.js';
import { cLiteral, compareInts } from '../../expr/print-c-int.js';
import type { Count, FieldType, IntType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import type { Step } from '../../plan/plan.js';
import { isVariable } from '../../plan/plan-layout.js';
import { Code } from '../code.js';
import { baseOf, hexOf } from '../fields.js';
import { cast, enumNumber, fitted } from './assign.js';
import { type Body, writingPlace } from './body.js';
import { type Place, textArguments } from './layout.js';
import { quoted } from './quoted.js';
import { intType } from './types.js';

export class Encoder {
  readonly body: Body;
  readonly code = new Code();
  readonly place: Place;

  constructor(body: Body) {
    this.body = body;
    this.place = writingPlace(body);
  }

  print(): string {
    for (const step of this.body.plan.steps) this.#step(step);
    return this.code.text;
  }

  #step(step: Step): void {
    const { code } = this;
    const { layout } = this.body;
    switch (step.kind) {
      case 'run':
        for (const { field } of step.items) this.#item(field);
        return;
      case 'string': {
        const value = this.#value(step.field);
        const { capacity, lengthBits } = step.type;
        code.line(`if (!migspec_text_fits(${value}, ${capacity}u)) ${this.#invalid(step.field)}`);
        const length = { bits: lengthBits, signed: false, order: 'big' } as const;
        code.line(put(length, `(${intType(length)})${value}.count`));
        code.line(`migspec_put(writer, ${value}.data, ${value}.count);`);
        return;
      }
      case 'bytes': {
        if (step.field.filler !== undefined) {
          this.#filler(step.field, step.count);
          return;
        }
        const value = this.#value(step.field);
        this.#checkCount(step.field, step.count);
        code.line(`migspec_put(writer, ${value}.data, ${value}.count);`);
        return;
      }
      case 'array':
        if (step.field.filler !== undefined) this.#filler(step.field, step.count);
        else {
          this.#checkCount(step.field, step.count);
          this.#elements(step.field.type, this.#value(step.field), step.field);
        }
        return;
      case 'list':
        this.#list(step);
        return;
      case 'struct':
        this.#struct(step.struct, this.#value(step.field));
        return;
      case 'when': {
        const inside = (): void => {
          for (const inner of step.steps) this.#step(inner);
        };
        const test = layout.bool(step.when, this.place, code);
        if (test.text === 'true') inside();
        else if (test.text !== 'false') code.block(`if (${test.text})`, inside);
        return;
      }
      case 'check':
      case 'invariant':
        return;
      case 'subsections':
        this.#subsections();
        return;
    }
  }

  #value(field: SnapshotField): string {
    return this.body.layout.member(this.place, field.name);
  }

  #invalid(field: SnapshotField): string {
    return `return migspec_invalid(writer, ${quoted(field.name)});`;
  }

  #item(field: SnapshotField): void {
    const { type } = field;
    if (field.filler !== undefined && type.kind === 'bytes' && type.length.kind === 'fixed') {
      this.#constant(hexOf(field.filler), type.length.value);
    } else if (field.filler !== undefined) this.#fillerItem(field, type);
    else if (!isVariable(field)) {
      if (type.kind === 'padding' && type.length > 0) this.code.line(`migspec_put_zeros(writer, ${type.length}u);`);
    } else this.#write(type, this.#value(field), field);
  }

  /** A filler of fixed size: a number, or an array of the same one. */
  #fillerItem(field: SnapshotField, type: FieldType): void {
    if (type.kind === 'array' && type.count.kind === 'fixed') {
      const { element } = type;
      this.#loop(`${type.count.value}u`, () => this.#fillerItem(field, element));
      return;
    }
    const { layout } = this.body;
    if (field.filler === undefined) return;
    const value = layout.value(field.filler, this.place, this.code);
    if (type.kind === 'enum' && value.kind !== 'int' && value.kind !== 'bool') {
      this.code.line(put(type.base, `(${intType(type.base)})(${enumNumber(layout, type, value)})`));
    } else if (value.kind === 'bool') this.code.line(`migspec_put_u8(writer, ${value.text} ? 1 : 0);`);
    else {
      const base = baseOf(type);
      if (value.kind !== 'int' || base === undefined) throw layout.error(`${field.name}: a filler of a ${type.kind}`);
      // As in TypeScript: 64 bits take the low bits of what is larger.
      const text = base.bits === 64 ? cast(value, base) : fitted(value, base, this.code, this.#invalid(field));
      this.code.line(put(base, text));
    }
  }

  /** The bytes of a constant, and zeros up to the length. */
  #constant(hex: string, length: number): void {
    if (hex === '') {
      if (length > 0) this.code.line(`migspec_put_zeros(writer, ${length}u);`);
      return;
    }
    const { name, count } = this.body.layout.bytes(hex);
    const given = Math.min(count, length);
    this.code.line(`migspec_put(writer, ${name}, ${given}u);`);
    if (length > given) this.code.line(`migspec_put_zeros(writer, ${length - given}u);`);
  }

  /** Writes a value of fixed size. */
  #write(type: FieldType, value: string, field: SnapshotField): void {
    const { code } = this;
    const { layout } = this.body;
    switch (type.kind) {
      case 'int':
        code.line(put(type, value));
        return;
      case 'flags':
        code.line(put(type.base, value));
        return;
      case 'bool':
        code.line(`migspec_put_u8(writer, ${value} ? 1 : 0);`);
        return;
      case 'enum':
        code.line(`if (!${layout.enums.known(type)}(${value})) ${this.#invalid(field)}`);
        code.line(put(type.base, value));
        return;
      case 'bytes':
        this.#elements(type, value, field);
        return;
      case 'struct':
        this.#struct(type.struct, value);
        return;
      case 'array':
        this.#elements(type, value, field);
        return;
      default:
        throw new Error(`${field.name}: a ${type.kind} has no fixed size`);
    }
  }

  /** Elements one after the other; a fixed number of them is asked for where the type does not hold it. */
  #elements(type: FieldType, value: string, field: SnapshotField): void {
    const { code } = this;
    const { types } = this.body.layout;
    const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
    const inline = types.inline(type);
    const fixed = count?.kind === 'fixed' ? `${count.value}u` : undefined;
    if (fixed !== undefined && !inline) code.line(`if (${value}.count != ${fixed}) ${this.#invalid(field)}`);
    const total = inline && fixed !== undefined ? fixed : `${value}.count`;
    const data = inline ? value : `${value}.data`;
    if (types.isBytes(type)) code.line(`migspec_put(writer, ${data}, ${total});`);
    else if (type.kind === 'array') {
      const { element } = type;
      this.#loop(total, (index) => this.#write(element, `${data}[${index}]`, field));
    }
  }

  #loop(total: string, body: (index: string) => void): void {
    const index = this.place.names.take('i');
    this.code.block(`for (size_t ${index} = 0; ${index} < ${total}; ${index}++)`, () => body(index));
  }

  #list(step: Step & { readonly kind: 'list' }): void {
    const { code } = this;
    const { field, struct, marks } = step;
    const value = this.#value(field);
    code.line(`if (${value}.count > ${marks.capacity}u) ${this.#invalid(field)}`);
    this.#loop(`${value}.count`, (index) => {
      code.line(`migspec_put_u8(writer, ${marks.more}u);`);
      this.#struct(struct, `${value}.data[${index}]`);
    });
    code.line(`migspec_put_u8(writer, ${marks.end}u);`);
  }

  #struct(struct: string, value: string): void {
    this.code.line(`if (!${this.body.layout.structFunction('encode', struct)}(scope, &${value})) return false;`);
  }

  /** The number of elements is what the count says, and within the capacity. */
  #checkCount(field: SnapshotField, count: Count): void {
    if (count.kind === 'fixed') return;
    const { layout } = this.body;
    const context = layout.context(this.place);
    const have = countOf({ code: this.#value(field), type: field.type }, context);
    const wanted = layout.int(count.by, this.place, this.code);
    const differs = compareInts('ne', have, wanted);
    this.code.line(`if (${differs.text}) ${this.#invalid(field)}`);
    this.code.line(`if (${this.#value(field)}.count > ${count.capacity}u) ${this.#invalid(field)}`);
  }

  /** A filler whose length varies: the same value, or the bytes of a constant and then zeros. */
  #filler(field: SnapshotField, count: Count): void {
    const { code } = this;
    const { layout } = this.body;
    const { names } = this.place;
    let total = `${count.kind === 'fixed' ? count.value : 0}u`;
    if (count.kind === 'counted') {
      const value = layout.int(count.by, this.place, code);
      const outside = connective('or', compareInts('lt', value, cLiteral(0n)), compareInts('gt', value, cLiteral(BigInt(count.capacity))));
      if (outside.text !== 'false') code.line(`if (${outside.text}) ${this.#invalid(field)}`);
      total = names.take(`${field.name}_count`);
      code.line(`const size_t ${total} = (size_t)(${value.rep === 'wide' ? `migspec_wide_to_u64(${value.text})` : value.text});`);
    }
    const element = field.type.kind === 'array' ? field.type.element : undefined;
    if (element !== undefined) {
      const index = names.take('i');
      code.block(`for (size_t ${index} = 0; ${index} < ${total}; ${index}++)`, () => this.#fillerItem(field, element));
      return;
    }
    const hex = hexOf(field.filler);
    if (hex === '') {
      code.line(`migspec_put_zeros(writer, ${total});`);
      return;
    }
    const { name, count: given } = layout.bytes(hex);
    code.line(`migspec_put(writer, ${name}, ${total} < ${given}u ? ${total} : ${given}u);`);
    code.line(`if (${total} > ${given}u) migspec_put_zeros(writer, ${total} - ${given}u);`);
  }

  #subsections(): void {
    const { code, place } = this;
    const { body } = this;
    const { native } = body.layout;
    if (native && body.subsections.length === 0) {
      code.line('migspec_put_u8(writer, 0u);');
      return;
    }
    const [count, countAt] = native ? [place.names.take('subsections'), place.names.take('subsections_at')] : ['', ''];
    if (native) {
      code.line(`const size_t ${countAt} = writer->offset;`);
      code.line(`uint8_t ${count} = 0;`);
      code.line('migspec_put_u8(writer, 0u);');
    }
    for (const { plan, suffix } of body.subsections) {
      code.block(`if (needed_${suffix}(scope, ${body.object}))`, () => {
        if (!native) {
          code.line(`migspec_put_qemu_header(writer, ${textArguments(plan.name)}, ${plan.version}u);`);
          code.line(`if (!encode_${suffix}(scope, ${body.object})) return false;`);
          return;
        }
        const optional = plan.optional === false ? 'false' : body.layout.bool(plan.optional, place, code).text;
        const start = place.names.take('start');
        code.line(`migspec_put_native_header(writer, ${textArguments(plan.name)}, ${plan.version}u, ${optional});`);
        code.line(`const size_t ${start} = writer->offset;`);
        code.line(`if (!encode_${suffix}(scope, ${body.object})) return false;`);
        code.line(`migspec_patch_u32(writer, ${start} - 4u, (uint32_t)(writer->offset - ${start}));`);
        code.line(`${count}++;`);
      });
    }
    if (native) code.line(`migspec_patch_u8(writer, ${countAt}, ${count});`);
  }
}

/** The statement that writes a number. */
function put({ bits, signed, order }: IntType, value: string): string {
  const text = signed ? `(uint${bits}_t)${/^[\w.>[\]()-]+$/.test(value) ? value : `(${value})`}` : value;
  return bits === 8 ? `migspec_put_u8(writer, ${text});` : `migspec_put_u${bits}_${order === 'little' ? 'le' : 'be'}(writer, ${text});`;
}
