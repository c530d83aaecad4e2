/**
 * The expression tree: what an expression of the spec becomes. Plain JSON data with a closed set of operators; the
 * generator prints it as straight-line code, documents carry it as `expr`, and a checker walks it.
 *
 * Integers are exact (no overflow, one integer type); the checker computes them as `bigint`, printed code as `number`
 * where the range of every operand fits in 53 bits and as `bigint` elsewhere. Integer literals are decimal strings.
 */
export type Expr =
  | { readonly op: 'int'; readonly value: string }
  | { readonly op: 'bool'; readonly value: boolean }
  /** A string, or the name of an enum value. */
  | { readonly op: 'string'; readonly value: string }
  /** A param of the model, by identity: `params.rx_table_size` is `{ op: 'param', id: 'rx-table-size' }`. */
  | { readonly op: 'param'; readonly id: string }
  /** A machine fact: `machine.cpus`. */
  | { readonly op: 'machine'; readonly name: string }
  /** A host fact: `host.uso`. */
  | { readonly op: 'host'; readonly name: string }
  /** `device.path`, `device.instance`: where the machine puts the instance. */
  | { readonly op: 'device'; readonly name: 'path' | 'instance' }
  /** A state variable of the device: `state.entries`. Top level; inside is reached with `field`. */
  | { readonly op: 'state'; readonly name: string }
  /** An earlier field of the enclosing struct: `self.num`. */
  | { readonly op: 'self'; readonly name: string }
  /** An argument of the enclosing struct type; gone once the struct is instantiated. */
  | { readonly op: 'arg'; readonly name: string }
  /** The variable of the enclosing `all` or `exists`. */
  | { readonly op: 'var'; readonly name: string }
  /** An observable of the model, by name: `observables.features`. Inlined when the model is resolved. */
  | { readonly op: 'observable'; readonly name: string }
  /** The version in force: the section version received, inside a struct the struct's own. */
  | { readonly op: 'version' }
  | { readonly op: 'field'; readonly of: Expr; readonly name: string }
  /** A constant index into an array: `state.queues[0]`; out of range makes the whole expression unknown. */
  | { readonly op: 'index'; readonly of: Expr; readonly index: number }
  /** One named bit of a flags value, as a bool: `params.features.barrier`. */
  | { readonly op: 'bit'; readonly of: Expr; readonly bit: number }
  | { readonly op: 'not' | 'neg'; readonly of: Expr }
  | { readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly op: 'if'; readonly cond: Expr; readonly then: Expr; readonly else: Expr }
  /** `bitAnd`, `bitOr`, `bitNot(x, width)`, `shiftLeft(x, n)`, `shiftRight(x, n)`, `min`, `max`, `pow2ceil(x)`, `align(x, n)`. */
  | { readonly op: 'call'; readonly name: CallName; readonly args: readonly Expr[] }
  /** Every operand (a state variable or something inside one) has its reset value. */
  | { readonly op: 'isReset'; readonly of: readonly Expr[] }
  /** `size(x)`: elements of an array, bytes of `bytes`. */
  | { readonly op: 'size'; readonly of: Expr }
  /** `state.queues.all(q, q.num <= 256)`; not nested. */
  | { readonly op: 'all' | 'exists'; readonly in: Expr; readonly name: string; readonly body: Expr };

export type BinaryOp = 'and' | 'or' | 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge' | 'add' | 'sub' | 'mul';

export type CallName = 'bitAnd' | 'bitOr' | 'bitNot' | 'shiftLeft' | 'shiftRight' | 'min' | 'max' | 'pow2ceil' | 'align';

/** An expression as the author wrote it and as the tree it means. */
export interface Expression {
  readonly text: string;
  readonly expr: Expr;
}
