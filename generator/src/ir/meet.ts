/** What two sides of a composed device have in common: of defaults, of ranges, of values. */
import type { Expr, Expression } from '../expr/tree.js';
import type { SnapshotParam } from './snapshot.js';
import type { MeetIR } from './spec.js';
import type { ParamType, Range, Value } from './values.js';

/** Whether values of the type have such a meet. */
export function meets(meet: MeetIR, type: ParamType): boolean {
  if (meet === 'and') return type.kind === 'flags' || type.kind === 'bool';
  return meet !== 'min' || type.kind === 'int';
}

export function meetDefault(meet: MeetIR, front: SnapshotParam, back: SnapshotParam): Expression {
  const [left, right] = [front.default, back.default];
  if (meet === 'equal') return left;
  const name = meet === 'min' ? 'min' : 'bitAnd';
  const expr: Expr =
    front.type.kind === 'bool' ? { op: 'and', left: left.expr, right: right.expr } : { op: 'call', name, args: [left.expr, right.expr] };
  const text = front.type.kind === 'bool' ? `(${left.text}) && (${right.text})` : `${name}(${left.text}, ${right.text})`;
  return { text, expr };
}

/** Both must accept the value. */
export function meetRange(_meet: MeetIR, front: SnapshotParam, back: SnapshotParam): Range {
  const [left, right] = [front.range, back.range];
  const items = left.items.length === 0 ? right.items : right.items.length === 0 ? left.items : common(left.items, right.items);
  const masks = [left.mask, right.mask].filter((mask) => mask !== undefined).map(BigInt);
  const multiples = [left.multipleOf, right.multipleOf].filter((step) => step !== undefined).map(BigInt);
  return {
    items,
    ...(multiples.length === 0 ? {} : { multipleOf: String(multiples.reduce(leastCommonMultiple)) }),
    ...(left.powerOfTwo === true || right.powerOfTwo === true ? { powerOfTwo: true } : {}),
    ...(masks.length === 0 ? {} : { mask: String(masks.reduce((a, b) => a & b)) }),
  };
}

/** Whether the ranges are limited and yet have nothing in common. */
export function meetIsEmpty(meet: MeetIR, front: SnapshotParam, back: SnapshotParam): boolean {
  return front.range.items.length > 0 && back.range.items.length > 0 && meetRange(meet, front, back).items.length === 0;
}

export function meetValue(meet: MeetIR, front: Value | undefined, back: Value | undefined): Value | undefined {
  if (meet === 'front' || meet === 'pinned' || back === undefined) return front;
  if (meet === 'back' || front === undefined) return back;
  if (front.kind === 'bool' && back.kind === 'bool') return { kind: 'bool', value: front.value && back.value };
  if (front.kind !== 'int' || back.kind !== 'int') return front;
  const [a, b] = [BigInt(front.value), BigInt(back.value)];
  return { kind: 'int', value: String(meet === 'and' ? a & b : meet === 'min' ? (a < b ? a : b) : a) };
}

function common(left: Range['items'], right: Range['items']): Range['items'] {
  return left.flatMap((a): Range['items'] => {
    if ('value' in a) return right.some((b) => 'value' in b && b.value === a.value) ? [a] : [];
    return right.flatMap((b): Range['items'] => {
      if ('value' in b) return [];
      const min = BigInt(a.min) > BigInt(b.min) ? a.min : b.min;
      const max = BigInt(a.max) < BigInt(b.max) ? a.max : b.max;
      return BigInt(min) > BigInt(max) ? [] : [{ min, max }];
    });
  });
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [high, low] = [a, b];
  while (low !== 0n) [high, low] = [low, high % low];
  return (a / high) * b;
}
