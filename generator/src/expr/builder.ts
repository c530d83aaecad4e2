/** What the parts of the converter share: the tree built so far with its type, and where mistakes are collected. */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { FieldType } from '../ir/layout.js';
import type { ExprError, ExprErrorId, ExprScope } from './scope.js';
import type { Expr } from './tree.js';
import { describeType, type ExprType, type IntExprType, intervalOf, intType } from './types.js';

export type { ASTNode };

export interface Built {
  readonly expr: Expr;
  readonly type: ExprType;
  /** Set for what lies in the state: the field's type on the wire. */
  readonly field?: FieldType;
}

/** The variable of the enclosing `all` or `exists`. */
export interface Variable {
  readonly name: string;
  readonly type: ExprType;
  readonly field?: FieldType;
}

export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface Builder {
  readonly text: string;
  readonly scope: ExprScope;
  /** `variable` is set inside the body of `all` and `exists`. */
  readonly build: (node: ASTNode, depth: number, variable: Variable | undefined) => Built | undefined;
  /** Collects a mistake; what lies inside an earlier one is left out. Always `undefined`, for `return`. */
  readonly report: (id: ExprErrorId, message: string, at: Place, more?: Pick<ExprError, 'hint' | 'name' | 'known'>) => undefined;
}

/** Reports unless `built` is an integer (or of a type not known here); its type with the interval if it is. */
export function asInt(builder: Builder, built: Built, at: Place, what: string): IntExprType | undefined {
  if (built.type.kind === 'int') return built.type;
  if (built.type.kind === 'any') return intType(intervalOf(built.type));
  return builder.report('EXPRESSION_TYPE', `${what} takes integers, this is ${describeType(built.type)}`, at);
}

/** Reports unless `built` is a bool (or of a type not known here). */
export function isBool(builder: Builder, built: Built, at: Place, what: string): boolean {
  if (built.type.kind === 'bool' || built.type.kind === 'any') return true;
  const hint = built.type.kind === 'int' ? 'compare it: `x != 0`' : undefined;
  builder.report('EXPRESSION_TYPE', `${what} takes bools, this is ${describeType(built.type)}`, at, hint ? { hint } : {});
  return false;
}

/** The value of an integer literal, also a negative one. */
export function literalOf(built: Built): bigint | undefined {
  return built.expr.op === 'int' ? BigInt(built.expr.value) : undefined;
}
