type Json = { readonly [key: string]: unknown };

/** Shorter ones are easier to read where they stand. */
const shortest = 400;

/**
 * Moves schemas that stand in several places into `definitions`, each under a name made of its title. The shapes are
 * written as plain TypeScript values, so the same one is repeated wherever it is used.
 */
export function withDefinitions(schema: Json): Json {
  const uses = new Map<string, number>();
  visit(schema, (node) => {
    const text = JSON.stringify(node);
    if (text.length >= shortest) uses.set(text, (uses.get(text) ?? 0) + 1);
  });
  const names = new Map<string, string>();
  const taken = new Set<string>();
  visit(schema, (node) => {
    const text = JSON.stringify(node);
    if ((uses.get(text) ?? 0) < 2 || names.has(text)) return;
    const name = unique(slug(node), taken);
    taken.add(name);
    names.set(text, name);
  });
  const definitions: Record<string, unknown> = {};
  for (const [text, name] of names) definitions[name] = replaceInside(JSON.parse(text), names);
  const root = replaceInside(schema, names);
  return names.size === 0 ? root : { ...root, definitions };
}

function slug(schema: Json): string {
  const title = typeof schema.title === 'string' ? schema.title : 'part';
  return title.replace(/^an? /, '').replace(/[^A-Za-z0-9]+/g, '-');
}

function unique(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}

/** Every schema inside, parents first; the schema itself is not one of them. */
function visit(schema: Json, found: (node: Json) => void): void {
  for (const inner of children(schema)) {
    found(inner);
    visit(inner, found);
  }
}

function children(schema: Json): readonly Json[] {
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === 'properties' || key === 'patternProperties') return isJson(value) ? Object.values(value).filter(isJson) : [];
    if (key === 'items') return isJson(value) ? [value] : [];
    return key === 'anyOf' && Array.isArray(value) ? value.filter(isJson) : [];
  });
}

function replace(node: unknown, names: ReadonlyMap<string, string>): unknown {
  if (!isJson(node)) return node;
  const name = names.get(JSON.stringify(node));
  return name === undefined ? replaceInside(node, names) : { $ref: `#/definitions/${name}` };
}

function replaceInside(schema: Json, names: ReadonlyMap<string, string>): Json {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if ((key === 'properties' || key === 'patternProperties') && isJson(value)) {
        return [key, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner, names)]))];
      }
      if (key === 'items') return [key, replace(value, names)];
      return [key, key === 'anyOf' && Array.isArray(value) ? value.map((inner) => replace(inner, names)) : value];
    }),
  );
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
