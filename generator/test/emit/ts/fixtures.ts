/** Short words for writing snapshots by hand. */
import type { Expr, Expression } from '../../../src/expr/tree.js';
import type { Bounds, Count, FieldType } from '../../../src/ir/layout.js';
import type {
  SnapshotField,
  SnapshotIR,
  SnapshotLayout,
  SnapshotParam,
  SnapshotSection,
  SnapshotStruct,
  SnapshotSubsection,
} from '../../../src/ir/snapshot.js';
import type { IntWidth } from '../../../src/ir/values.js';

export const int = (value: number | bigint): Expr => ({ op: 'int', value: String(value) });
export const state = (name: string): Expr => ({ op: 'state', name });
export const self = (name: string): Expr => ({ op: 'self', name });
export const param = (id: string): Expr => ({ op: 'param', id });
export const yes: Expression = { text: 'true', expr: { op: 'bool', value: true } };
export const e = (expr: Expr, text = 'rule'): Expression => ({ text, expr });
export const binary = (
  op: 'le' | 'lt' | 'gt' | 'ge' | 'eq' | 'ne' | 'and' | 'or' | 'add' | 'sub' | 'mul',
  left: Expr,
  right: Expr,
): Expr => ({ op, left, right });

type More = Partial<Omit<SnapshotField, 'name' | 'type'>>;
export const field = (name: string, type: FieldType, more: More = {}): SnapshotField => ({ name, type, bounds: {}, ...more });
export const bounded = (name: string, type: FieldType, bounds: Bounds, more: More = {}): SnapshotField =>
  field(name, type, { bounds, ...more });

export const u = (bits: IntWidth, order: 'big' | 'little' = 'big') => ({ kind: 'int', bits, signed: false, order }) as const;
export const i = (bits: IntWidth, order: 'big' | 'little' = 'big') => ({ kind: 'int', bits, signed: true, order }) as const;
export const bool: FieldType = { kind: 'bool' };
export const fixed = (value: number): Count => ({ kind: 'fixed', value });
export const counted = (by: Expr, capacity: number): Count & { readonly kind: 'counted' } => ({
  kind: 'counted',
  by: e(by, 'count'),
  capacity,
});
export const array = (element: FieldType, count: Count | number): FieldType => ({
  kind: 'array',
  element,
  count: typeof count === 'number' ? fixed(count) : count,
});
export const bytes = (length: Count | number): FieldType => ({
  kind: 'bytes',
  length: typeof length === 'number' ? fixed(length) : length,
  opaque: false,
});
export const struct = (id: string): FieldType => ({ kind: 'struct', struct: id });

export const layout = (fields: readonly SnapshotField[], more: Partial<SnapshotLayout> = {}): SnapshotLayout => ({
  fields,
  invariants: [],
  subsections: [],
  ...more,
});

export const section = (id: string, body: SnapshotLayout, more: Partial<SnapshotSection> = {}): SnapshotSection => ({
  id,
  name: [id],
  instance: e(int(0), '0'),
  version: 1,
  minimum: 1,
  optional: false,
  ...body,
  ...more,
});

export const subsection = (
  name: string,
  needed: Expr,
  body: SnapshotLayout,
  more: Partial<SnapshotSubsection> = {},
): SnapshotSubsection => ({
  name,
  version: 1,
  minimum: 1,
  needed: e(needed, 'needed'),
  optional: false,
  ...body,
  ...more,
});

export const structType = (id: string, body: SnapshotLayout, more: Partial<SnapshotStruct> = {}): SnapshotStruct => ({
  id,
  origin: id,
  ...body,
  ...more,
});

export const boolParam = (id: string, value = true): SnapshotParam => ({
  id,
  name: id,
  type: { kind: 'bool' },
  guestVisible: true,
  off: { kind: 'bool', value: false },
  default: e({ op: 'bool', value }, String(value)),
  range: { items: [] },
  compare: 'equal',
  resolves: 'create',
  settable: 'create',
  since: 'r1',
});

export const intParam = (id: string, bits: IntWidth, value: number): SnapshotParam => ({
  ...boolParam(id),
  type: { kind: 'int', bits, signed: false },
  off: { kind: 'int', value: '0' },
  default: e(int(value), String(value)),
});

function variablesOf(sections: readonly SnapshotSection[]): readonly SnapshotField[] {
  const found = new Map<string, SnapshotField>();
  const visit = (body: SnapshotLayout): void => {
    for (const each of body.fields) if (each.name !== '' && each.filler === undefined && !found.has(each.name)) found.set(each.name, each);
    for (const inner of body.subsections) visit(inner);
  };
  for (const each of sections) visit(each);
  return [...found.values()];
}

export function snapshot(sections: readonly SnapshotSection[], more: Partial<SnapshotIR> = {}): SnapshotIR {
  const { hidden = [], ...rest } = more as Partial<SnapshotIR> & { hidden?: readonly SnapshotField[] };
  return {
    implementation: 'test',
    build: '1',
    buildId: `${more.implementation ?? 'test'}@${more.build ?? '1'}`,
    framing: 'native',
    model: 'example.org/thing',
    path: 'example.org/thing',
    revision: 'r1',
    params: [],
    retired: [],
    constraints: [],
    versions: [],
    observables: [],
    migratable: { when: yes },
    variables: [...variablesOf(sections), ...hidden],
    structs: [],
    sections,
    invariants: [],
    situations: [],
    ram: [],
    errata: [],
    ...rest,
  };
}
