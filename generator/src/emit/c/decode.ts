/** The body of a function that reads one layout: steps in wire order, each value into its member of the object. */
import { truth } from '../../expr/c-code.js';
import { binds } from '../../expr/code.js';
import { connective, integerLeaf, negated } from '../../expr/print-c.js';
import { cLiteral, compareInts, inRep } from '../../expr/print-c-int.js';
import type { Expression } from '../../expr/tree.js';
import type { Count, FieldType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import { lateChecks } from '../../plan/late-checks.js';
import type { Check, RunItem, Step } from '../../plan/plan.js';
import { isVariable, variableNames } from '../../plan/plan-layout.js';
import { Code } from '../code.js';
import { type Body, isFixed, place } from './body.js';
import { printCheck } from './checks.js';
import { printSubsectionsRead } from './decode-subsections.js';
import { FixedReader, plus, readInt } from './fixed-reader.js';
import { initialize } from './initial.js';
import type { Place } from './layout.js';
import { quoted } from './quoted.js';

export class Decoder {
  readonly body: Body;
  readonly code = new Code();
  readonly place: Place;
  /** Own variables that have a value. */
  readonly #set = new Set<string>();
  /** Code of where a field was; of those checked late a local, which says too whether the field came. */
  readonly #where = new Map<string, string>();
  readonly #late: ReadonlySet<string>;
  #pending = 0;

  constructor(body: Body) {
    this.body = body;
    this.#late = lateChecks(body.plan.steps);
    this.place = place(body, versionOf(body));
    this.place.names.take('at');
  }

  print(): string {
    for (const step of this.body.plan.steps) this.step(step, false);
    this.advance();
    return withoutIdle(
      this.code.text,
      [...this.#late].flatMap((name) => this.#where.get(name) ?? []),
    );
  }

  /** Puts off moving `at`, so that checks of a run still count from its start. */
  advance(): void {
    if (this.#pending > 0) this.code.line(`at += ${this.#pending}u;`);
    this.#pending = 0;
  }

  target(field: SnapshotField): string {
    return this.body.layout.member(this.place, field.name);
  }

  /** `conditional`: inside `when`. */
  step(step: Step, conditional: boolean): void {
    if (step.kind !== 'check') this.advance();
    switch (step.kind) {
      case 'run':
        this.#run(step.bytes, step.items, conditional);
        return;
      case 'string':
        this.#string(step.field, step.type, conditional);
        return;
      case 'bytes':
        this.#bytes(step.field, step.count, conditional);
        return;
      case 'array':
        this.#array(step, conditional);
        return;
      case 'list':
        this.#list(step, conditional);
        return;
      case 'struct':
        this.note(step.field, 'at', conditional);
        this.#call(step.struct, `&${this.target(step.field)}`);
        this.#set.add(step.field.name);
        return;
      case 'when':
        this.#when(step);
        return;
      case 'check':
        this.#check(step.field, step.check, conditional);
        return;
      case 'invariant':
        this.#invariant(step.rule, step.judged);
        return;
      case 'subsections':
        printSubsectionsRead(this, step.prefix);
        for (const { plan } of this.body.subsections) for (const name of variableNames(plan)) this.#set.add(name);
        return;
    }
  }

  /** Returns from the function with the error. */
  refuse(code: string, at: string, field: string): string {
    return `return migspec_refuse(reader, MIGSPEC_${code}, ${at}, ${quoted(field)});`;
  }

  need(bytes: string, field: string): void {
    this.code.line(`if (!migspec_has(reader, at, ${bytes})) ${this.refuse('TRUNCATED', 'at', field)}`);
  }

  #run(bytes: number, items: readonly RunItem[], conditional: boolean): void {
    // Bytes of a struct of fixed size are checked by the caller, once for all its elements.
    if (!isFixed(this.body) && bytes > 0) this.need(`${bytes}u`, items[0]?.field.name ?? '');
    const reader = new FixedReader(this);
    for (const { field, at } of items) {
      const where = plus('at', at);
      this.note(field, where, conditional);
      if (field.filler !== undefined) continue;
      if (!isVariable(field)) reader.padding(field.type, where);
      else reader.read(field.type, where, this.target(field), field.name);
      this.#set.add(field.name);
    }
    if (!isFixed(this.body)) this.#pending = bytes;
  }

  /** Remembers where the field is; for checks that come late, in a local. */
  note(field: SnapshotField, where: string, conditional: boolean): void {
    if (!isVariable(field)) return;
    const known = this.#where.get(field.name);
    if (!this.#late.has(field.name)) this.#where.set(field.name, where);
    else if (known !== undefined && conditional) this.code.line(`${known} = ${where};`);
    else {
      const local = this.place.names.take(`${field.name}_at`);
      this.code.line(`size_t ${local} = ${where};`);
      this.#where.set(field.name, local);
    }
  }

  #string(field: SnapshotField, type: FieldType & { readonly kind: 'string' }, conditional: boolean): void {
    const { code } = this;
    const bytes = type.lengthBits / 8;
    this.need(`${bytes}u`, field.name);
    const length = this.place.names.take(`${field.name}_length`);
    code.line(`const size_t ${length} = ${readInt({ bits: type.lengthBits, signed: false, order: 'big' }, 'at')};`);
    const over = compareInts('gt', integerLeaf(length, type.lengthBits, false), cLiteral(BigInt(type.capacity)));
    if (over.text !== 'false') code.line(`if (${over.text}) ${this.refuse('COUNT_TOO_LARGE', 'at', field.name)}`);
    code.line(`at += ${bytes}u;`);
    this.need(length, field.name);
    this.note(field, 'at', conditional);
    code.line(`if (!migspec_check_text(reader, at, ${length}, ${quoted(field.name)})) return false;`);
    if (isVariable(field)) {
      code.line(`${this.target(field)}.data = (const char *)reader->bytes + at;`);
      code.line(`${this.target(field)}.count = ${length};`);
      this.#set.add(field.name);
    }
    code.line(`at += ${length};`);
  }

  /** A local with a count that is within its capacity. */
  #count(field: SnapshotField, count: Count): string {
    if (count.kind === 'fixed') return `${count.value}u`;
    const { code } = this;
    const value = this.body.layout.int(count.by, this.place, code);
    const wide = value.rep === 'wide';
    const signed = value.rep !== 'u64';
    const plain = value.leaf !== undefined && !value.leaf.signed;
    const local = this.place.names.take(`${field.name}_count`);
    const type = wide ? 'migspec_wide' : plain || !signed ? 'uint64_t' : 'int64_t';
    code.line(`const ${type} ${wide ? this.place.names.take(`${local}_wide`) : local} = ${plain ? value.leaf?.text : value.text};`);
    const named = wide
      ? { ...value, text: `${local}_wide` }
      : { ...inRep(value, value.rep), text: local, binds: binds.primary, leaf: { text: local, bits: 64, signed: type === 'int64_t' } };
    const outside = connective('or', compareInts('lt', named, cLiteral(0n)), compareInts('gt', named, cLiteral(BigInt(count.capacity))));
    if (outside.text !== 'false') code.line(`if (${outside.text}) ${this.refuse('COUNT_TOO_LARGE', 'at', field.name)}`);
    if (wide) code.line(`const uint64_t ${local} = migspec_wide_to_u64(${local}_wide);`);
    return local;
  }

  #bytes(field: SnapshotField, count: Count, conditional: boolean): void {
    const total = this.#count(field, count);
    this.need(`(uint64_t)${total}`, field.name);
    this.note(field, 'at', conditional);
    if (isVariable(field)) {
      this.code.line(`${this.target(field)}.data = reader->bytes + at;`);
      this.code.line(`${this.target(field)}.count = (size_t)${total};`);
      this.#set.add(field.name);
    }
    this.code.line(`at += (size_t)${total};`);
  }

  #array(step: Step & { readonly kind: 'array' }, conditional: boolean): void {
    const { field, element, count, width } = step;
    const { code } = this;
    const total = this.#count(field, count);
    this.note(field, 'at', conditional);
    const bytes = width === 1 ? `(uint64_t)${total}` : `(uint64_t)${total} * ${width}u`;
    if (width !== undefined) this.need(bytes, field.name);
    if (isVariable(field)) {
      const target = this.target(field);
      this.#set.add(field.name);
      if (width === undefined) {
        if (element.kind !== 'struct') throw new Error(`${field.name}: elements of varying size are structs`);
        const index = this.place.names.take('i');
        this.allocate(target, total, field.name);
        code.line('reader->offset = at;');
        code.block(`for (size_t ${index} = 0; ${index} < ${target}.count; ${index}++)`, () =>
          code.line(`if (!${this.body.layout.structFunction('decode', element.struct)}(scope, &${target}.data[${index}])) return false;`),
        );
        code.line('at = reader->offset;');
        return;
      }
      new FixedReader(this).elements(field.type, element, total, width, 'at', target, field.name);
    }
    code.line(`at += (size_t)${total}${width === 1 ? '' : ` * ${width}u`};`);
  }

  /** Memory for the elements of a list. */
  allocate(target: string, total: string, field: string): void {
    this.code.line(`${target}.count = (size_t)${total};`);
    this.code.line(`${target}.data = migspec_take(reader, ${target}.count, sizeof *${target}.data, ${quoted(field)});`);
    this.code.line(`if (${target}.data == NULL) return false;`);
  }

  /** Elements as long as markers announce them. */
  #list(step: Step & { readonly kind: 'list' }, conditional: boolean): void {
    const { field, struct, marks, width } = step;
    const { code } = this;
    const { layout } = this.body;
    const { names } = this.place;
    this.note(field, 'at', conditional);
    const target = this.target(field);
    this.#set.add(field.name);
    const [room, over] = [names.take(`${field.name}_room`), names.take(`${field.name}_over`)];
    const call = (value: string): string => layout.structFunction('decode', struct) + value;
    code.line(`size_t ${room} = 0;`);
    code.line(`bool ${over} = false;`);
    code.line(`${target}.data = NULL;`);
    code.line(`${target}.count = 0u;`);
    code.line('reader->offset = at;');
    const another = `migspec_another(reader, ${target}.count, ${marks.capacity}u, ${marks.more}u, ${marks.end}u, &${over}, ${quoted(field.name)})`;
    code.block(`while (${another})`, () => {
      const grown = `migspec_grow(reader, ${target}.data, ${target}.count, &${room}, ${marks.capacity}u, sizeof *${target}.data, ${quoted(field.name)})`;
      code.line(`${target}.data = ${grown};`);
      code.line(`if (${target}.data == NULL) return false;`);
      const element = `&${target}.data[${target}.count]`;
      if (width === undefined) code.line(`if (!${call(`(scope, ${element})`)}) return false;`);
      else {
        code.line(`if (!migspec_has(reader, reader->offset, ${width}u)) ${this.refuse('TRUNCATED', 'reader->offset', field.name)}`);
        code.line(`if (!${call(`(scope, reader->offset, ${element})`)}) return false;`);
        code.line(`reader->offset += ${width}u;`);
      }
      code.line(`${target}.count++;`);
    });
    code.line(`if (!${over}) return false;`);
    code.line('at = reader->offset;');
  }

  /** Reads a struct of varying size. */
  #call(struct: string, target: string): void {
    this.code.line('reader->offset = at;');
    this.code.line(`if (!${this.body.layout.structFunction('decode', struct)}(scope, ${target})) return false;`);
    this.code.line('at = reader->offset;');
  }

  #when(step: Step & { readonly kind: 'when' }): void {
    const { code } = this;
    const { layout } = this.body;
    for (const field of step.variables) {
      if (!this.#late.has(field.name)) continue;
      const at = this.place.names.take(`${field.name}_at`);
      code.line(`size_t ${at} = SIZE_MAX;`);
      this.#where.set(field.name, at);
    }
    const fresh = step.variables.filter((field) => !this.#set.has(field.name));
    const inside = (): void => {
      for (const inner of step.steps) this.step(inner, true);
      this.advance();
    };
    const test = layout.bool(step.when, this.place, code);
    if (test.text === 'true') inside();
    else if (fresh.length === 0) code.block(`if (${test.text})`, inside);
    else {
      code.block(`if (${test.text})`, inside, ' else {');
      code.indent(() => {
        for (const field of fresh) initialize(layout, field, 'absent', this.place, code);
      });
      code.line('}');
    }
    for (const field of step.variables) this.#set.add(field.name);
  }

  #check(field: SnapshotField, check: Check, conditional: boolean): void {
    const where = this.#where.get(field.name) ?? 'at';
    // A check that comes late for a field inside a `when`: only if it came.
    const came = !conditional && this.#late.has(field.name) && this.#conditional(field.name) ? `${where} != SIZE_MAX` : undefined;
    printCheck(this, field, check, this.target(field), where, came);
  }

  #conditional(name: string): boolean {
    return this.body.plan.steps.some((step) => step.kind === 'when' && step.variables.some((field) => field.name === name));
  }

  #invariant(rule: Expression, judged: boolean): void {
    const broken = negated(this.body.layout.bool(rule, this.place, this.code));
    const test = judged ? connective('and', judging, broken) : broken;
    if (test.text !== 'false') this.code.line(`if (${test.text}) return migspec_refuse(reader, MIGSPEC_INVARIANT_BROKEN, at, "");`);
  }
}

/** Whether comparisons with the device's own values are made. */
export const judging = truth('!config->inspect', binds.unary);

function versionOf({ plan }: Body): string {
  if (plan.kind !== 'struct') return 'version';
  return plan.versioned ? 'version' : String(plan.version ?? 1);
}

/** Without the locals that only get values: their checks turned out to hold always. */
function withoutIdle(text: string, locals: readonly string[]): string {
  return locals.reduce((code, local) => {
    const assignment = new RegExp(`^ *(size_t )?${local} = .*;$`);
    const lines = code.split('\n');
    const used = lines.some((line) => !assignment.test(line) && new RegExp(`\\b${local}\\b`).test(line));
    return used ? code : lines.filter((line) => !assignment.test(line)).join('\n');
  }, text);
}
