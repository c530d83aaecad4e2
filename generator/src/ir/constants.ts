import type { Expr } from '../expr/tree.js';
import type { ParamType, Value } from './values.js';

/** The value of an expression that is a literal; nothing for one that has to be computed. */
export function constant(expr: Expr): Value | undefined {
  switch (expr.op) {
    case 'int':
      return { kind: 'int', value: expr.value };
    case 'bool':
      return { kind: 'bool', value: expr.value };
    case 'string':
      return { kind: 'string', value: expr.value };
    case 'neg': {
      const inner = constant(expr.of);
      return inner?.kind === 'int' ? { kind: 'int', value: String(-BigInt(inner.value)) } : undefined;
    }
    default:
      return undefined;
  }
}

/** A compat value as one of the param's type: machine tables write bools as `on` and `off`, and numbers as text. */
export function ofType(type: ParamType, value: Value): Value {
  const text = String(value.value);
  if (type.kind === 'bool' && ['on', 'true', 'yes', '1'].includes(text)) return { kind: 'bool', value: true };
  if (type.kind === 'bool' && ['off', 'false', 'no', '0'].includes(text)) return { kind: 'bool', value: false };
  if ((type.kind === 'int' || type.kind === 'flags') && /^-?(0x[0-9a-fA-F]+|\d+)$/.test(text)) {
    const negative = text.startsWith('-');
    const magnitude = BigInt(negative ? text.slice(1) : text);
    return { kind: 'int', value: String(negative ? -magnitude : magnitude) };
  }
  if ((type.kind === 'enum' || type.kind === 'string') && value.kind !== 'string') {
    return { kind: 'string', value: value.kind === 'bool' ? (value.value ? 'on' : 'off') : text };
  }
  return value;
}

export function showValue(value: Value): string {
  return String(value.value);
}
