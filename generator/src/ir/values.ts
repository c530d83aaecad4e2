/** Values and types of params and machine facts. */

/** An integer is a decimal string in the IR's JSON whatever its width, so nothing is lost; booleans and strings are themselves. */
export type Value =
  | { readonly kind: 'int'; readonly value: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string };

export type IntWidth = 8 | 16 | 32 | 64;

export type ParamType =
  | { readonly kind: 'bool' }
  | { readonly kind: 'int'; readonly bits: IntWidth; readonly signed: boolean }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'string' }
  | { readonly kind: 'flags'; readonly bits: 32 | 64; readonly names: readonly { readonly name: string; readonly bit: number }[] };

/** Empty `items` and no modifiers: every value of the type. */
export interface Range {
  /** Inclusive intervals of integers (a single value has `min` = `max`), or enum and string values. */
  readonly items: readonly ({ readonly min: string; readonly max: string } | { readonly value: string })[];
  readonly multipleOf?: string;
  readonly powerOfTwo?: boolean;
  /** Flags: the bits that may be set. */
  readonly mask?: string;
}
