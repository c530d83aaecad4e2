import type { YamlNode } from '../parse/node.js';
import { meant } from '../shape/branch.js';
import type { SchemaNode } from '../shape/schema-node.js';

/** What the shape says of one value of a file: the order of its keys, and how it and its keys are quoted. */
export class Style {
  readonly #schema: SchemaNode | undefined;
  readonly #node: YamlNode | undefined;

  constructor(schema: SchemaNode | undefined, node: YamlNode | undefined) {
    this.#schema = schema?.anyOf === undefined || node === undefined ? schema : meant(schema.anyOf, node);
    this.#node = node;
  }

  /** A key of the language is bare, a version is quoted if need be; other names stay as they are written. */
  key(index: number, source: string): string {
    const name = this.#entry(index)?.key ?? '';
    if (this.#property(name) !== undefined) return name;
    return this.#schema?.['x-key'] === '"1"' ? versionText(name) : requoted(source, name);
  }

  /** The place of an entry among its siblings: that of the shape, then that of the file. */
  rank(index: number): number {
    const at = Object.keys(this.#schema?.properties ?? {}).indexOf(this.#entry(index)?.key ?? '');
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  }

  entry(index: number): Style {
    const found = this.#entry(index);
    if (found === undefined) return new Style(undefined, undefined);
    return new Style(this.#property(found.key) ?? this.#pattern(found.key), found.value);
  }

  item(index: number): Style {
    return new Style(this.#schema?.items, this.#node?.kind === 'list' ? this.#node.items[index] : undefined);
  }

  scalar(source: string): string {
    if (this.#node?.kind !== 'scalar' || typeof this.#node.value !== 'string') return source;
    const { value } = this.#node;
    if (this.#schema?.['x-text'] === 'version') return versionText(value);
    if (this.#schema?.['x-text'] === 'expression') return quoted(value);
    return requoted(source, value);
  }

  /** The text of a block that cannot be kept as one. */
  blockText(): string {
    return this.#node?.kind === 'scalar' ? JSON.stringify(this.#node.value) : '';
  }

  #entry(index: number) {
    return this.#node?.kind === 'map' ? this.#node.entries[index] : undefined;
  }

  #property(key: string): SchemaNode | undefined {
    const properties = this.#schema?.properties ?? {};
    return Object.hasOwn(properties, key) ? properties[key] : undefined;
  }

  #pattern(key: string): SchemaNode | undefined {
    return Object.entries(this.#schema?.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern, 'u').test(key))?.[1];
  }
}

/** Words that some reader of YAML takes for something else. */
const ambiguous = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** Bare if it looks like a word, so that nobody has to know which versions are numbers. */
function versionText(value: string): string {
  return /^[A-Za-z][A-Za-z0-9._-]*$/.test(value) && !ambiguous.test(value) ? value : quoted(value);
}

function requoted(source: string, value: string): string {
  if (source.startsWith('"') || source.startsWith("'")) return quoted(value);
  return source.includes('\n') ? plainLine(value) : source;
}

function plainLine(value: string): string {
  return value.includes('\n') ? quoted(value) : value;
}

function quoted(value: string): string {
  if (/[\p{Cc}]/u.test(value)) return JSON.stringify(value);
  return /["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`;
}
