import type { YamlNode } from '../parse/node.js';
import { meant } from './branch.js';
import type { SchemaNode } from './schema-node.js';

/** Maps that authors forget to open: their entries stand one level too high. */
const forgotten = ['fields', 'state'] as const;

/** Where a key that means nothing here would mean something: inside a map that was not opened, or in another kind of map. */
export function elsewhere(root: SchemaNode, here: SchemaNode, key: string, value: YamlNode): string | undefined {
  const owners = [...new Set(ownersOf(root, key, new Set()))];
  if (owners.length > 0 && owners.length < 5) return `"${key}" is a key of ${owners.join(', ').replace(/, ([^,]*)$/, ' and of $1')}`;
  for (const name of forgotten) {
    const inner = Object.entries(here.properties?.[name]?.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern, 'u').test(key));
    if (inner !== undefined && fits(inner[1], value)) return `write it under \`${name}:\``;
  }
  return undefined;
}

function fits(schema: SchemaNode, value: YamlNode): boolean {
  return meant(schema.anyOf ?? [schema], value) !== undefined;
}

/** Titles of the maps that have the key. */
function ownersOf(schema: SchemaNode, key: string, seen: Set<SchemaNode>): readonly string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const own = Object.hasOwn(schema.properties ?? {}, key) && schema.title !== undefined ? [schema.title] : [];
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...Object.values(schema.patternProperties ?? {}),
    ...(schema.anyOf ?? []),
    ...(schema.items === undefined ? [] : [schema.items]),
  ];
  return [...own, ...inner.flatMap((each) => ownersOf(each, key, seen))];
}
