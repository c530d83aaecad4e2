import type { Static, TSchema } from 'typebox';
import { shape as codes } from '../diagnostics/codes/shape.js';
import type { Reporter } from '../diagnostics/reporter.js';
import type { ListNode, MapNode, ScalarNode, YamlNode } from '../parse/node.js';
import { inQuotes } from '../text/quotes.js';
import { didYouMean } from '../text/suggest.js';
import { accepts, flat, meant } from './branch.js';
import { elsewhere } from './elsewhere.js';
import type { Places } from './places.js';
import { describe, reportScalar } from './scalars.js';
import { type SchemaNode, schemaNode } from './schema-node.js';

type Data = bigint | boolean | string | Data[] | { [key: string]: Data };

/**
 * Checks a file's nodes against its schema and gives the data that fit. What does not fit is reported and left out, so one
 * run finds the faults of every part; nothing at all comes back when too little is left.
 */
export function shape<Schema extends TSchema>(
  schema: Schema,
  node: YamlNode,
  places: Places,
  reporter: Reporter,
): Static<Schema> | undefined {
  const root = schemaNode(schema);
  const data = new Shaper(places, reporter, root).value(root, node);
  return data as Static<Schema> | undefined;
}

const compiled = new Map<string, RegExp>();

/** The schemas' patterns are few and each is used for every key of a map. */
function regexp(pattern: string): RegExp {
  const found = compiled.get(pattern) ?? new RegExp(pattern, 'u');
  compiled.set(pattern, found);
  return found;
}

class Shaper {
  readonly #places: Places;
  readonly #reporter: Reporter;
  readonly #root: SchemaNode;

  constructor(places: Places, reporter: Reporter, root: SchemaNode) {
    this.#places = places;
    this.#reporter = reporter;
    this.#root = root;
  }

  value(schema: SchemaNode, node: YamlNode): Data | undefined {
    if (schema.anyOf !== undefined) return this.#union(schema, schema.anyOf, node);
    if (node.kind === 'map' && schema.type === 'object') return this.#map(schema, node);
    if (node.kind === 'list' && schema.type === 'array') return this.#list(schema, node);
    if (node.kind === 'scalar' && accepts(schema, node)) return this.#scalar(schema, node);
    reportScalar(schema, node, this.#reporter);
    return taken(schema, node);
  }

  /** Only the branch that the node means speaks. */
  #union(schema: SchemaNode, branches: readonly SchemaNode[], node: YamlNode): Data | undefined {
    const chosen = meant(branches, node);
    if (chosen !== undefined) return this.value(chosen, node);
    const whole = { ...schema, title: schema.title ?? titles(branches), ...textKind(flat(branches)) };
    reportScalar(whole, node, this.#reporter);
    return taken(whole, node);
  }

  #map(schema: SchemaNode, node: MapNode): Data | undefined {
    const data: { [key: string]: Data } = {};
    this.#places.container(data, node.span);
    const known = Object.keys(schema.properties ?? {});
    const patterns = Object.entries(schema.patternProperties ?? {}).map(([pattern, item]) => [regexp(pattern), item] as const);
    for (const { key, keySpan, value } of node.entries) {
      const own = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
      const item = own ?? patterns.find(([pattern]) => key.length <= 300 && pattern.test(key))?.[1];
      if (item === undefined) {
        this.#unknownKey(schema, key, keySpan, known, value);
        continue;
      }
      const shaped = this.value(item, value);
      if (shaped === undefined) this.#places.drop(data, key);
      else {
        data[key] = shaped;
        const scalar = value.kind === 'scalar' ? value : { quoted: false, written: '' };
        this.#places.child(data, key, { key: keySpan, value: value.span, quoted: scalar.quoted, written: scalar.written });
      }
    }
    return this.#complete(schema, node, data) ? data : undefined;
  }

  #unknownKey(schema: SchemaNode, key: string, span: MapNode['span'], known: readonly string[], value: YamlNode): void {
    if (schema['x-keys'] !== undefined) {
      this.#reporter.report(codes.nameInvalid, span, `"${key}" is not a name here: keys are ${schema['x-keys']}`, {
        help: `write "${nameLike(key)}", for example`,
      });
      return;
    }
    const meant = didYouMean(key, known);
    const place = meant === '' ? elsewhere(this.#root, schema, key, value) : undefined;
    this.#reporter.report(codes.keyUnknown, span, `${schema.title ?? 'this map'} has no key "${key}"${meant}`, {
      help: `${place === undefined ? '' : `${place}; `}known here: ${known.join(', ')}`,
    });
  }

  #complete(schema: SchemaNode, node: MapNode, data: { [key: string]: Data }): boolean {
    let complete = true;
    for (const key of schema.required ?? []) {
      if (Object.hasOwn(data, key)) continue;
      complete = false;
      if (this.#places.dropped(data, key)) continue;
      this.#reporter.report(codes.keyMissing, headOf(node), `${schema.title ?? 'this map'} needs the key "${key}"`, {
        help: `add "${key}": ${uncapital(schema.properties?.[key]?.description ?? 'a value')}`,
      });
    }
    if (schema.minProperties !== undefined && node.entries.length < schema.minProperties) {
      this.#reporter.report(codes.numberOutside, headOf(node), `${schema.title ?? 'this map'} needs at least ${schema.minProperties} key`);
      complete = false;
    }
    return complete;
  }

  #list(schema: SchemaNode, node: ListNode): Data | undefined {
    const data: Data[] = [];
    this.#places.container(data, node.span);
    const { minItems, maxItems } = schema;
    if ((minItems !== undefined && node.items.length < minItems) || (maxItems !== undefined && node.items.length > maxItems)) {
      this.#reporter.report(
        codes.numberOutside,
        node.span,
        `a list of ${minItems ?? 0} to ${maxItems ?? 'any number of'} items is needed, this one has ${node.items.length}`,
      );
      return undefined;
    }
    for (const item of node.items) {
      const shaped = this.value(schema.items ?? {}, item);
      if (shaped === undefined) {
        this.#places.drop(data, String(data.length));
        continue;
      }
      const scalar = item.kind === 'scalar' ? item : { quoted: false, written: '' };
      this.#places.child(data, data.length, { key: item.span, value: item.span, quoted: scalar.quoted, written: scalar.written });
      data.push(shaped);
    }
    return data;
  }

  #scalar(schema: SchemaNode, node: ScalarNode): Data | undefined {
    const { value, span } = node;
    if (typeof value === 'boolean') return value;
    if (typeof value === 'bigint') {
      const low = schema.minimum !== undefined && value < BigInt(schema.minimum);
      const high = schema.maximum !== undefined && value > BigInt(schema.maximum);
      if (!low && !high) return value;
      this.#reporter.report(codes.numberOutside, span, `${value} lies outside ${schema.minimum ?? 'any'}..${schema.maximum ?? 'any'}`, {
        help: `write an integer ${schema.maximum === undefined ? `of ${schema.minimum} or more` : `from ${schema.minimum ?? 'any'} to ${schema.maximum}`}`,
      });
      return undefined;
    }
    if (typeof value !== 'string') return undefined;
    return this.#text(schema, node, value);
  }

  #text(schema: SchemaNode, node: ScalarNode, value: string): string | undefined {
    const { span } = node;
    if (schema.enum !== undefined && !schema.enum.includes(value)) {
      this.#reporter.report(codes.valueUnknown, span, `"${value}" means nothing here${didYouMean(value, schema.enum)}`, {
        help: `known here: ${schema.enum.join(', ')}`,
      });
      return undefined;
    }
    if (schema['x-text'] === 'expression' && !node.quoted) {
      this.#reporter.report(codes.expressionNotQuoted, span, 'an expression is a quoted string', { help: inQuotes(value) });
      return undefined;
    }
    if (
      (schema.minLength !== undefined && value.length < schema.minLength) ||
      (schema.maxLength !== undefined && value.length > schema.maxLength)
    ) {
      this.#reporter.report(
        codes.textInvalid,
        span,
        `the text has ${value.length} characters; ${schema.minLength ?? 0} to ${schema.maxLength ?? 'any number'} are allowed`,
      );
      return undefined;
    }
    if (schema.pattern !== undefined && !regexp(schema.pattern).test(value)) {
      this.#reporter.report(codes.nameInvalid, span, `"${value}" is not ${schema.title ?? 'allowed here'}`);
      return undefined;
    }
    return value;
  }
}

/** A number in the place of a version is reported and means its text: what names the version is no second mistake. */
function taken(schema: SchemaNode, node: YamlNode): string | undefined {
  return schema['x-text'] === 'version' && node.kind === 'scalar' && node.value !== null ? node.written : undefined;
}

/** A name that is allowed, near to one that is not. */
function nameLike(key: string): string {
  const plain = key.replace(/[^A-Za-z0-9_]+/g, '_').slice(0, 60);
  if (!/[A-Za-z0-9]/.test(plain)) return 'name';
  return /^\d/.test(plain) ? `n${plain}` : plain;
}

/** `The value.` as a part of a sentence. */
function uncapital(text: string): string {
  return text.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}

/** Where to point for a missing key: the start of the parent, not all its lines. */
function headOf(node: MapNode): MapNode['span'] {
  const first = node.entries[0];
  return first === undefined ? node.span : { file: node.span.file, start: node.span.start, end: first.keySpan.end };
}

function titles(branches: readonly SchemaNode[]): string {
  return [...new Set(branches.map((branch) => branch.title ?? describe(branch)))].join(' or ');
}

function textKind(branches: readonly SchemaNode[]): Pick<SchemaNode, 'x-text'> {
  const kinds = branches.map((branch) => branch['x-text']).filter((kind) => kind !== undefined);
  const kind = kinds.find((each) => each === 'version') ?? kinds.find((each) => each === 'expression') ?? kinds[0];
  return kind === undefined ? {} : { 'x-text': kind };
}
