import type { StructData } from '../schema/types.js';

/** The file whose names a layout uses: the model's own types, or a shared file's. */
export interface Home {
  /** `bus`; absent for the model's own. */
  readonly prefix?: string;
  readonly structs: { readonly [name: string]: StructData } | undefined;
}

/** What a struct type was given, closed: nothing in it depends on where it was written any more. */
export type Argument =
  | { readonly kind: 'expr'; readonly text: string }
  | { readonly kind: 'type'; readonly text: string; readonly home: Home; readonly with: GivenArguments };

/** Arguments as given: `undefined` for one whose fault is reported. */
export type GivenArguments = ReadonlyMap<string, Argument | undefined>;

/** What surrounds a layout: the names it can use, its arguments, and where in the state it lies. */
export interface Env {
  readonly home: Home;
  readonly args: ReadonlyMap<string, Argument>;
  /** What `self` is from outside: `state`, `state.ring`. Absent inside arrays, where there is no one place. */
  readonly path?: string;
  /** Instances around this one, outermost first. */
  readonly chain: readonly string[];
}

/** Tells instances of one struct type apart. */
export function argumentKey(args: GivenArguments): string {
  return [...args]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, arg]) => {
      if (arg === undefined) return name;
      return arg.kind === 'expr' ? `${name}=${arg.text}` : `${name}:${arg.home.prefix ?? ''}.${arg.text}{${argumentKey(arg.with)}}`;
    })
    .join(';');
}

const words = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|(?<![\w.])args\.([A-Za-z_]\w*)|(?<![\w.])(self|version)(?![\w])/g;

/** The text with each `args.NAME` replaced by what was given, so that the types of the whole are known. */
export function substituteArguments(text: string, args: ReadonlyMap<string, Argument>): string {
  return text.replace(words, (whole: string, name: string | undefined) => {
    const arg = name === undefined ? undefined : args.get(name);
    return arg?.kind === 'expr' ? atom(arg.text) : whole;
  });
}

/** The text with `self` replaced by what it is from outside. */
export function substituteSelf(text: string, path: string): string {
  return text.replace(words, (whole: string, _name: string | undefined, word: string | undefined) => (word === 'self' ? path : whole));
}

/** Whether the text mentions `self` or `version` outside of string literals. */
export function mentions(text: string, word: 'self' | 'version'): boolean {
  return [...text.matchAll(words)].some((match) => match[2] === word);
}

function atom(text: string): string {
  return /^[\w.]+$/.test(text) ? text : `(${text})`;
}
