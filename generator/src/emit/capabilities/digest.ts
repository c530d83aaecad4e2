/**
 * Digests of layouts: what decides bytes and their acceptance, without words for people. A struct counts by its own digest,
 * so it may be renamed or shared and nothing changes.
 */
import type { Expression } from '../../expr/tree.js';
import type { Bounds, FieldType } from '../../ir/layout.js';
import type { SnapshotField, SnapshotLayout, SnapshotStruct } from '../../ir/snapshot.js';
import { atVersion } from './at-version.js';
import { digest, type Json } from './canonical.js';

export type Structs = ReadonlyMap<string, SnapshotStruct>;

/** The digest of a section's or subsection's layout as it is at `version`. */
export function layoutDigest(layout: SnapshotLayout, version: number | undefined, structs: Structs): string {
  return digest(layoutTree(layout, version, structs));
}

/** Inside a struct with a version of its own that version counts; others follow the section around them. */
export function structDigest(struct: SnapshotStruct, version: number | undefined, structs: Structs): string {
  const own = struct.version ?? version;
  return digest({ version: struct.version, layout: layoutTree(struct, own, structs) });
}

function layoutTree(layout: SnapshotLayout, version: number | undefined, structs: Structs): Json {
  const tree = (expression: Expression): Json => exprJson(expression, version);
  return {
    fields: layout.fields.flatMap((field) => fieldTree(field, version, structs)),
    invariants: layout.invariants.map(tree),
    subsections: layout.subsections.map((subsection) => ({
      name: subsection.name,
      version: subsection.version,
      minimum: subsection.minimum,
      needed: tree(subsection.needed),
      optional: subsection.optional === false ? false : tree(subsection.optional),
      layout: layoutTree(subsection, subsection.version, structs),
    })),
  };
}

/** Nothing for a field that is absent at the version. */
function fieldTree(field: SnapshotField, version: number | undefined, structs: Structs): readonly Json[] {
  const when = field.when === undefined ? undefined : atVersion(field.when.expr, version);
  if (when?.op === 'bool' && !when.value) return [];
  const absent = field.absent ?? field.reset;
  return [
    {
      name: field.name,
      type: typeTree(field.type, version, structs),
      when: when === undefined || when.op === 'bool' ? undefined : when,
      absent: absent === undefined ? undefined : exprJson(absent, version),
      filler: field.filler === undefined ? undefined : exprJson(field.filler, version),
      bounds: boundsTree(field.bounds, version),
    },
  ];
}

function boundsTree(bounds: Bounds, version: number | undefined): Json {
  const tree = (expression: Expression | undefined): Json | undefined =>
    expression === undefined ? undefined : exprJson(expression, version);
  const { min, max, own, negotiated, reserved } = bounds;
  return {
    min: tree(min),
    max: tree(max),
    own: own === undefined ? undefined : { compare: own.compare, value: tree(own.value), mask: tree(own.mask) },
    negotiated: tree(negotiated),
    reserved,
  };
}

function typeTree(type: FieldType, version: number | undefined, structs: Structs): Json {
  switch (type.kind) {
    case 'struct': {
      const struct = structs.get(type.struct);
      return { kind: 'struct', struct: struct === undefined ? type.struct : structDigest(struct, version, structs) };
    }
    case 'array':
      return { kind: 'array', element: typeTree(type.element, version, structs), count: countTree(type.count, version) };
    case 'bytes':
      return { kind: 'bytes', opaque: type.opaque, length: countTree(type.length, version) };
    case 'enum':
      return { kind: 'enum', base: { ...type.base }, values: type.values.map((value) => ({ ...value })) };
    case 'flags':
      return { kind: 'flags', base: { ...type.base }, names: type.names.map((name) => ({ ...name })) };
    default:
      return { ...type };
  }
}

function countTree(count: Extract<FieldType, { kind: 'array' }>['count'], version: number | undefined): Json {
  return count.kind === 'fixed' || count.kind === 'marked'
    ? { ...count }
    : { kind: 'counted', by: exprJson(count.by, version), capacity: count.capacity };
}

function exprJson(expression: Expression, version: number | undefined): Json {
  return atVersion(expression.expr, version);
}
