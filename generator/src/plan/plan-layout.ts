import type { Expr, Expression } from '../expr/tree.js';
import type { FieldType } from '../ir/layout.js';
import type { SnapshotField, SnapshotLayout, SnapshotSubsection } from '../ir/snapshot.js';
import {
  type BodyPlan,
  type Check,
  type CountedBy,
  type Framing,
  type Marks,
  type OuterRef,
  PlanError,
  type RunItem,
  type Step,
  type SubsectionPlan,
} from './plan.js';
import { isStructural, refsOf } from './refs.js';
import type { Sizes } from './sizes.js';

/** A rule that this body cannot judge, because it mentions variables that are not read here. */
export interface Hoisted {
  readonly rule: Expression;
}

export interface PlannedBody {
  readonly body: BodyPlan;
  readonly hoisted: readonly Hoisted[];
}

/** What surrounds a body while it is planned. */
export interface Surroundings {
  readonly framing: Framing;
  readonly sizes: Sizes;
  /** Outer references of structs planned before. */
  readonly structOuter: (id: string) => readonly OuterRef[];
  /** The state variables that the writers of structs planned before look at. */
  readonly structSender: (id: string) => readonly string[];
  /** How the fields of this body are named in expressions. */
  readonly scope: 'state' | 'self';
  /** Variables of the enclosing bodies that are read before this one. */
  readonly known: ReadonlySet<string>;
  /** Name of the enclosing description on the wire. */
  readonly prefix: string;
  readonly at: string;
  /** Whether the layout has a place for subsections. */
  readonly subsections: boolean;
}

export function planBody(layout: SnapshotLayout, around: Surroundings): PlannedBody {
  return new BodyPlanner(around).plan(layout);
}

class BodyPlanner {
  readonly #around: Surroundings;
  readonly #steps: Step[] = [];
  readonly #own = new Map<string, SnapshotField>();
  /** Own variables that are read already. */
  readonly #read = new Set<string>();
  readonly #outer = new Map<string, OuterRef>();
  readonly #sender = new Set<string>();
  readonly #late: { readonly field: SnapshotField; readonly check: Check; readonly expr: Expression }[] = [];
  readonly #hoisted: Hoisted[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  plan(layout: SnapshotLayout): PlannedBody {
    const { scope, prefix } = this.#around;
    for (const field of layout.fields) if (isVariable(field) && !this.#own.has(field.name)) this.#own.set(field.name, field);
    for (const field of this.#own.values()) this.#initial(field);
    this.#fields(layout.fields, this.#steps);
    const variables = [...this.#own.values()];
    const subsections = layout.subsections.map((subsection) => this.#subsection(subsection));
    if (this.#around.subsections) this.#steps.push({ kind: 'subsections', prefix });
    for (const subsection of subsections) for (const name of variableNames(subsection)) this.#read.add(name);
    for (const { field, check, expr } of this.#late) {
      if (this.#knows(expr.expr)) this.#steps.push({ kind: 'check', field, check });
      else this.#hoisted.push({ rule: checkAsRule(scope, field, check) });
    }
    for (const rule of layout.invariants) {
      if (this.#knows(rule.expr)) this.#steps.push({ kind: 'invariant', rule, judged: !isStructural(refsOf(rule.expr)) });
      else this.#hoisted.push({ rule });
    }
    const pending = this.#hoisted.splice(0);
    for (const { rule } of pending) {
      if (this.#knows(rule.expr)) this.#steps.push({ kind: 'invariant', rule, judged: !isStructural(refsOf(rule.expr)) });
      else this.#hoisted.push({ rule });
    }
    if (scope === 'self' && this.#hoisted.length > 0) {
      throw new PlanError(this.#around.at, `a rule mentions fields that the struct does not have: ${this.#hoisted[0]?.rule.text}`);
    }
    return {
      body: { steps: this.#steps, subsections, variables, outer: [...this.#outer.values()], sender: this.#senders() },
      hoisted: this.#hoisted,
    };
  }

  /** Values after reset and of absent fields are computed where the own variables are made, in their order. */
  #initial(field: SnapshotField): void {
    for (const [what, given] of [
      ['reset', field.reset],
      ['absent value', field.absent],
    ] as const) {
      if (given === undefined) continue;
      const { scope, known } = this.#around;
      const refs = refsOf(given.expr);
      for (const name of refs[scope]) {
        if (this.#own.has(name)) continue;
        if (!known.has(name))
          throw new PlanError(this.#around.at, `${what} of ${field.name} mentions a variable of another place: ${given.text}`);
        this.#outer.set(`${scope}.${name}`, { scope, name });
      }
      if (scope === 'self') for (const name of refs.state) this.#outer.set(`state.${name}`, { scope: 'state', name });
    }
  }

  #senders(): readonly string[] {
    if (this.#around.scope === 'state') return [];
    for (const ref of this.#outer.values()) if (ref.scope === 'state') this.#sender.add(ref.name);
    return [...this.#sender];
  }

  /** An expression that only the sender evaluates, with its whole state at hand. */
  #sends(expression: Expression | false | undefined): void {
    if (expression) for (const name of refsOf(expression.expr).state) this.#sender.add(name);
  }

  #fields(fields: readonly SnapshotField[], steps: Step[]): void {
    let run: RunItem[] = [];
    let bytes = 0;
    const flush = (): void => {
      if (run.length === 0) return;
      const items = run;
      steps.push({ kind: 'run', bytes, items });
      run = [];
      bytes = 0;
      for (const { field } of items) this.#finish(field, steps);
    };
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index];
      if (field === undefined) continue;
      if (field.when !== undefined) {
        flush();
        const same = takeWhile(fields.slice(index), (next) => sameTree(next.when, field.when));
        this.#when(field.when, same, steps);
        index += same.length - 1;
        continue;
      }
      const size = this.#around.sizes.ofType(field.type);
      if (size === undefined) {
        flush();
        steps.push(this.#variableSize(field));
        this.#finish(field, steps);
        continue;
      }
      this.#needStructs(field);
      this.#sends(field.filler);
      run.push({ field, at: bytes, bytes: size });
      bytes += size;
    }
    flush();
  }

  #when(when: Expression, fields: readonly SnapshotField[], steps: Step[]): void {
    this.#need(when, `when of ${fields.map((field) => field.name).join(', ')}`);
    const inner: Step[] = [];
    this.#fields(
      fields.map(({ when: _when, ...rest }) => rest),
      inner,
    );
    steps.push({ kind: 'when', when, variables: unique(fields.filter(isVariable)), steps: inner });
  }

  #variableSize(field: SnapshotField): Step {
    const { type } = field;
    this.#needStructs(field);
    this.#sends(field.filler);
    if (
      field.filler !== undefined &&
      type.kind !== 'bytes' &&
      !(type.kind === 'array' && type.count.kind !== 'marked' && this.#around.sizes.ofType(type.element) !== undefined)
    ) {
      throw new PlanError(this.#around.at, `${field.name}: a filler is bytes, an integer, or an array of integers`);
    }
    switch (type.kind) {
      case 'string':
        return { kind: 'string', field, type };
      case 'bytes':
        return { kind: 'bytes', field, count: this.#counted(field, type.length) };
      case 'struct':
        return { kind: 'struct', field, struct: type.struct };
      case 'array': {
        if (type.count.kind === 'marked') return this.#list(field, type.element, type.count);
        if (type.count.kind === 'counted') this.#counted(field, type.count);
        const width = this.#around.sizes.ofType(type.element);
        return { kind: 'array', field, element: type.element, count: type.count, ...(width === undefined ? {} : { width }) };
      }
      default:
        throw new PlanError(this.#around.at, `${field.name}: a ${type.kind} has no fixed size`);
    }
  }

  #list(field: SnapshotField, element: FieldType, marks: Marks): Step {
    if (element.kind !== 'struct') throw new PlanError(this.#around.at, `${field.name}: elements of a marked list are structs`);
    const width = this.#around.sizes.ofStruct(element.struct);
    return { kind: 'list', field, struct: element.struct, marks, ...(width === undefined ? {} : { width }) };
  }

  #counted(field: SnapshotField, count: { readonly kind: string }): CountedBy {
    const counted = count as CountedBy;
    this.#need(counted.by, `count of ${field.name}`);
    return counted;
  }

  /** The field is read: its checks follow, at once or when their operands are there. */
  #finish(field: SnapshotField, steps: Step[]): void {
    if (!isVariable(field)) return;
    this.#read.add(field.name);
    for (const { check, exprs } of checksOf(field)) {
      const all = exprs.map((each) => each.expr);
      if (all.every((expr) => this.#knows(expr))) steps.push({ kind: 'check', field, check });
      else this.#late.push({ field, check, expr: joined(exprs) });
    }
  }

  #needStructs(field: SnapshotField): void {
    const id = structOf(field.type);
    if (id === undefined) return;
    for (const name of this.#around.structSender(id)) this.#sender.add(name);
    for (const ref of this.#around.structOuter(id)) {
      if (ref.scope === 'self' && this.#around.scope === 'self') continue;
      const expr: Expr = { op: ref.scope, name: ref.name };
      this.#need({ text: `${ref.scope}.${ref.name}`, expr }, `inside of ${field.name}`);
    }
  }

  #need(expression: Expression, what: string): void {
    if (!this.#knows(expression.expr)) {
      throw new PlanError(this.#around.at, `${what} mentions a variable that is not read before it: ${expression.text}`);
    }
  }

  /** Whether every variable the expression mentions is read; notes those of enclosing bodies. */
  #knows(expr: Expr): boolean {
    const refs = refsOf(expr);
    const { scope, known } = this.#around;
    const missing: OuterRef[] = [];
    for (const name of refs[scope]) {
      if (this.#read.has(name)) continue;
      if (this.#own.has(name) || !known.has(name)) return false;
      missing.push({ scope, name });
    }
    if (scope === 'self') for (const name of refs.state) missing.push({ scope: 'state', name });
    else if (refs.self.size > 0) return false;
    for (const ref of missing) this.#outer.set(`${ref.scope}.${ref.name}`, ref);
    return true;
  }

  #subsection(subsection: SnapshotSubsection): SubsectionPlan {
    const { body, hoisted } = planBody(subsection, {
      ...this.#around,
      known: new Set([...this.#around.known, ...this.#read]),
      prefix: subsection.name,
      at: `${this.#around.at} ${subsection.name}`,
      subsections: true,
    });
    this.#hoisted.push(...hoisted);
    this.#sends(subsection.needed);
    this.#sends(subsection.optional);
    for (const name of body.sender) this.#sender.add(name);
    for (const ref of body.outer)
      if (!this.#read.has(ref.name) || ref.scope !== this.#around.scope) this.#outer.set(`${ref.scope}.${ref.name}`, ref);
    return {
      kind: 'subsection',
      name: subsection.name,
      ...(subsection.doc === undefined ? {} : { doc: subsection.doc }),
      version: subsection.version,
      minimum: subsection.minimum,
      needed: subsection.needed,
      optional: subsection.optional,
      ...body,
    };
  }
}

/** Padding and fillers are bytes only. */
export function isVariable(field: SnapshotField): boolean {
  return field.name !== '' && field.filler === undefined && field.type.kind !== 'padding';
}

/** The variables of a body and of its subsections. */
export function variableNames(body: BodyPlan): readonly string[] {
  return allVariables(body).map((field) => field.name);
}

export function allVariables(body: BodyPlan): readonly SnapshotField[] {
  return unique([...body.variables, ...body.subsections.flatMap(allVariables)]);
}

function unique(fields: readonly SnapshotField[]): readonly SnapshotField[] {
  return [...new Map(fields.toReversed().map((field) => [field.name, field])).values()].toReversed();
}

function structOf(type: SnapshotField['type']): string | undefined {
  if (type.kind === 'array') return structOf(type.element);
  return type.kind === 'struct' ? type.struct : undefined;
}

/** Two expressions may have one text and mean different things, when they come from structs with other arguments. */
function sameTree(a: Expression | undefined, b: Expression | undefined): boolean {
  return JSON.stringify(a?.expr) === JSON.stringify(b?.expr);
}

function takeWhile<T>(items: readonly T[], test: (item: T) => boolean): T[] {
  const end = items.findIndex((item) => !test(item));
  return items.slice(0, end < 0 ? items.length : end);
}

function joined(expressions: readonly Expression[]): Expression {
  const [first, ...rest] = expressions;
  const base = first ?? { text: '', expr: { op: 'bool', value: true } };
  return rest.reduce<Expression>((left, right) => ({ text: left.text, expr: { op: 'and', left: left.expr, right: right.expr } }), base);
}

function checksOf(field: SnapshotField): readonly { readonly check: Check; readonly exprs: readonly Expression[] }[] {
  const { min, max, own, negotiated, reserved } = field.bounds;
  const each = field.type.kind === 'array' || field.type.kind === 'bytes';
  const judged = (value: Expression): boolean => !isStructural(refsOf(value.expr));
  return [
    ...(reserved === undefined ? [] : [{ check: { kind: 'reserved', bits: reserved, judged: false, each } as const, exprs: [] }]),
    ...(min === undefined ? [] : [{ check: { kind: 'min', value: min, judged: judged(min), each } as const, exprs: [min] }]),
    ...(max === undefined ? [] : [{ check: { kind: 'max', value: max, judged: judged(max), each } as const, exprs: [max] }]),
    ...(own === undefined
      ? []
      : [
          {
            check: { kind: 'own', own, judged: true, each: field.type.kind === 'array' } as const,
            exprs: own.mask === undefined ? [own.value] : [own.value, own.mask],
          },
        ]),
    ...(negotiated === undefined
      ? []
      : [{ check: { kind: 'negotiated', value: negotiated, judged: true, each } as const, exprs: [negotiated] }]),
  ];
}

/** The bound as a rule over the state, for when it can only be judged with other sections at hand. */
function checkAsRule(scope: 'state' | 'self', field: SnapshotField, check: Check): Expression {
  const whole: Expr = { op: scope, name: field.name };
  const one: Expr = check.each ? { op: 'var', name: 'element' } : whole;
  const test = checkExpr(one, check);
  const text = `bounds of ${field.name}`;
  return { text, expr: check.each ? { op: 'all', in: whole, name: 'element', body: test } : test };
}

function checkExpr(value: Expr, check: Check): Expr {
  switch (check.kind) {
    case 'min':
      return { op: 'ge', left: value, right: check.value.expr };
    case 'max':
      return { op: 'le', left: value, right: check.value.expr };
    case 'reserved':
      return {
        op: 'eq',
        left: { op: 'call', name: 'bitAnd', args: [value, { op: 'int', value: check.bits }] },
        right: { op: 'int', value: '0' },
      };
    case 'negotiated':
      return { op: 'eq', left: { op: 'call', name: 'bitOr', args: [value, check.value.expr] }, right: check.value.expr };
    case 'own': {
      const { compare, mask } = check.own;
      const masked = (expr: Expr): Expr => (mask === undefined ? expr : { op: 'call', name: 'bitAnd', args: [expr, mask.expr] });
      return { op: compare === 'at-most' ? 'le' : 'eq', left: masked(value), right: masked(check.own.value.expr) };
    }
  }
}
