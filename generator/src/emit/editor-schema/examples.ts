import type { Example } from '../../schema/common.js';
import type { SchemaNode } from '../../shape/schema-node.js';

/** What an author would write there, in YAML: what the shape names, else something made of its kind. Never empty. */
export function examplesOf(schema: SchemaNode): readonly Example[] {
  return schema['x-examples'] ?? [{ yaml: made(schema) }];
}

export function exampleOf(schema: SchemaNode): string {
  return examplesOf(schema)[0]?.yaml ?? made(schema);
}

function made(schema: SchemaNode): string {
  const [branch] = schema.anyOf ?? [];
  if (branch !== undefined) return exampleOf(branch);
  switch (schema.type) {
    case 'object':
      return schema.properties === undefined ? madeMap(schema) : madeObject(schema, schema.properties);
    case 'array':
      return `[${exampleOf(schema.items ?? {})}]`;
    case 'integer':
      return String(schema.minimum ?? 1);
    case 'boolean':
      return 'true';
    default:
      return madeText(schema);
  }
}

function madeText(schema: SchemaNode): string {
  if (schema.enum !== undefined) return schema.enum[0] ?? '';
  if (schema['x-text'] === 'expression') return '"true"';
  return schema['x-text'] === 'version' ? '"1"' : 'name';
}

/** What must be there, no more. */
function madeObject(schema: SchemaNode, properties: Readonly<Record<string, SchemaNode>>): string {
  const entries = (schema.required ?? []).flatMap((key) => {
    const property = properties[key];
    return property === undefined ? [] : [`${key}: ${exampleOf(property)}`];
  });
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function madeMap(schema: SchemaNode): string {
  const [item] = Object.values(schema.patternProperties ?? {});
  return item === undefined ? '{}' : `{ ${schema['x-key'] ?? 'name'}: ${exampleOf(item)} }`;
}
