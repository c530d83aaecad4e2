/** Expressions of a model's layouts that no C codec computes exactly: some value in between needs more than 128 bits. */
import { CRangeError } from '../../expr/c-code.js';
import { type CContext, printC } from '../../expr/print-c.js';
import type { Expression } from '../../expr/tree.js';
import { remembered } from '../../ir/remembered.js';
import type { SnapshotIR, SnapshotStruct } from '../../ir/snapshot.js';
import type { ParamType, Value } from '../../ir/values.js';
import { structFields } from '../fields.js';

type Facts = ReadonlyMap<string, { readonly type: ParamType; readonly default: Value }>;

export interface KnownFacts {
  readonly machine: Facts;
  readonly host: Facts;
}

/** The first of them. */
export function tooWide(snapshot: SnapshotIR, facts: KnownFacts): Expression | undefined {
  const known = fieldsOf(snapshot);
  const context = (struct: SnapshotStruct | undefined): CContext => ({
    param: (id) => root(snapshot.params.find((param) => param.id === id)?.type),
    machine: (name) => root(facts.machine.get(name)?.type),
    host: (name) => root(facts.host.get(name)?.type),
    state: (name) => root(snapshot.variables.find((field) => field.name === name)?.type),
    self: (name) => root(structFields(struct).get(name)?.type),
    version: 'version',
    structs: (id) => known.get(id) ?? new Map(),
    inline: () => false,
    enumNames: () => new Map(),
    isReset: () => ({ kind: 'bool', text: 'reset', binds: 0 }),
    local: (name) => name,
  });
  const layouts = [
    ...snapshot.sections.map((layout) => ({ layout, struct: undefined })),
    ...snapshot.structs.map((struct) => ({ layout: struct, struct })),
  ];
  for (const { layout, struct } of layouts) {
    const { fields, invariants, subsections } = layout;
    for (const expression of expressionsIn({ fields, invariants, subsections })) {
      if (overflows(expression, context(struct))) return expression;
    }
  }
  return undefined;
}

const fieldsOf = remembered(
  (snapshot: SnapshotIR) =>
    new Map(
      snapshot.structs.map((struct) => [
        struct.id,
        new Map([...structFields(struct)].map(([name, field]) => [name, { member: name, type: field.type }] as const)),
      ]),
    ),
);

const root = (type: ReturnType<CContext['state']>['type'] | undefined) => ({ code: 'x', type: type ?? ({ kind: 'bool' } as const) });

const nowhere = { line: () => undefined, block: (_head: string, body: () => void) => body() };

function overflows({ expr }: Expression, context: CContext): boolean {
  try {
    printC(expr, context, nowhere);
    return false;
  } catch (error) {
    if (error instanceof CRangeError) return true;
    throw error;
  }
}

const expressionsIn = (part: unknown): readonly Expression[] => {
  if (typeof part !== 'object' || part === null) return [];
  if ('text' in part && 'expr' in part) return [part as Expression];
  return expressionsBelow(part);
};

const expressionsBelow = remembered((part: object) => Object.values(part).flatMap(expressionsIn));
