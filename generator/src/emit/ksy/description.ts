/**
 * A Kaitai Struct description as plain data: the keys of its format, in the order in which they are printed. Keys that
 * begin with a hyphen are ours; Kaitai ignores them.
 */
export interface KsyFile extends KsyType {
  readonly meta: {
    readonly id: string;
    readonly title: string;
    readonly license: string;
    readonly 'ks-version': string;
  };
  readonly types: Readonly<Record<string, KsyType>>;
  readonly enums: Readonly<Record<string, KsyEnum>>;
}

export interface KsyType {
  readonly doc?: string;
  readonly params?: readonly KsyParam[];
  readonly seq: readonly KsyAttribute[];
  readonly instances?: Readonly<Record<string, KsyInstance>>;
}

export interface KsyParam {
  readonly id: string;
  readonly type: string;
  readonly enum?: string;
  readonly doc?: string;
}

export interface KsyAttribute {
  readonly id: string;
  /** The name in the spec, of a variable or of a subsection. */
  readonly '-orig-id'?: string;
  /** What a reader of the description must know to find variables: subsections, a row of an array of arrays, a list with markers. */
  readonly '-migspec'?: 'subsections' | 'row' | 'list';
  /** Names of the values of an enum of 64 bits, for which Kaitai has none. */
  readonly '-values'?: Readonly<Record<string, string>>;
  readonly doc?: string;
  readonly contents?: readonly number[];
  readonly type?: string;
  readonly size?: number | string;
  readonly encoding?: string;
  readonly enum?: string;
  readonly repeat?: 'expr' | 'until';
  readonly 'repeat-expr'?: number | string;
  readonly 'repeat-until'?: string;
  readonly if?: string;
  readonly valid?: KsyValid;
}

export interface KsyValid {
  readonly min?: number;
  readonly max?: number;
  readonly 'in-enum'?: true;
  readonly 'any-of'?: readonly string[];
  readonly expr?: string;
}

export interface KsyInstance {
  readonly doc?: string;
  readonly pos?: number | string;
  readonly type?: string;
  readonly size?: number | string;
  readonly if?: string;
  readonly value?: string;
}

export type KsyEnum = Readonly<Record<string, { readonly id: string; readonly '-orig-id': string }>>;
