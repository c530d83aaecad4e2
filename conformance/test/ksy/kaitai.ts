/** Descriptions compiled by Kaitai, run, and what their readers found by the names of the spec. */
import { createRequire } from 'node:module';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);
const compiler = require('kaitai-struct-compiler');
const { KaitaiStream } = require('kaitai-struct');

interface Attribute {
  readonly id: string;
  readonly '-orig-id'?: string;
  readonly '-migspec'?: string;
  readonly type?: string;
  readonly enum?: string;
  readonly '-values'?: Readonly<Record<string, string>>;
  readonly repeat?: string;
}

interface Type {
  readonly params?: readonly { readonly id: string; readonly type: string }[];
  readonly seq: readonly Attribute[];
}

export interface Description extends Type {
  readonly meta: { readonly id: string };
  readonly types?: Readonly<Record<string, Type>>;
  readonly enums?: Readonly<Record<string, Readonly<Record<string, { readonly id: string; readonly '-orig-id': string }>>>>;
}

type Parsed = Readonly<Record<string, unknown>>;
type ReaderClass = new (stream: unknown, parent: null, root: null, ...params: unknown[]) => Parsed;

export interface Found {
  /** By name in the spec: numbers, `bigint` for 64 bits, names of enum values, bytes, lists, objects; bools are 0 and 1. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Bytes read. */
  readonly consumed: number;
  /** Names of the subsections that came, at any depth. */
  readonly subsections: readonly string[];
}

/** As a user's compiler would: strictly by YAML 1.1, in which `on` is no name. */
export function parseDescription(text: string): Description {
  return parse(text, { version: '1.1' });
}

export async function compiled(text: string, language = 'javascript'): Promise<Readonly<Record<string, string>>> {
  const noImports = { importYaml: () => Promise.reject(new Error('a description imports nothing')) };
  return compiler.compile(language, parseDescription(text), noImports, false);
}

export class Reader {
  readonly description: Description;
  readonly #class: ReaderClass;
  #subsections: string[] = [];

  private constructor(description: Description, readerClass: ReaderClass) {
    this.description = description;
    this.#class = readerClass;
  }

  static async of(text: string): Promise<Reader> {
    const [code] = Object.values(await compiled(text));
    const module = { exports: {} as Record<string, ReaderClass> };
    new Function('exports', 'require', 'module', code ?? '')(module.exports, () => KaitaiStream, module);
    const [readerClass] = Object.values(module.exports);
    if (readerClass === undefined) throw new Error('Kaitai made no class');
    return new Reader(parseDescription(text), readerClass);
  }

  /** Throws what Kaitai's reader throws. */
  read(bytes: Uint8Array, params: readonly unknown[]): Found {
    // The stream reads from the start of the buffer, and codecs give views.
    const stream = new KaitaiStream(Uint8Array.from(bytes).buffer);
    const parsed = new this.#class(stream, null, null, ...params);
    this.#subsections = [];
    return { values: this.#body(this.description, parsed), consumed: stream.pos, subsections: this.#subsections };
  }

  /** Names of the subsections that it knows, at any depth. */
  subsections(): string[] {
    const lists = [this.description, ...Object.values(this.description.types ?? {})].flatMap(({ seq }) =>
      seq.filter((attribute) => attribute['-migspec'] === 'subsections'),
    );
    return lists.flatMap((list) => this.#type(list).seq.flatMap((attribute) => attribute['-orig-id'] ?? []));
  }

  #body(type: Type, parsed: Parsed): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const attribute of type.seq) {
      const raw = parsed[camel(attribute.id)];
      if (raw === undefined) continue;
      if (attribute['-migspec'] === 'subsections')
        Object.assign(values, ...(raw as Parsed[]).map((each) => this.#subsection(attribute, each)));
      const name = attribute['-orig-id'];
      if (name !== undefined) values[name] = this.#value(attribute, raw);
    }
    return values;
  }

  #subsection(list: Attribute, parsed: Parsed): object {
    return Object.assign(
      {},
      ...this.#type(list).seq.map((attribute) => {
        const raw = parsed[camel(attribute.id)];
        if (raw === undefined || attribute['-orig-id'] === undefined) return {};
        this.#subsections.push(attribute['-orig-id']);
        return this.#body(this.#type(attribute), raw as Parsed);
      }),
    );
  }

  #value(attribute: Attribute, raw: unknown): unknown {
    if (attribute['-migspec'] === 'list') {
      const element = this.#type(attribute).seq.find(({ id }) => id === 'element') ?? attribute;
      return (raw as Parsed[]).flatMap((entry) => (entry.element === undefined ? [] : [this.#one(element, entry.element)]));
    }
    return attribute.repeat === undefined ? this.#one(attribute, raw) : (raw as unknown[]).map((each) => this.#one(attribute, each));
  }

  #one(attribute: Attribute, raw: unknown): unknown {
    if (attribute.enum !== undefined) return this.description.enums?.[attribute.enum]?.[String(raw)]?.['-orig-id'];
    if (typeof raw !== 'object' || raw === null || raw instanceof Uint8Array) return raw;
    const type = this.#type(attribute);
    const [first] = type.seq;
    if (first?.['-migspec'] === 'row') return this.#value(first, (raw as Parsed)[camel(first.id)]);
    if (type.seq.length === 2 && type.seq.every(({ id }) => id === 'hi' || id === 'lo')) {
      const value = wide(raw as unknown as Halves);
      return attribute['-values'] === undefined ? value : attribute['-values'][String(value)];
    }
    return this.#body(type, raw as Parsed);
  }

  #type(attribute: Attribute): Type {
    const type = this.description.types?.[attribute.type?.replace(/\(.*/s, '') ?? ''];
    if (type === undefined) throw new Error(`${attribute.id} has no type`);
    return type;
  }
}

interface Halves {
  readonly hi: number;
  readonly lo: number;
}

const wide = ({ hi, lo }: Halves): bigint => (BigInt(hi) << 32n) + BigInt(lo);

/** As Kaitai spells an id in JavaScript. */
function camel(id: string): string {
  const [first = '', ...rest] = id.split('_');
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** Where a state and what was read differ, as paths; what did not travel is not compared. Counts what was. */
export function differences(
  state: Readonly<Record<string, unknown>>,
  found: Readonly<Record<string, unknown>>,
): { readonly paths: string[]; readonly compared: number } {
  const paths: string[] = [];
  let compared = 0;
  // Paths are only put together where something differs: there are many values.
  const visit = (have: unknown, got: unknown, path: () => string): void => {
    if (isList(have) && isList(got)) {
      const [a, b] = [Array.from(have), Array.from(got)];
      if (a.length !== b.length) paths.push(`${path()}: ${a.length} elements, read ${b.length}`);
      else for (const [index, each] of a.entries()) visit(each, b[index], () => `${path()}[${index}]`);
      return;
    }
    if (typeof have === 'object' && typeof got === 'object' && have !== null && got !== null && !isList(have)) {
      for (const [name, value] of Object.entries(have)) if (name in got) visit(value, (got as Parsed)[name], () => `${path()}.${name}`);
      return;
    }
    compared++;
    const same = typeof have === 'boolean' ? got === Number(have) : have === got;
    if (!same) paths.push(`${path()}: ${String(have)}, read ${String(got)}`);
  };
  for (const [name, value] of Object.entries(state)) if (name in found) visit(value, found[name], () => name);
  return { paths, compared };
}

const isList = (value: unknown): value is Iterable<unknown> => typeof value === 'object' && value !== null && Symbol.iterator in value;
