/** Constants of enums, and the functions that know which numbers are theirs. */
import type { EnumNames } from '../../expr/c-code.js';
import type { FieldType } from '../../ir/layout.js';
import { type Names, upper, upperMark } from './text.js';
import { intType } from './types.js';

type EnumType = FieldType & { readonly kind: 'enum' };

interface Table {
  readonly type: EnumType;
  readonly names: EnumNames;
  readonly known: string;
}

export class EnumTables {
  readonly #names: Names;
  readonly #tables = new Map<string, Table>();
  readonly #choices = new Map<string, EnumNames>();
  readonly #taken = new Set<string>();
  readonly #asked = new Set<string>();
  /** What the field that first has an enum is called, for the names of its constants. */
  readonly #called = new Map<string, string>();

  constructor(names: Names) {
    this.#names = names;
  }

  /** Names an enum after the place where it is declared; the first wins. */
  call(type: EnumType, wanted: string): void {
    const key = keyOf(type);
    if (!this.#called.has(key)) this.#called.set(key, wanted);
  }

  callChoices(values: readonly string[], wanted: string): void {
    const key = JSON.stringify(values);
    if (!this.#called.has(key)) this.#called.set(key, wanted);
  }

  constants(type: EnumType): EnumNames {
    return this.#table(type).names;
  }

  /** The function that tells whether a number is one of the enum's. */
  known(type: EnumType): string {
    const { known } = this.#table(type);
    this.#asked.add(known);
    return known;
  }

  /** Values of a param that is an enum, numbered in their order. */
  choices(values: readonly string[]): EnumNames {
    const key = JSON.stringify(values);
    const known = this.#choices.get(key);
    if (known !== undefined) return known;
    const made = this.#constants(values, this.#called.get(key) ?? 'choice');
    this.#choices.set(key, made);
    return made;
  }

  /** `#define` lines for the header. */
  definitions(): readonly string[] {
    return [
      ...[...this.#tables.values()].flatMap(({ type, names }) =>
        type.values.map(({ name, value }) => `#define ${names.get(name)} ${literal(type, BigInt(value))}`),
      ),
      ...[...this.#choices.values()].flatMap((names) => [...names.values()].map((constant, index) => `#define ${constant} ${index}u`)),
    ];
  }

  /** The functions that are called. */
  functions(): readonly string[] {
    return [...this.#tables.values()].flatMap(({ type, names, known }) => {
      if (!this.#asked.has(known)) return [];
      const cases = [...names.values()].map((constant) => `    case ${constant}:`);
      const body =
        cases.length === 0
          ? ['  (void)number;', '  return false;']
          : ['  switch (number) {', ...cases, '      return true;', '    default:', '      return false;', '  }'];
      return [[`static bool ${known}(${intType(type.base)} number) {`, ...body, '}'].join('\n')];
    });
  }

  #table(type: EnumType): Table {
    const key = keyOf(type);
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const called = this.#called.get(key) ?? 'enum';
    const names = this.#constants(
      type.values.map(({ name }) => name),
      called,
    );
    const made = { type, names, known: this.#names.take(`known_${called}`) };
    this.#tables.set(key, made);
    return made;
  }

  #constants(values: readonly string[], called: string): EnumNames {
    return new Map(
      values.map((value) => {
        const base = `${upperMark}_${upper(called)}_${upper(value)}`;
        let name = base;
        for (let count = 2; this.#taken.has(name); count++) name = `${base}_${count}`;
        this.#taken.add(name);
        return [value, name];
      }),
    );
  }
}

const keyOf = (type: EnumType): string => JSON.stringify([type.base.bits, type.base.signed, type.values]);

function literal(type: EnumType, value: bigint): string {
  const { bits, signed } = type.base;
  if (!signed) return bits === 64 ? `UINT64_C(${value})` : `${value}u`;
  if (bits === 64) return value === -(1n << 63n) ? 'INT64_MIN' : `INT64_C(${value})`;
  return value === -(1n << 31n) ? 'INT32_MIN' : value < 0n ? `(${value})` : String(value);
}
