/** What an expression may mention, and what can be wrong with it. */
import type { FieldType } from '../ir/layout.js';
import type { ParamType } from '../ir/values.js';
import type { ExprType } from './types.js';

/**
 * Names in scope. Keys may have dashes: an expression writes `_` for `-` and finds them either way; the tree always has
 * the real name (of a param: its identity).
 */
export interface ExprScope {
  /** By underscored name: `params.rx_table_size`. */
  readonly params: ReadonlyMap<string, { readonly id: string; readonly type: ParamType }>;
  readonly machine: ReadonlyMap<string, ParamType>;
  /** Machine facts that some implementations of the model have and others do not, with what is missing. */
  readonly unshared?: ReadonlyMap<string, string>;
  readonly host: ReadonlyMap<string, ParamType>;
  /** State variables of the device. */
  readonly state: ReadonlyMap<string, FieldType>;
  /** Earlier fields of the enclosing struct; absent outside structs. */
  readonly self?: ReadonlyMap<string, FieldType>;
  /** Arguments of the enclosing struct type: `args.config_size`. Their types are not known here. */
  readonly args?: ReadonlyMap<string, 'expr'>;
  /** Types of the observables; `undefined` for one whose type is not known yet. */
  readonly observables: ReadonlyMap<string, ExprType | undefined>;
  /** Fields of a struct type; `undefined` for an unknown one, which is not reported here. */
  readonly structs: (id: string) => ReadonlyMap<string, FieldType> | undefined;
  /** Bytes of a struct on the wire when that is fixed, for `sizeof`. */
  readonly structSize?: (id: string) => number | undefined;
  /** `version` may be used. */
  readonly version: boolean;
  /** `device.path` and `device.instance` may be used. */
  readonly device?: boolean;
  /** A device is not there yet: params and facts alone are known. */
  readonly creation?: boolean;
  /** Comparisons that the types of their sides decide are mistakes; not where arguments have been put in. */
  readonly judge?: boolean;
  /** What the place needs; `int` includes flags, `string` includes enums. */
  readonly expected?: 'bool' | 'int' | 'string';
}

/** A user's mistake in an expression. Offsets are UTF-16 code units from the start of the expression's text. */
export interface ExprError {
  readonly id: ExprErrorId;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** What to write instead. */
  readonly hint?: string;
  /** For a name that is not known: the name as written, and the names that are, for a suggestion. */
  readonly name?: string;
  readonly known?: readonly string[];
}

export type ExprErrorId = keyof typeof exprErrors;

/** One line each, for the registry of diagnostics. */
export const exprErrors = {
  EXPRESSION_SYNTAX: 'an expression cannot be parsed',
  EXPRESSION_LIMIT: 'an expression is too long or nested too deeply',
  EXPRESSION_UNSUPPORTED: 'an expression uses something that the language of expressions does not have',
  EXPRESSION_TYPE: 'an operand or the whole expression has the wrong type',
  EXPRESSION_NAME_UNKNOWN: 'an expression names something that does not exist',
  EXPRESSION_NAME_DASHED: 'a name in an expression is written with `-`, which subtracts',
  EXPRESSION_NAME_BARE: 'a name in an expression stands without what it belongs to, or without quotes',
  EXPRESSION_FUNCTION_UNKNOWN: 'an expression calls a function that does not exist',
  EXPRESSION_ARGUMENTS: 'a function has too few or too many arguments',
  EXPRESSION_NEVER_EQUAL: 'a value is compared with a name that it never has',
  EXPRESSION_DECIDED: 'a comparison has the same outcome for every value of its sides',
  FACT_NOT_SHARED: 'a machine fact is read that not every implementation of the model has',
  EXPRESSION_RANGE: 'a constant, an index or a count in an expression is out of range',
} as const;

/** Longest text, in UTF-16 code units. */
export const longestExpression = 4096;

/** Deepest nesting of the tree. */
export const deepestExpression = 64;
