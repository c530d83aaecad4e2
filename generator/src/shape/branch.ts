import type { ScalarNode, YamlNode } from '../parse/node.js';
import type { SchemaNode } from './schema-node.js';

/** Of several ways of writing a value the one that the node means: found by its kind, and for maps by its keys. */
export function meant(branches: readonly SchemaNode[], node: YamlNode): SchemaNode | undefined {
  const fitting = flat(branches).filter((branch) => sameKind(branch, node));
  if (node.kind === 'list') return fitting[0];
  if (node.kind === 'scalar') return fitting.find((branch) => takes(branch, node)) ?? fitting[0];
  const named = fitting.find((branch) => node.entries.some((entry) => Object.hasOwn(branch.properties ?? {}, entry.key)));
  const open = fitting.length > 1 ? fitting.find((branch) => branch.patternProperties !== undefined) : undefined;
  return named ?? open ?? fitting[0];
}

/** Branches that are choices themselves are laid open. */
export function flat(branches: readonly SchemaNode[]): readonly SchemaNode[] {
  const inner = branches.flatMap((branch) => branch.anyOf ?? [branch]);
  return inner.length > branches.length ? flat(inner) : inner;
}

/** Of several kinds of text the first that the scalar is; a text that is none gets the findings of the first. */
function takes({ enum: words, pattern }: SchemaNode, { value }: ScalarNode): boolean {
  if (typeof value !== 'string') return true;
  return words === undefined ? pattern === undefined || new RegExp(pattern).test(value) : words.includes(value);
}

function sameKind(schema: SchemaNode, node: YamlNode): boolean {
  if (node.kind === 'map') return schema.type === 'object';
  if (node.kind === 'list') return schema.type === 'array';
  return accepts(schema, node);
}

/** Whether a scalar is of the kind that the shape wants. */
export function accepts(schema: SchemaNode, node: ScalarNode): boolean {
  const { value } = node;
  return (
    (typeof value === 'string' && schema.type === 'string') ||
    (typeof value === 'bigint' && schema.type === 'integer') ||
    (typeof value === 'boolean' && schema.type === 'boolean')
  );
}
