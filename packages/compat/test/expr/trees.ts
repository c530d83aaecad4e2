/** Trees in few letters. */
import type { BinaryOp, CallName, Expr } from '@migspec/capabilities';

export const int = (value: number | bigint): Expr => ({ op: 'int', value: String(value) });
export const bool = (value: boolean): Expr => ({ op: 'bool', value });
export const text = (value: string): Expr => ({ op: 'string', value });
export const state = (name: string): Expr => ({ op: 'state', name });
export const two = (left: Expr, op: BinaryOp, right: Expr): Expr => ({ op, left, right });
export const not = (of: Expr): Expr => ({ op: 'not', of });
export const neg = (of: Expr): Expr => ({ op: 'neg', of });
export const bit = (of: Expr, at: number): Expr => ({ op: 'bit', of, bit: at });
export const call = (name: CallName, ...args: Expr[]): Expr => ({ op: 'call', name, args });
export const choice = (cond: Expr, yes: Expr, no: Expr): Expr => ({ op: 'if', cond, then: yes, else: no });
