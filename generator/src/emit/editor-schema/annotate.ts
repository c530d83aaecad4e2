import type { SchemaNode } from '../../shape/schema-node.js';
import { hoverText, type Use } from './hover.js';
import { type Snippet, snippetsOf } from './snippets.js';

/** A schema with the keywords of the YAML language server beside those of JSON Schema. */
export interface EditorSchema extends SchemaNode {
  readonly markdownDescription: string;
  readonly defaultSnippets?: readonly Snippet[];
}

/** A schema with what editors show: hover text and snippets at every place, meanings of words. */
export function annotate(schema: SchemaNode, use: Use = {}): EditorSchema {
  const { properties, patternProperties, items, anyOf } = schema;
  const about = schema.description ?? use.about ?? described(anyOf);
  // Editors take branches with one description for one branch.
  const description = use.branch === true && about === use.about && schema.title !== undefined ? `${about} (${schema.title})` : about;
  const required = new Set(schema.required ?? []);
  return {
    ...schema,
    ...(description === undefined ? {} : { description }),
    markdownDescription: hoverText(schema, { ...use, ...(about === undefined ? {} : { about: use.about ?? about }) }),
    ...(use.branch === true && schema.type !== 'object' && schema.type !== 'array' ? {} : { defaultSnippets: snippetsOf(schema) }),
    ...(properties === undefined
      ? {}
      : { properties: mapped(properties, (inner, key) => annotate(inner, { key, needed: required.has(key) })) }),
    ...(patternProperties === undefined
      ? {}
      : { patternProperties: mapped(patternProperties, (inner) => annotate(inner, { key: schema['x-key'] ?? 'name' })) }),
    ...(items === undefined ? {} : { items: annotate(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map((branch) => annotate(branch, branchUse(schema, branch, use, about))) }),
  };
}

/** A way of writing something: the place is the same, and so is what it is about. */
function branchUse(schema: SchemaNode, branch: SchemaNode, use: Use, about: string | undefined): Use {
  const examples = branch.type === 'object' || branch.type === 'array' ? undefined : schema['x-examples'];
  return {
    ...use,
    branch: true,
    ...(about === undefined ? {} : { about }),
    ...(examples === undefined ? {} : { examples }),
  };
}

/** Of a choice that says nothing itself, the first way of writing it speaks. */
function described(branches: readonly SchemaNode[] = []): string | undefined {
  const [first] = branches;
  return first?.description ?? (first?.anyOf === undefined ? undefined : described(first.anyOf));
}

function mapped(
  schemas: Readonly<Record<string, SchemaNode>>,
  change: (schema: SchemaNode, key: string) => SchemaNode,
): Readonly<Record<string, SchemaNode>> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, change(schema, key)]));
}
