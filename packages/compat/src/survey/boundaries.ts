/** The values of a param that a matrix takes: where its range begins and ends, where it is off, where it is by default. */
import type { DocumentParam, DocumentParamType, DocumentRange, DocumentValue } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';

/** Distinct values, each inside the range unless the document contradicts itself. `byDefault`: its default on the machine at hand. */
export function boundaries(param: DocumentParam, byDefault: ParamValue | undefined): ParamValue[] {
  const values = [
    ...edges(param),
    ...(param.off === undefined ? [] : [typed(param, param.off)]),
    ...(byDefault === undefined ? [] : [byDefault]),
  ];
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = String(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function edges(param: DocumentParam): ParamValue[] {
  const { type, range } = param;
  switch (type.kind) {
    case 'bool':
      return range.items.length === 0 ? [false, true] : range.items.flatMap((item) => ('value' in item ? [item.value === 'true'] : []));
    case 'enum':
      return range.items.length === 0 ? [...type.values] : range.items.flatMap((item) => ('value' in item ? [item.value] : []));
    case 'string':
      return range.items.flatMap((item) => ('value' in item ? [item.value] : []));
    case 'int':
      return integerEdges(range, type.bits, type.signed).map((value) => typed(param, value.toString()));
    case 'flags': {
      const mask = range.mask === undefined ? type.names.reduce((bits, { bit }) => bits | (1n << BigInt(bit)), 0n) : BigInt(range.mask);
      const single = type.names.map(({ bit }) => 1n << BigInt(bit)).filter((bit) => (bit & ~mask) === 0n);
      return [0n, mask, ...single].map((value) => typed(param, value.toString()));
    }
  }
}

/** First and last of each interval that the modifiers allow. */
function integerEdges(range: DocumentRange, bits: number, signed: boolean): bigint[] {
  const whole = signed ? [-(1n << BigInt(bits - 1)), (1n << BigInt(bits - 1)) - 1n] : [0n, (1n << BigInt(bits)) - 1n];
  const [low = 0n, high = 0n] = whole;
  const intervals = range.items.length === 0 ? [[low, high] as const] : range.items.map(interval);
  return intervals.flatMap(([from, to]) => {
    const first = fitUp(range, from);
    const last = fitDown(range, to);
    return first > last ? [] : [first, last];
  });
}

function interval(item: DocumentRange['items'][number]): readonly [bigint, bigint] {
  return 'value' in item ? [BigInt(item.value), BigInt(item.value)] : [BigInt(item.min), BigInt(item.max)];
}

function fitUp(range: DocumentRange, value: bigint): bigint {
  if (range.powerOfTwo === true) {
    let power = 1n;
    while (power < value) power *= 2n;
    return power;
  }
  const step = range.multipleOf === undefined ? 1n : BigInt(range.multipleOf);
  const over = ((value % step) + step) % step;
  return over === 0n ? value : value + step - over;
}

function fitDown(range: DocumentRange, value: bigint): bigint {
  if (range.powerOfTwo === true) {
    let power = 1n;
    while (power * 2n <= value) power *= 2n;
    return power;
  }
  const step = range.multipleOf === undefined ? 1n : BigInt(range.multipleOf);
  return value - (((value % step) + step) % step);
}

function typed({ type }: DocumentParam, value: DocumentValue): ParamValue {
  return typedValue(type, value);
}

/** A document's value as configurations have it: 64 bits as `bigint`. */
export function typedValue(type: DocumentParamType, value: DocumentValue): ParamValue {
  if (type.kind !== 'int' && type.kind !== 'flags') return value;
  return type.bits === 64 ? BigInt(value) : Number(value);
}
