/** Everything from a spec that reaches code or a comment passes through here. */
import { escapeInvisible } from '../escape.js';

/** A string literal with single quotes. JSON escapes, and what JavaScript or a terminal could take for something else. */
export function quote(text: string): string {
  const json = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escapeInvisible(json)}'`;
}

/** One line of a comment, which it cannot end, and in which it cannot start a tag that tools obey. */
export function commentLine(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').trim();
  return escapeInvisible(line)
    .replaceAll('*/', '*\\/')
    .replaceAll('/*', '/\\*')
    .replace(/^@/, '\\@')
    .replaceAll(/([\s{])@/g, '$1\\@');
}

/** Lines of a comment; a doc of several lines stays so. */
export function commentLines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map(commentLine);
  while (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The name of a property in an object literal or a type. */
export function propertyKey(name: string): string {
  // `__proto__: x` in a literal sets the prototype, quoted or not; computed it is a property like any other.
  if (name === '__proto__') return "['__proto__']";
  return identifier.test(name) ? name : quote(name);
}

/** `of.name`. */
export function access(of: string, name: string): string {
  return identifier.test(name) ? `${of}.${name}` : `${of}[${quote(name)}]`;
}

/** A name that may serve as an identifier; different names may give the same one. */
export function identifierOf(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9_]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())
    .replace(/[^A-Za-z0-9_]/g, '');
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}

/** `virtio-blk` → `VirtioBlk`; `before` stands before a digit. */
export function pascalCase(name: string, before = 'Device'): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `${before}${joined}`;
}

const reserved = new Set(
  `abstract any arguments as async await bigint boolean break case catch class const constructor continue debugger declare default
  delete do else enum eval export extends false finally for from function get if implements import in infer instanceof interface
  is keyof let module namespace never new null number object of package private protected public readonly require return set
  static string super switch symbol this throw true try type typeof undefined unique unknown var void while with yield
  cursor env end error index offset outer params received state u8 value version view
  Array BigInt Boolean Buffer DataView Error Infinity Math NaN Number Object String Symbol Uint8Array globalThis isFinite isNaN`.split(
    /\s+/,
  ),
);

/** Gives out names that clash with nothing given out before. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set([...reserved, ...taken]);
  }

  take(wanted: string): string {
    const base = identifierOf(wanted);
    let name = base;
    for (let count = 2; this.#taken.has(name); count++) name = `${base}_${count}`;
    this.#taken.add(name);
    return name;
  }
}

/** Everything generated code may import from the runtime, and names that all modules have; nothing of a spec gets one of them. */
export const fixedNames: ReadonlySet<string> = new Set(
  `CodecEnv Cursor Device DeviceDescriptor MigspecError NativeSubsections Placement Run SectionDescriptor U8View U16View U32View
  U64View I8View I16View I32View I64View StandardSchema alignUp alignUpBigint bytesAt configurationSchema configurationSchemaOf createConfiguration enterSubsection everyOf hexBytes isResetValue sameBytes
  maxBigint minBigint nameBytes nativeSubsectionHeader pow2ceil pow2ceilBigint qemuSubsectionHeader readText someOf subsectionIs
  subsectionName textLength within writeText zeroBytes Configuration Env Input Params State section size encode decode reset absent descriptor
  Array BigInt Boolean Buffer DataView Date Error Function JSON Map Math Number Object Omit Partial Pick Promise Proxy Readonly
  Record Reflect RegExp Required Set String Symbol Uint8Array WeakMap`.split(/\s+/),
);
