/** Pieces of printed C with what is needed to put them together: how strongly they bind, and what they stand for. */
import type { FieldType } from '../ir/layout.js';
import type { ParamType } from '../ir/values.js';
import { binds } from './code.js';
import { type Interval, within } from './range.js';

/** How an integer is computed: in 64 bits where its range fits, else in 128 bits by helpers of the runtime. */
export type Rep = 'i64' | 'u64' | 'wide';

export interface CBool {
  readonly kind: 'bool';
  readonly text: string;
  readonly binds: number;
}

export interface CInt {
  readonly kind: 'int';
  readonly text: string;
  readonly binds: number;
  readonly range: Interval;
  readonly rep: Rep;
  readonly literal?: bigint;
  /** A variable as it is declared, without a cast: may be compared with a literal as it is. */
  readonly leaf?: { readonly text: string; readonly bits: number; readonly signed: boolean };
}

/** Text is never computed, only compared: a literal, a variable, or a choice between texts. */
export type CText =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'enum'; readonly code: string; readonly names: EnumNames; readonly guard: string }
  | { readonly kind: 'string'; readonly code: string; readonly guard: string }
  | { readonly kind: 'choice'; readonly cond: string; readonly then: CText; readonly else: CText };

/** The constants of an enum's names, as C has them. */
export type EnumNames = ReadonlyMap<string, string>;

export type CValue = CBool | CInt | CText;

export type CType = FieldType | ParamType;

/** An expression that is exact in the language and has no exact form in C. */
export class CRangeError extends Error {
  constructor() {
    super('a value in between needs more than 128 bits');
    this.name = 'CRangeError';
  }
}

const i64: Interval = { min: -(1n << 63n), max: (1n << 63n) - 1n };
const u64: Interval = { min: 0n, max: (1n << 64n) - 1n };
const i128: Interval = { min: -(1n << 127n), max: (1n << 127n) - 1n };

export function repOf(range: Interval): Rep {
  if (within(range, i64)) return 'i64';
  if (within(range, u64)) return 'u64';
  if (within(range, i128)) return 'wide';
  throw new CRangeError();
}

export const truth = (text: string, level: number = binds.primary): CBool => ({ kind: 'bool', text, binds: level });

/** In brackets unless it is a name, a call, or has a cast or a sign in front. */
export const tight = (code: { readonly text: string; readonly binds: number }): string =>
  code.binds >= binds.unary ? code.text : `(${code.text})`;

/** Operands of `&&` and `||`: comparisons need no brackets, compilers ask for those around the other connective. */
export const joint = (code: CBool, level: number): string =>
  code.binds >= binds.equality || code.binds === level ? code.text : `(${code.text})`;
