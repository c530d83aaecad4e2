/** One layout while its header and source are written: its names and types, and how its expressions are printed. */
import { type CBool, type CType, type EnumNames, truth } from '../../expr/c-code.js';
import { type CContext, type CRoot, compare, printC, readC, type Statements } from '../../expr/print-c.js';
import type { CReference } from '../../expr/print-c-reference.js';
import { byteLength, cString } from '../../expr/print-c-text.js';
import { mapExpr } from '../../expr/substitute.js';
import type { Expr, Expression } from '../../expr/tree.js';
import type { FieldType } from '../../ir/layout.js';
import type { SnapshotField, SnapshotIR, SnapshotStruct } from '../../ir/snapshot.js';
import type { ParamType, Value } from '../../ir/values.js';
import { type CodecPlan, PlanError, type SectionPlan, type StructPlan } from '../../plan/plan.js';
import { allVariables } from '../../plan/plan-layout.js';
import { Sizes } from '../../plan/sizes.js';
import { structFields } from '../fields.js';
import { EnumTables } from './enums.js';
import { resetTest } from './is-reset.js';
import { Names, prefixMark } from './text.js';
import { CTypes } from './types.js';

export interface LayoutInput {
  readonly snapshot: SnapshotIR;
  readonly plan: CodecPlan;
  readonly section: SectionPlan;
  readonly machineFacts: ReadonlyMap<string, { readonly type: ParamType; readonly default: Value }>;
  readonly hostFacts: ReadonlyMap<string, { readonly type: ParamType; readonly default: Value }>;
}

/** How the names that an expression mentions are written at one place. */
export interface Place {
  /** Sections: `state` are the variables of the object. Structs: `self`. */
  readonly scope: 'state' | 'self';
  /** The variable that points to the object. */
  readonly object: string;
  /** Code of the version in force; a number where it is known. */
  readonly version: string;
  readonly struct?: SnapshotStruct;
  /** Names of the function that is written. */
  readonly names: Names;
}

export type StructFunction = 'decode' | 'encode' | 'reset' | 'isReset';

/** A member of the configuration: a param or a fact that the code reads. */
export interface ConfigMember {
  readonly name: string;
  readonly member: string;
  readonly type: ParamType;
}

export class Layout {
  readonly snapshot: SnapshotIR;
  readonly section: SectionPlan;
  readonly sizes: Sizes;
  readonly types: CTypes;
  readonly enums: EnumTables;
  /** Names of the source's functions and constants. */
  readonly names = new Names('names');
  readonly params = new Map<string, ConfigMember>();
  readonly machine = new Map<string, ConfigMember>();
  readonly host = new Map<string, ConfigMember>();
  /** Variables of other sections that the code reads. */
  readonly around = new Map<string, { readonly member: string; readonly field: SnapshotField }>();
  readonly constants = new Map<string, string>();
  readonly #input: LayoutInput;
  readonly #members: ReadonlyMap<string, string>;
  readonly #structMembers = new Map<string, ReadonlyMap<string, string>>();
  readonly #wanted = new Map<string, Set<StructFunction>>();
  readonly #configNames = { params: new Names('members'), machine: new Names('members'), host: new Names('members') };
  readonly #aroundNames = new Names('members');

  constructor(input: LayoutInput) {
    this.#input = input;
    this.snapshot = input.snapshot;
    this.section = input.section;
    this.sizes = new Sizes(input.snapshot.structs, input.snapshot.framing);
    this.types = new CTypes(this.sizes, (id) => this.structType(id));
    this.enums = new EnumTables(this.names);
    this.#members = membersOf(allVariables(input.section));
  }

  get stateType(): string {
    return `${prefixMark}_state`;
  }

  get configType(): string {
    return `${prefixMark}_config`;
  }

  get aroundType(): string {
    return `${prefixMark}_around`;
  }

  get native(): boolean {
    return this.snapshot.framing === 'native';
  }

  /** A model that is right and that C cannot say. */
  error(message: string): PlanError {
    return new PlanError(`${this.snapshot.model} ${this.section.id}`, message);
  }

  struct(id: string): SnapshotStruct {
    const found = this.snapshot.structs.find((struct) => struct.id === id);
    if (found === undefined) throw new Error(`no struct ${id}`);
    return found;
  }

  structPlan(id: string): StructPlan {
    const found = this.#input.plan.structs.find((struct) => struct.id === id);
    if (found === undefined) throw new Error(`no struct ${id}`);
    return found;
  }

  get structPlans(): readonly StructPlan[] {
    return this.#input.plan.structs;
  }

  /** The struct's id as a part of C names. */
  structName(id: string): string {
    return structName(this.#input.plan.structs, id);
  }

  /** Structs that lie in the section's variables, or in those around that it looks at; callees first. */
  get declaredStructs(): readonly StructPlan[] {
    const found = new Set<string>();
    const visit = (field: SnapshotField): void => {
      let { type } = field;
      while (type.kind === 'array') type = type.element;
      if (type.kind !== 'struct' || found.has(type.struct)) return;
      found.add(type.struct);
      for (const inner of allVariables(this.structPlan(type.struct))) visit(inner);
    };
    for (const field of allVariables(this.section)) visit(field);
    for (const { field } of this.around.values()) visit(field);
    return this.structPlans.filter(({ id }) => found.has(id));
  }

  structType(id: string): string {
    return `${prefixMark}_${this.structName(id)}`;
  }

  /** Members of a struct by the names of its fields. */
  structMembers(id: string): ReadonlyMap<string, string> {
    const known = this.#structMembers.get(id);
    if (known !== undefined) return known;
    const made = membersOf(allVariables(this.structPlan(id)));
    this.#structMembers.set(id, made);
    return made;
  }

  /** The name of a function of a struct, which is then written. */
  structFunction(which: StructFunction, id: string): string {
    this.#wanted.set(id, (this.#wanted.get(id) ?? new Set()).add(which));
    const fixed = this.structPlan(id).size !== undefined;
    const verb = which === 'isReset' ? 'is_reset' : which === 'decode' && fixed ? 'read' : which;
    return `${verb}_${this.structName(id)}`;
  }

  wanted(id: string): ReadonlySet<StructFunction> {
    return this.#wanted.get(id) ?? new Set();
  }

  member(place: Place, name: string): string {
    const members = place.scope === 'state' ? this.#members : this.structMembers(place.struct?.id ?? '');
    return `${place.object}->${memberOf(members, name)}`;
  }

  stateMember(name: string): string {
    return memberOf(this.#members, name);
  }

  variable(name: string): SnapshotField | undefined {
    return this.snapshot.variables.find((field) => field.name === name);
  }

  /** A constant array of bytes; the same bytes are there once. */
  bytes(hex: string): { readonly name: string; readonly count: number } {
    const digits = hex.replace(/[^0-9a-fA-F]/g, '').toLowerCase();
    const known = this.constants.get(digits);
    const name = known ?? this.names.take('bytes');
    this.constants.set(digits, name);
    return { name, count: Math.ceil(digits.length / 2) };
  }

  context(place: Place): CContext {
    return {
      param: (id) => {
        const param = this.snapshot.params.find((candidate) => candidate.id === id);
        if (param === undefined) throw new Error(`${this.snapshot.model}: no param ${id}`);
        return this.#configured('params', param.name, param.type);
      },
      machine: (name) => this.#configured('machine', name, this.#input.machineFacts.get(name)?.type ?? { kind: 'bool' }),
      host: (name) => this.#configured('host', name, this.#input.hostFacts.get(name)?.type ?? { kind: 'bool' }),
      state: (name) => this.#state(name),
      self: (name) => {
        const field = structFields(place.struct).get(name);
        if (field === undefined) throw new Error(`${this.snapshot.model}: no field ${name}`);
        return { code: this.member(place, name), type: field.type };
      },
      version: place.version,
      structs: (id) =>
        new Map(
          [...structFields(this.struct(id))].flatMap(([name, field]) => {
            const member = this.structMembers(id).get(name);
            return member === undefined ? [] : [[name, { member, type: field.type }] as const];
          }),
        ),
      inline: (type) => this.types.inline(type),
      enumNames: (type) => this.#enumNames(type),
      isReset: (of, reference, statements) => this.#isReset(of, reference, place, statements),
      local: (wanted) => place.names.take(wanted),
    };
  }

  value(expression: Expression | Expr, place: Place, statements: Statements) {
    try {
      return printC(treeOf(expression, place), this.context(place), statements);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'CRangeError') throw error;
      const text = 'text' in expression ? expression.text : 'an expression';
      throw this.error(`${text}: ${error.message}`);
    }
  }

  bool(expression: Expression | Expr, place: Place, statements: Statements) {
    const value = this.value(expression, place, statements);
    return value.kind === 'bool' ? value : truth('false');
  }

  int(expression: Expression | Expr, place: Place, statements: Statements) {
    const value = this.value(expression, place, statements);
    if (value.kind !== 'int') throw new Error('not an integer');
    return value;
  }

  /** Whether a variable has the value of an expression. */
  same(code: string, type: FieldType, expression: Expression, place: Place, statements: Statements) {
    const left = readC({ code, type, guards: [] }, this.context(place));
    return compare('eq', left, this.value(expression, place, statements));
  }

  #state(name: string): CRoot {
    const field = this.variable(name);
    if (field === undefined) throw new Error(`${this.snapshot.model}: no variable ${name}`);
    const own = this.#members.get(name);
    if (own !== undefined) return { code: `state->${own}`, type: field.type };
    const known = this.around.get(name) ?? { member: this.#aroundNames.take(name), field };
    this.around.set(name, known);
    return { code: `around->${known.member}`, type: field.type };
  }

  #configured(space: 'params' | 'machine' | 'host', name: string, type: ParamType): CRoot {
    const known = this[space].get(name) ?? { name, member: this.#configNames[space].take(name), type };
    this[space].set(name, known);
    return { code: `config->${space}.${known.member}`, type };
  }

  #enumNames(type: CType): EnumNames {
    if (type.kind !== 'enum') return new Map();
    return 'base' in type ? this.enums.constants(type) : this.enums.choices(type.values);
  }

  #isReset(of: Expr, reference: CReference, place: Place, statements: Statements): CBool {
    const field = this.#fieldOf(of, place);
    return resetTest(this, reference, field.reset, place, statements);
  }

  #fieldOf(of: Expr, place: Place): SnapshotField {
    const found =
      of.op === 'state'
        ? this.variable(of.name)
        : of.op === 'self'
          ? structFields(place.struct).get(of.name)
          : of.op === 'index'
            ? this.#fieldOf(of.of, place)
            : of.op === 'field'
              ? structFields(this.#structOf(this.#fieldOf(of.of, place).type)).get(of.name)
              : undefined;
    if (found === undefined) throw new Error(`${this.snapshot.model}: isReset takes variables`);
    return found;
  }

  #structOf(type: FieldType): SnapshotStruct | undefined {
    if (type.kind === 'array') return this.#structOf(type.element);
    return type.kind === 'struct' ? this.struct(type.struct) : undefined;
  }
}

/** `"name", 4u`: a text and its bytes as arguments. */
export const textArguments = (text: string): string => `${cString(text)}, ${byteLength(text)}u`;

function membersOf(fields: readonly SnapshotField[]): ReadonlyMap<string, string> {
  const names = new Names('members');
  return new Map(fields.map((field) => [field.name, names.take(field.name)]));
}

function memberOf(members: ReadonlyMap<string, string>, name: string): string {
  const member = members.get(name);
  if (member === undefined) throw new Error(`no member ${name}`);
  return member;
}

/** Struct ids become parts of C names, unique among the structs of the model. */
function structName(structs: readonly StructPlan[], id: string): string {
  const names = new Names('names');
  for (const own of ['state', 'config', 'around', 'list']) names.take(own);
  for (const struct of structs) {
    const name = names.take(struct.id);
    if (struct.id === id) return name;
  }
  throw new Error(`no struct ${id}`);
}

/** The tree, with the version put in where it is known. */
function treeOf(expression: Expression | Expr, place: Place): Expr {
  const expr = 'expr' in expression ? expression.expr : expression;
  if (!/^\d+$/.test(place.version)) return expr;
  return mapExpr(expr, (node) => (node.op === 'version' ? { op: 'int', value: place.version } : node));
}
