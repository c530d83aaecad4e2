/** Golden vectors as their files have them. docs/reference/testee.md says how values look. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export type Values = { readonly [name: string]: Json };

/** All that decides what the bytes of a section mean, besides the bytes. */
export interface CodecCase extends Circumstances {
  readonly model: string;
  /** `qemu@5.2.0` */
  readonly build: string;
  /** Its id in the model: `e1000e`. */
  readonly section: string;
}

export interface Circumstances {
  /** The section's version on the wire. */
  readonly version: number;
  /** By name, those that the section's codec reads. */
  readonly params: Values;
  readonly machine: Values;
  readonly host: Values;
  /** Variables of other sections that this one's expressions read. */
  readonly state?: Values;
}

/** `index.json`: where the vectors of each section of each build are. */
export interface VectorIndex {
  readonly format: 1;
  readonly sections: readonly { readonly model: string; readonly build: string; readonly section: string; readonly file: string }[];
}

/** One file: the vectors of a section, the same in every build that the index names for it. */
export interface VectorFile {
  readonly format: 1;
  readonly model: string;
  readonly section: string;
  readonly framing: 'native' | 'qemu';
  /** What the section writes, and the oldest version that it reads. */
  readonly version: number;
  readonly minimum: number;
  readonly success: readonly SuccessVector[];
  readonly decodeFailure: readonly DecodeFailureVector[];
  readonly encodeFailure: readonly EncodeFailureVector[];
}

/** Bytes and what they mean. Without `from` it stands alone; with it, everything it does not say is as in the vector of that name. */
export interface SuccessVector extends Partial<Circumstances> {
  readonly name: string;
  readonly from?: string;
  /** Pairs of hex digits; `(N)` stands for N zero bytes. */
  readonly hex: string;
  /** Every variable of the section. */
  readonly value?: Values;
  /** Changes to the value of `from`. */
  readonly set?: readonly Change[];
  /** These bytes are read so, and written otherwise: an older version, ignored bytes, another order. */
  readonly decodeOnly?: true;
}

/** The bytes of a success vector with one place changed, and the code of the refusal. */
export interface DecodeFailureVector {
  readonly name: string;
  readonly from: string;
  readonly version?: number;
  /** Offset in bytes at which `remove` bytes are taken out and `insert` is put in. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
  readonly error: string;
}

/** The value of a success vector with places changed, and the code of the refusal. */
export interface EncodeFailureVector {
  readonly name: string;
  readonly from: string;
  readonly set: readonly Change[];
  readonly error: string;
}

/** Where, from the variable on (names, and indexes of arrays), and what stands there. */
export type Change = readonly [path: readonly (string | number)[], value: Json];
