/** Parts of a spec as a message says them. */
import type { Expression } from '../expr/tree.js';
import type { Bounds } from '../ir/layout.js';
import type { ParamType, Range, Value } from '../ir/values.js';

/** As the author wrote it. */
export function showExpression({ text }: Expression): string {
  return text;
}

export function showValue({ value }: Value): string {
  return value === '' ? '""' : String(value);
}

export function showOptional(value: Value | undefined): string {
  return value === undefined ? 'none' : showValue(value);
}

export function showType(type: ParamType): string {
  switch (type.kind) {
    case 'int':
      return `${type.signed ? 'i' : 'u'}${type.bits}`;
    case 'flags':
      return `flags of ${type.bits} bits`;
    case 'enum':
      return `one of ${type.values.join(', ')}`;
    default:
      return type.kind;
  }
}

export function showRange({ items, multipleOf, powerOfTwo, mask }: Range): string {
  const list = items.map((item) => ('value' in item ? item.value : item.min === item.max ? item.min : `${item.min}..${item.max}`));
  const parts = [
    items.length === 0 ? 'every value' : list.join(', '),
    ...(multipleOf === undefined ? [] : [`multiples of ${multipleOf}`]),
    ...(powerOfTwo === true ? ['powers of two'] : []),
    ...(mask === undefined ? [] : [`bits of ${mask}`]),
  ];
  return parts.join(', ');
}

export function showExpressionOr(expression: Expression | undefined, otherwise: string): string {
  return expression?.text ?? otherwise;
}

export function showBounds({ min, max, reserved, negotiated }: Bounds): string {
  const parts = [
    ...(min === undefined ? [] : [`at least ${min.text}`]),
    ...(max === undefined ? [] : [`at most ${max.text}`]),
    ...(reserved === undefined ? [] : [`without the bits ${reserved}`]),
    ...(negotiated === undefined ? [] : [`within ${negotiated.text}`]),
  ];
  return parts.length === 0 ? 'anything' : parts.join(', ');
}
