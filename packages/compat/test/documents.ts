/** Documents for tests, in a few words each. */
import type {
  CapabilityDocument,
  DocumentExpression,
  DocumentField,
  DocumentFieldType,
  DocumentModel,
  DocumentParam,
  DocumentParamType,
  DocumentSection,
  DocumentStruct,
  DocumentSubsection,
  Expr,
} from '@migspec/capabilities';
import { expressionText } from '../src/expr/text.js';

export const int = (value: number | bigint): Expr => ({ op: 'int', value: String(value) });
export const bool = (value: boolean): Expr => ({ op: 'bool', value });
export const str = (value: string): Expr => ({ op: 'string', value });
export const param = (id: string): Expr => ({ op: 'param', id });
export const state = (name: string): Expr => ({ op: 'state', name });
export const self = (name: string): Expr => ({ op: 'self', name });
export const machine = (name: string): Expr => ({ op: 'machine', name });
export const host = (name: string): Expr => ({ op: 'host', name });
export const version: Expr = { op: 'version' };
export const not = (of: Expr): Expr => ({ op: 'not', of });
export const choose = (cond: Expr, yes: Expr, no: Expr): Expr => ({ op: 'if', cond, then: yes, else: no });
export const reset = (...of: Expr[]): Expr => ({ op: 'isReset', of });
const two =
  (op: 'and' | 'or' | 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge' | 'add' | 'sub') =>
  (left: Expr, right: Expr): Expr => ({ op, left, right });
export const and = two('and');
export const or = two('or');
export const eq = two('eq');
export const ne = two('ne');
export const lt = two('lt');
export const le = two('le');
export const gt = two('gt');
export const ge = two('ge');
export const add = two('add');
export const sub = two('sub');

export const ex = (expr: Expr): DocumentExpression => ({ text: expressionText(expr), expr });

export const u = (bits: 8 | 16 | 32 | 64, order: 'big' | 'little' = 'big'): DocumentFieldType => ({
  kind: 'int',
  bits,
  signed: false,
  order,
});
export const [u8, u16, u32, u64] = [u(8), u(16), u(32), u(64)] as const;
export const flags = (names: Readonly<Record<string, number>>): DocumentFieldType => ({
  kind: 'flags',
  base: { bits: 32, signed: false, order: 'big' },
  names: Object.entries(names).map(([name, bit]) => ({ name, bit })),
});
export const enumeration = (values: Readonly<Record<string, number>>): DocumentFieldType => ({
  kind: 'enum',
  base: { bits: 8, signed: false, order: 'big' },
  values: Object.entries(values).map(([name, value]) => ({ name, value: String(value) })),
});
export const array = (element: DocumentFieldType, count: number | Expr, capacity = 64): DocumentFieldType => ({
  kind: 'array',
  element,
  count: typeof count === 'number' ? { kind: 'fixed', value: count } : { kind: 'counted', by: ex(count), capacity },
});
export const bytes = (length: number): DocumentFieldType => ({ kind: 'bytes', length: { kind: 'fixed', value: length }, opaque: false });
export const struct = (id: string): DocumentFieldType => ({ kind: 'struct', struct: id });

export const field = (name: string, type: DocumentFieldType, rest: Partial<DocumentField> = {}): DocumentField => ({
  name,
  type,
  bounds: {},
  ...rest,
});
export const padding = (length: number, read: 'zero' | 'ignored' = 'ignored'): DocumentField =>
  field('', { kind: 'padding', length, read });

export const section = (id: string, fields: readonly DocumentField[], rest: Partial<DocumentSection> = {}): DocumentSection => ({
  id,
  name: [id],
  instance: ex(int(0)),
  version: 1,
  minimum: 1,
  optional: false,
  fields,
  invariants: [],
  subsections: [],
  digests: {},
  ...rest,
});
export const subsection = (
  name: string,
  needed: Expr,
  fields: readonly DocumentField[],
  rest: Partial<DocumentSubsection> = {},
): DocumentSubsection => ({
  name,
  version: 1,
  minimum: 1,
  needed: ex(needed),
  optional: false,
  fields,
  invariants: [],
  subsections: [],
  ...rest,
});
export const structType = (origin: string, fields: readonly DocumentField[], rest: Partial<DocumentStruct> = {}): DocumentStruct => ({
  origin,
  digest: `${origin}:${JSON.stringify(fields)}${JSON.stringify(rest)}`,
  fields,
  invariants: [],
  subsections: [],
  ...rest,
});

export const parameter = (name: string, type: DocumentParamType, rest: Partial<DocumentParam> & { value?: Expr } = {}): DocumentParam => {
  const { value, ...others } = rest;
  const zero = type.kind === 'bool' ? bool(false) : type.kind === 'int' || type.kind === 'flags' ? int(0) : str('');
  return {
    id: name,
    name,
    type,
    guestVisible: true,
    default: ex(value ?? zero),
    range: { items: [] },
    compare: 'equal',
    resolves: 'create',
    settable: 'create',
    since: 'r1',
    ...others,
  };
};
export const boolType: DocumentParamType = { kind: 'bool' };
export const u16Type: DocumentParamType = { kind: 'int', bits: 16, signed: false };
export const between = (min: number, max: number) => ({ items: [{ min: String(min), max: String(max) }] });

export const model = (rest: Partial<DocumentModel>): DocumentModel => {
  const sections = rest.sections ?? [];
  const found = new Map<string, DocumentField>();
  const visit = (layout: { readonly fields: readonly DocumentField[]; readonly subsections: readonly DocumentSubsection[] }): void => {
    for (const item of layout.fields)
      if (item.name !== '' && item.filler === undefined && !found.has(item.name)) found.set(item.name, item);
    for (const inner of layout.subsections) visit(inner);
  };
  for (const each of sections) visit(each);
  const { variables, ...others } = rest;
  return {
    revision: 'r1',
    params: [],
    retired: [],
    constraints: [],
    versions: [],
    observables: [],
    migratable: { when: ex(bool(true)) },
    structs: {},
    sections,
    invariants: [],
    situations: [],
    errata: [],
    ...others,
    variables: [...found.values(), ...(variables ?? [])],
  };
};

export const observable = (name: string, value: Expr) => ({ name, volatile: false, value: ex(value) });
export const situation = (
  name: string,
  values: Readonly<Record<string, Expr | 'random'>>,
  when?: Expr,
): DocumentModel['situations'][number] => ({
  name,
  ...(when === undefined ? {} : { when: ex(when) }),
  state: Object.fromEntries(
    Object.entries(values).map(([path, value]) => [path, value === 'random' ? { kind: 'random' } : { kind: 'expr', value: ex(value) }]),
  ),
});

export const document = (
  build: string,
  models: Readonly<Record<string, DocumentModel>>,
  rest: Partial<CapabilityDocument> = {},
): CapabilityDocument => ({
  $schema: '../../schema/capabilities-1.schema.json',
  documentVersion: 1,
  build,
  implementation: build.slice(0, build.indexOf('@')),
  aliases: [],
  framing: 'native',
  destination: 'configured',
  hostFacts: {},
  machineFacts: {},
  models,
  classes: {},
  machineTypes: {},
  errata: [],
  ...rest,
});
