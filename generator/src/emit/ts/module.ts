/** One module of generated code while it is written: its imports, its names, and how its expressions are printed. */
import type { IntCode } from '../../expr/code.js';
import { type ExprHelper, type PrintContext, type PrintedRoot, printExpression, printOperand, type Want } from '../../expr/print-ts.js';
import { mapExpr } from '../../expr/substitute.js';
import type { Expr, Expression } from '../../expr/tree.js';
import type { Count, FieldType } from '../../ir/layout.js';
import type { SnapshotField, SnapshotIR, SnapshotParam, SnapshotStruct } from '../../ir/snapshot.js';
import type { ParamType, Value } from '../../ir/values.js';
import type { CountedBy, OuterRef, StructPlan } from '../../plan/plan.js';
import { Sizes } from '../../plan/sizes.js';
import { structFields } from '../fields.js';
import type { Declaration, ImportDraft } from './draft.js';
import { fieldType, paramType, scalarZero, structName, wantOf } from './field-types.js';
import { access, fixedNames, Names, propertyKey } from './text.js';

/** A snapshot and what its implementation says of facts. */
export interface DeviceInput {
  readonly snapshot: SnapshotIR;
  readonly machineFacts: DeclaredFacts;
  readonly hostFacts: DeclaredFacts;
}

export type DeclaredFacts = ReadonlyMap<string, { readonly type: ParamType; readonly default: Value }>;

/** How the names that an expression mentions are written at one place. */
export interface Place {
  readonly state: (name: string) => string;
  readonly self: (name: string) => string;
  /** Code of the version in force. */
  readonly version: string;
  /** The struct that `self` is, or undefined in sections. */
  readonly struct?: SnapshotStruct;
}

/** What a module knows of the structs it uses. */
export interface StructLinks {
  /** The struct's module, as imported from this one; empty for itself. */
  readonly path: (id: string) => string;
  readonly plan: (id: string) => StructPlan | undefined;
  /** Whether reading or writing one can fail, so that the error needs a place. */
  readonly fails: (id: string, verb: 'read' | 'write') => boolean;
  /** Params that the struct's functions read. */
  readonly params: (id: string) => readonly SnapshotParam[];
}

export class Module {
  readonly names: Names;
  readonly snapshot: SnapshotIR;
  readonly sizes: Sizes;
  /** While defaults are computed, params are of any type for the type checker. */
  looseParams = false;
  /** State variables that functions which write mention. */
  readonly sent = new Set<string>();
  /** Params that the module's expressions read, by name. */
  readonly params = new Map<string, SnapshotParam>();
  readonly #input: DeviceInput;
  readonly #constants = new Map<string, { readonly name: string; readonly type?: string }>();
  readonly #runtime = new Map<string, boolean>();
  readonly #structs = new Map<string, Set<string>>();
  readonly #links: StructLinks;

  constructor(input: DeviceInput, links: StructLinks) {
    this.#input = input;
    this.snapshot = input.snapshot;
    this.sizes = new Sizes(input.snapshot.structs, input.snapshot.framing);
    this.#links = links;
    this.names = new Names(fixedNames);
  }

  /** A constant of the module; the same value is there once. */
  constant(wanted: string, init: string, type?: string): string {
    const known = this.#constants.get(init);
    if (known !== undefined) return known.name;
    const name = this.names.take(wanted);
    this.#constants.set(init, { name, ...(type === undefined ? {} : { type }) });
    return name;
  }

  constants(): Declaration[] {
    return [...this.#constants].map(([init, { name, type }]) => ({
      kind: 'const',
      exported: false,
      name,
      init,
      ...(type === undefined ? {} : { type }),
    }));
  }

  /** Notes that a value of the runtime is used. */
  runtime(name: string): string {
    this.#runtime.set(name, false);
    return name;
  }

  runtimeType(name: string): string {
    if (!this.#runtime.has(name)) this.#runtime.set(name, true);
    return name;
  }

  /** A function of a struct's module: `decode` → `decodeRxEntry`. */
  structFunction(verb: string, id: string): string {
    for (const param of this.#links.params(id)) this.params.set(param.name, param);
    return this.#structImport(id, `${verb}${structName(id)}`);
  }

  /** A struct after reset. */
  structReset(id: string, place: Place): string {
    return `${this.structFunction('reset', id)}(${['env', ...this.outerArgument(id, place)].join(', ')})`;
  }

  /** What the functions of a struct need of the state around it, as one argument or none. */
  outerArgument(id: string, place: Place, names = this.structOuter(id).map((ref) => ref.name)): string[] {
    return names.length === 0 ? [] : [`{ ${names.map((name) => `${propertyKey(name)}: ${place.state(name)}`).join(', ')} }`];
  }

  /** The same for functions that write. */
  senderArgument(id: string, place: Place): string[] {
    return this.outerArgument(id, place, [...(this.#links.plan(id)?.sender ?? [])]);
  }

  /** State variables that the functions of a struct take as an argument. */
  structOuter(id: string): readonly OuterRef[] {
    return this.#links.plan(id)?.outer.filter((ref) => ref.scope === 'state') ?? [];
  }

  structFails(id: string, verb: 'read' | 'write'): boolean {
    return this.#links.fails(id, verb);
  }

  structPlan(id: string): StructPlan | undefined {
    return this.#links.plan(id);
  }

  /** The type of an object that holds some variables. */
  outerType(refs: readonly OuterRef[], struct?: SnapshotStruct): string {
    const fields = structFields(struct);
    const properties = refs.map((ref) => {
      const field = ref.scope === 'state' ? this.variable(ref.name) : fields.get(ref.name);
      return `readonly ${propertyKey(ref.name)}: ${field === undefined ? 'unknown' : this.type(field.type)}`;
    });
    return `{ ${properties.join('; ')} }`;
  }

  /** A field's type, imported as needed. */
  type(type: FieldType): string {
    let inner = type;
    while (inner.kind === 'array') inner = inner.element;
    if (inner.kind === 'struct') this.#structImport(inner.struct, `type ${structName(inner.struct)}`);
    const text = fieldType(type);
    for (const view of text.match(/\b[UI](8|16|32|64)View\b/g) ?? []) this.runtimeType(view);
    return text;
  }

  imports(): ImportDraft[] {
    const runtime = [...this.#runtime].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, typeOnly]) => ({ name, typeOnly }));
    const structs = [...this.#structs]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([from, wanted]) => ({
        from,
        names: [...wanted].sort().map((name) => ({ name: name.replace(/^type /, ''), typeOnly: name.startsWith('type ') })),
      }));
    return [...(runtime.length === 0 ? [] : [{ from: '@migspec/runtime', names: runtime }]), ...structs];
  }

  struct(id: string): SnapshotStruct | undefined {
    return this.snapshot.structs.find((struct) => struct.id === id);
  }

  variable(name: string): SnapshotField | undefined {
    return this.snapshot.variables.find((field) => field.name === name);
  }

  print(expression: Expression | Expr, place: Place, want?: Want): string {
    return printExpression(treeOf(expression, place), this.#context(place), want);
  }

  /** Whether a count can be below zero, so that a reader has to ask. */
  mayBeNegative(expression: Expression, place: Place): boolean {
    const code = printOperand(treeOf(expression, place), this.#context(place));
    return !('range' in code) || (code as IntCode).range.min < 0n;
  }

  /** Whether a count is known to lie between 0 and its capacity. */
  staysWithin({ by, capacity }: CountedBy, place: Place): boolean {
    const code = printOperand(treeOf(by, place), this.#context(place));
    if (!('range' in code)) return false;
    const { range } = code as IntCode;
    return range.min >= 0n && range.max <= BigInt(capacity);
  }

  /** The value of a scalar field: of an array the value of each element. */
  printFor(type: FieldType, expression: Expression, place: Place): string {
    return this.print(expression, place, wantOf(type));
  }

  /** Bytes that the spec gives in hex, as a constant of the module; zeros are the number 0, which stands for every byte. */
  bytesConstant(given: Expression | undefined, length: Count): string {
    const hex = given?.expr.op === 'string' ? given.expr.value.replace(/(00)+$/, '') : '';
    if (hex === '') return '0';
    const bytes = length.kind === 'fixed' && length.value > 0 ? length.value : hex.length / 2;
    return this.constant('bytes', `${this.runtime('hexBytes')}('${hex.replace(/[^0-9a-fA-F]/g, '')}', ${bytes})`);
  }

  #structImport(id: string, name: string): string {
    const from = this.#links.path(id);
    if (from !== '') this.#structs.set(from, (this.#structs.get(from) ?? new Set()).add(name));
    return name;
  }

  #context(place: Place): PrintContext {
    const { snapshot } = this;
    return {
      param: (id) => {
        const param = snapshot.params.find((candidate) => candidate.id === id);
        if (param === undefined) throw new Error(`${snapshot.model}: no param ${id}`);
        this.params.set(param.name, param);
        const code = access('env.params', param.name);
        return { code: this.looseParams ? `(${code} as ${paramType(param.type)})` : code, type: param.type };
      },
      machine: (name) => fact('machine', name, this.#input.machineFacts.get(name)?.type),
      host: (name) => fact('host', name, this.#input.hostFacts.get(name)?.type),
      state: (name) => {
        const field = this.variable(name);
        if (field === undefined) throw new Error(`${snapshot.model}: no variable ${name}`);
        return { code: place.state(name), type: field.type };
      },
      self: (name) => {
        const field = structFields(place.struct).get(name);
        if (field === undefined) throw new Error(`${snapshot.model}: no field ${name}`);
        return { code: place.self(name), type: field.type };
      },
      version: place.version,
      device: { path: 'env.path', instance: 'env.instance' },
      structs: (id) => new Map([...structFields(this.struct(id))].map(([name, field]) => [name, field.type])),
      reset: (of) => this.#resetOf(of, place),
      helper: (name: ExprHelper) => this.runtime(name),
    };
  }

  /** The reset value of a variable or of a part of one; an element stands for all. */
  #resetOf(of: Expr, place: Place): string {
    const field = this.#fieldOf(of, place);
    let { type } = field;
    while (type.kind === 'array') type = type.element;
    if (type.kind === 'struct') return this.structReset(type.struct, place);
    if (type.kind === 'bytes') return this.bytesConstant(field.reset, type.length);
    if (field.reset !== undefined) return this.printFor(type, field.reset, place);
    return scalarZero(type) ?? '0';
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

  /** The params read, as properties of `Params`. */
  paramProperties() {
    return [...this.params.values()]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((param) => ({ name: param.name, type: paramType(param.type), readonly: true, docs: [] }));
  }
}

/** The tree, with the version put in where it is known. */
function treeOf(expression: Expression | Expr, place: Place): Expr {
  const expr = 'expr' in expression ? expression.expr : expression;
  if (!/^\d+$/.test(place.version)) return expr;
  return mapExpr(expr, (node) => (node.op === 'version' ? { op: 'int', value: place.version } : node));
}

function fact(kind: 'machine' | 'host', name: string, type: ParamType | undefined): PrintedRoot {
  const known = type ?? { kind: 'bool' };
  return { code: `(${access(`env.${kind}`, name)} as ${paramType(known)})`, type: known };
}
