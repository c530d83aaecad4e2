import { names } from '../diagnostics/codes/names.js';
import { state } from '../diagnostics/codes/state.js';
import type { FieldType } from '../ir/layout.js';
import type { Life } from '../ir/spec.js';
import type { FieldData, LongFieldData, StructData } from '../schema/types.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import {
  type Argument,
  argumentKey,
  type Env,
  type GivenArguments,
  type Home,
  mentions,
  substituteArguments,
  substituteSelf,
} from './arguments.js';
import type { Context } from './context.js';
import type { At } from './expressions.js';
import { usualType } from './foreign-types.js';
import { sharedNames } from './shared-values.js';

const deepest = 32;
const most = 2000;

/** A struct type with its arguments: a type of its own. */
export interface Instance {
  readonly id: string;
  /** As declared and as deviations name it: `Ring`, `bus.Device`. */
  readonly origin: string;
  readonly data: StructData;
  readonly env: Env;
  readonly fields: Map<string, FieldType>;
  /** Bytes on the wire, when they never vary. */
  size: number | undefined;
  /** Around all its uses. */
  life: Life;
}

interface Declaration {
  readonly home: Home;
  readonly name: string;
  readonly origin: string;
  readonly data: StructData;
}

/** The struct types of one model: declarations by name, and the instances that its state uses. */
export class Structs {
  readonly instances = new Map<string, Instance>();
  readonly #byId = new Map<string, Instance>();
  readonly #context: Context;
  readonly #model: string;
  readonly #declare: (instance: Instance) => void;
  readonly #self = new WeakMap<StructData, boolean>();

  constructor(context: Context, model: string, declare: (instance: Instance) => void) {
    this.#context = context;
    this.#model = model;
    this.#declare = declare;
  }

  fieldsOf(id: string): ReadonlyMap<string, FieldType> | undefined {
    return this.#byId.get(id)?.fields;
  }

  byId(id: string): Instance | undefined {
    return this.#byId.get(id);
  }

  /** The declaration that a name means in a file; nothing, and no report, when there is none. */
  find(text: string, home: Home): Declaration | undefined {
    const dot = text.indexOf('.');
    if (dot < 0) {
      const data = own(home.structs, text);
      return data === undefined
        ? undefined
        : { home, name: text, origin: home.prefix === undefined ? text : `${home.prefix}.${text}`, data };
    }
    const prefix = text.slice(0, dot);
    const name = text.slice(dot + 1);
    const file = this.#context.sources.types.find((each) => each.data.types === prefix);
    const data = own(file?.data.structs, name);
    return file === undefined || data === undefined
      ? undefined
      : { home: { prefix, structs: file.data.structs }, name, origin: text, data };
  }

  reportUnknown(text: string, home: Home, at: At, builtin: readonly string[]): void {
    const dot = text.indexOf('.');
    const prefix = dot < 0 ? undefined : text.slice(0, dot);
    const file = this.#context.sources.types.find((each) => each.data.types === prefix);
    const declared = dot < 0 ? home.structs : file?.data.structs;
    if (declared !== undefined && this.#context.places.dropped(declared, text.slice(dot + 1))) return;
    const shared = this.#context.sources.types.flatMap((each) =>
      Object.keys(each.data.structs ?? {}).map((name) => `${each.data.types}.${name}`),
    );
    const known = [...builtin, ...Object.keys(home.structs ?? {}), ...shared, ...sharedNames(this.#context)];
    const span = this.#context.places.value(at.data, at.key);
    const usual = usualType(text);
    const message = `there is no type "${text}"${usual === undefined ? didYouMean(text, known) : ''}`;
    this.#context.reporter.report(names.typeUnknown, span, message, usual === undefined ? knownHere(known) : { help: `write ${usual}` });
  }

  /** The instance of a declared struct with these arguments, made when it is new. */
  instance(declaration: Declaration, env: Env, args: GivenArguments, path: string | undefined, life: Life, at: At): Instance | undefined {
    const { home, name, origin, data } = declaration;
    const { reporter, places } = this.#context;
    this.#context.usedTypes.add(home.prefix === undefined ? `${this.#model} ${name}` : origin);
    const complete = this.#complete(declaration, args, at);
    if (complete === undefined) return undefined;
    const dependent = this.#needsPath(declaration, complete, new Set());
    const key = `${origin}|${argumentKey(complete)}|${dependent ? (path ?? '[]') : ''}`;
    const found = this.instances.get(key);
    if (env.chain.includes(key)) {
      reporter.report(
        names.cycle,
        places.value(at.data, at.key),
        `${origin} holds itself: ${[...env.chain.map((each) => each.split('|')[0]), origin].join(' → ')}`,
      );
      return undefined;
    }
    if (found !== undefined) {
      this.#widen(found, life);
      return found;
    }
    if (env.chain.length >= deepest || this.instances.size >= most) {
      const why =
        env.chain.length >= deepest ? `struct types are nested more than ${deepest} deep` : `the model has more than ${most} struct types`;
      reporter.report(state.typeTooDeep, places.value(at.data, at.key), why);
      return undefined;
    }
    const instance: Instance = {
      id: this.#id(name),
      origin,
      data,
      env: { home, args: complete, chain: [...env.chain, key], ...(path === undefined ? {} : { path }) },
      fields: new Map(),
      size: undefined,
      life,
    };
    this.instances.set(key, instance);
    this.#byId.set(instance.id, instance);
    this.#declare(instance);
    return instance;
  }

  /** Arguments as written in `with:`, closed over the layout they are written in. */
  arguments(given: LongFieldData['with'], env: Env): GivenArguments {
    const closed = new Map<string, Argument | undefined>();
    for (const [name, value] of this.#context.places.entries(given)) {
      closed.set(name, this.#close(value, env, { data: given ?? {}, key: name }));
    }
    return closed;
  }

  #close(value: NonNullable<LongFieldData['with']>[string], env: Env, at: At): Argument | undefined {
    if (typeof value === 'bigint') return { kind: 'expr', text: String(value) };
    if (typeof value === 'object') return this.#closeType(value.type, value.with, env, { data: value, key: 'type' });
    if (/^args\.\w+$/.test(value)) {
      const passed = env.args.get(value.slice(5));
      if (passed !== undefined) return passed;
    }
    if (!this.#context.places.quoted(at.data, at.key) || this.find(value, env.home) !== undefined)
      return this.#closeType(value, undefined, env, at);
    const text = substituteArguments(value, env.args);
    const { reporter, places } = this.#context;
    if (mentions(value, 'version'))
      reporter.report(
        names.argumentUnknown,
        places.value(at.data, at.key),
        'an argument cannot use `version`: inside the struct it is another one',
      );
    if (!mentions(text, 'self')) return { kind: 'expr', text };
    if (env.path !== undefined) return { kind: 'expr', text: substituteSelf(text, env.path) };
    reporter.report(
      names.argumentUnknown,
      places.value(at.data, at.key),
      'an argument cannot use `self` inside an array, where it has no one place',
    );
    return undefined;
  }

  #closeType(text: string, given: LongFieldData['with'], env: Env, at: At): Argument | undefined {
    if (/^args\.\w+$/.test(text)) {
      const passed = env.args.get(text.slice(5));
      if (passed === undefined) {
        this.#context.reporter.report(
          names.argumentUnknown,
          this.#context.places.value(at.data, at.key),
          `there is no argument "${text}" here`,
        );
      }
      return passed;
    }
    return { kind: 'type', text, home: env.home, with: this.arguments(given, env) };
  }

  /** Given arguments and defaults together; what is missing, too much or of the wrong kind is reported. */
  #complete(declaration: Declaration, given: GivenArguments, at: At): ReadonlyMap<string, Argument> | undefined {
    const { places, reporter } = this.#context;
    const { data, home, origin } = declaration;
    const parameters = places.entries(data.parameters);
    const span = places.value(at.data, at.key);
    const complete = new Map<string, Argument>();
    let good = true;
    for (const [name, parameter] of parameters) {
      const kind = typeof parameter === 'string' ? parameter : parameter.kind;
      if (given.has(name) && given.get(name) === undefined) {
        good = false;
        continue;
      }
      const value = given.get(name) ?? (typeof parameter === 'string' ? undefined : this.#default(parameter, home));
      if (value === undefined) {
        const example = kind === 'type' ? 'a type' : 'a quoted expression or an integer';
        reporter.report(names.argumentMissing, span, `${origin} needs the argument "${name}"`, {
          related: [{ message: 'declared', span: places.key(data.parameters ?? {}, name) }],
          help: `write with: { ${name}: … }, ${example}, or give the parameter a default`,
        });
        good = false;
      } else if (value.kind !== kind) {
        reporter.report(
          names.argumentUnknown,
          span,
          `the argument "${name}" of ${origin} is ${kind === 'type' ? 'a type' : 'a quoted expression'}`,
        );
        good = false;
      } else complete.set(name, value);
    }
    for (const name of given.keys()) {
      if (complete.has(name) || parameters.some(([each]) => each === name)) continue;
      const known = parameters.map(([each]) => each);
      reporter.report(names.argumentUnknown, span, `${origin} takes no argument "${name}"${didYouMean(name, known)}`, {
        help: known.length === 0 ? 'it has no parameters: remove `with`' : `it takes ${known.join(', ')}`,
      });
      good = false;
    }
    return good ? complete : undefined;
  }

  #default(parameter: { readonly kind: 'expr' | 'type'; readonly default?: bigint | string }, home: Home): Argument | undefined {
    const value = parameter.default;
    if (value === undefined) return undefined;
    if (parameter.kind === 'type') return typeof value === 'string' ? { kind: 'type', text: value, home, with: new Map() } : undefined;
    return { kind: 'expr', text: String(value) };
  }

  /** Whether an instance must know its place, because something in it hands `self` on to a struct inside. */
  #needsPath(declaration: Declaration, args: GivenArguments, seen: Set<StructData>): boolean {
    if (this.#usesSelf(declaration.data) || [...args.values()].some((arg) => this.#argumentNeedsPath(arg, seen))) return true;
    if (seen.has(declaration.data)) return false;
    seen.add(declaration.data);
    return typeNames(declaration.data).some((text) => {
      const inner = this.find(text, declaration.home);
      return inner !== undefined && this.#needsPath(inner, new Map(), seen);
    });
  }

  #argumentNeedsPath(arg: Argument | undefined, seen: Set<StructData>): boolean {
    if (arg === undefined || arg.kind === 'expr') return false;
    const inner = this.find(arg.text, arg.home);
    return inner !== undefined && this.#needsPath(inner, arg.with, seen);
  }

  #usesSelf(data: StructData): boolean {
    let uses = this.#self.get(data);
    if (uses === undefined) {
      uses = typeUses(data).some((use) => argumentTexts(use.with).some((text) => mentions(text, 'self')));
      this.#self.set(data, uses);
    }
    return uses;
  }

  #widen(instance: Instance, life: Life): void {
    const added = Math.min(instance.life.added, life.added);
    const removed =
      instance.life.removed === undefined || life.removed === undefined ? undefined : Math.max(instance.life.removed, life.removed);
    instance.life = removed === undefined ? { added } : { added, removed };
  }

  #id(name: string): string {
    if (!this.#byId.has(name)) return name;
    let number = 2;
    while (this.#byId.has(`${name}${number}`)) number++;
    return `${name}${number}`;
  }
}

function own<T>(map: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
}

interface FieldsData {
  readonly fields?: { readonly [name: string]: FieldData };
  readonly subsections?: { readonly [name: string]: FieldsData };
}

/** Each place where a type is named: fields, and cases of variants. */
function typeUses(data: FieldsData): readonly Pick<LongFieldData, 'type' | 'with'>[] {
  const own = Object.values(data.fields ?? {}).flatMap((field): readonly Pick<LongFieldData, 'type' | 'with'>[] => {
    if (typeof field === 'string') return [{ type: field }];
    const cases = Object.values(field.cases ?? {}).flatMap(({ type, ...rest }) => (type === undefined ? [] : [{ ...rest, type }]));
    return [field, ...cases];
  });
  return [...own, ...Object.values(data.subsections ?? {}).flatMap(typeUses)];
}

function argumentTexts(given: LongFieldData['with']): readonly string[] {
  return Object.values(given ?? {}).flatMap((value) => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'bigint') return [];
    return [value.type, ...Object.values(value.with ?? {}).filter((each) => typeof each === 'string')];
  });
}

/** Names of types that fields and arguments of a struct mention. */
function typeNames(data: FieldsData): readonly string[] {
  return typeUses(data).flatMap((use) => [bare(use.type), ...argumentTexts(use.with)]);
}

function bare(type: string): string {
  return type.replace(/\[.*$/, '');
}
