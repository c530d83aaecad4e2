/** What the source's own description guarantees of a value. */
import type { DocumentField, DocumentFieldType, Expr } from '@migspec/capabilities';
import { binary, bitAnd, int, intOf } from '../build.js';
import { foldSource, type Scope } from './scope.js';

export function knownOfValue(scope: Scope, field: DocumentField, type: DocumentFieldType, value: Expr): readonly Expr[] {
  const known: Expr[] = [];
  const { min, max, own, negotiated, reserved } = field.bounds;
  const base = intBase(type);
  if (base !== undefined && type.kind !== 'enum' && type.kind !== 'bool') {
    const bits = BigInt(base.bits);
    const [low, high] = base.signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
    known.push(binary('ge', value, int(low)), binary('le', value, int(high)));
  }
  if (min !== undefined) known.push(binary('ge', value, foldSource(scope, min)));
  if (max !== undefined) known.push(binary('le', value, foldSource(scope, max)));
  if (own !== undefined) {
    const mine = foldSource(scope, own.value);
    if (own.compare === 'equal') known.push(binary('eq', value, mine));
    else if (own.compare === 'at-most') known.push(binary('le', value, mine));
    else if (own.mask !== undefined) {
      const mask = foldSource(scope, own.mask);
      known.push(binary('eq', bitAnd(value, mask), bitAnd(mine, mask)));
    }
  }
  if (negotiated !== undefined && base !== undefined) {
    const offered = foldSource(scope, negotiated);
    known.push(binary('eq', bitAnd(value, { op: 'call', name: 'bitNot', args: [offered, int(base.bits)] }), int(0)));
  }
  if (reserved !== undefined) known.push(binary('eq', bitAnd(value, int(BigInt(reserved))), int(0)));
  return known;
}

/** The bits that the source's value may have set. */
export function possibleBits(scope: Scope, field: DocumentField, bits: number): bigint {
  const all = (1n << BigInt(bits)) - 1n;
  const offered = field.bounds.negotiated === undefined ? all : (intOf(foldSource(scope, field.bounds.negotiated)) ?? all);
  const reserved = field.bounds.reserved === undefined ? 0n : BigInt(field.bounds.reserved);
  return offered & all & ~reserved;
}

export function intBase(
  type: DocumentFieldType,
): { readonly bits: number; readonly signed: boolean; readonly order: 'big' | 'little' } | undefined {
  switch (type.kind) {
    case 'int':
      return type;
    case 'enum':
    case 'flags':
      return type.base;
    case 'bool':
      return { bits: 8, signed: false, order: 'big' };
    default:
      return undefined;
  }
}
