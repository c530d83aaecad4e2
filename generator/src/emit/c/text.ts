/** Everything from a spec that reaches C code or a comment passes through here. */
import { escapeInvisible } from '../escape.js';

/** Stand for the layout's own prefix until it has its number; no text of a spec holds such characters. */
export const prefixMark = '\u0001';
export const upperMark = '\u0002';

/** One line of a block comment: it cannot end the comment, begin another, or be a trigraph. */
export function commentLine(text: string): string {
  const line = escapeInvisible(text.replace(/\p{Cc}+/gu, ' ').trim())
    .replaceAll('*/', '*\\/')
    .replaceAll('/*', '/\\*')
    .replaceAll('??', '?\\?')
    .replaceAll('??', '?\\?');
  // A line of a comment that ends so goes on in the next one, for compilers and for their warnings.
  return line.endsWith('\\') ? `${line} .` : line;
}

/** Lines of a comment; a doc of several lines stays so. */
export function commentLines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map(commentLine);
  while (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

/** A block comment of lines that `commentLine` made. */
export function comment(lines: readonly string[]): string[] {
  const [only] = lines;
  if (lines.length === 0 || only === undefined) return [];
  if (lines.length === 1) return [`/* ${only} */`];
  return ['/*', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'];
}

/** A C identifier; different names may give the same one. */
export function identifierOf(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(plain) ? plain : `x${plain === '' ? '' : '_'}${plain}`;
}

/** Keywords of C and C++ (headers serve both), what the headers of the library define, and names of the printed code. */
const reserved = new Set(
  `alignas alignof and and_eq asm atomic auto bitand bitor bool break case catch char class compl concept const consteval constexpr
  constinit continue decltype default delete do double dynamic_cast else enum explicit export extern false float for friend goto if
  inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register
  reinterpret_cast requires restrict return short signed sizeof static static_assert static_cast struct switch template this
  thread_local throw true try typedef typeid typename typeof union unsigned using virtual void volatile wchar_t while xor xor_eq
  NULL EOF errno stdin stdout stderr linux unix i386 offsetof assert complex imaginary I near far min max
  all any around at call config count data limit list reader result scope size state value version writer uint8_t uint16_t
  uint32_t uint64_t int8_t int16_t int32_t int64_t size_t memcpy memset main`.split(/\s+/),
);

/** Members of structs stand behind a dot: of the printed code's own names they may have every one. */
const local = new Set(
  'all any around at call config count data limit list reader result scope size state value version writer main'.split(' '),
);

const reservedForMembers: ReadonlySet<string> = new Set([...reserved].filter((name) => !local.has(name)));

/** Gives out names that clash with nothing given out before. */
export class Names {
  readonly #taken = new Set<string>();
  readonly #reserved: ReadonlySet<string>;

  constructor(of: 'members' | 'names') {
    this.#reserved = of === 'names' ? reserved : reservedForMembers;
  }

  take(wanted: string): string {
    const base = identifierOf(wanted);
    let name = base;
    for (let count = 2; this.#taken.has(name) || this.#reserved.has(name); count++) name = `${base}_${count}`;
    this.#taken.add(name);
    return name;
  }
}

export const upper = (name: string): string => identifierOf(name).toUpperCase();
