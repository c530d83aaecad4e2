/** Integers as fields have them. */
import type { DocumentFieldType, DocumentIntType } from '@migspec/capabilities';

/** The integer that an int, a flags or an enum is on the wire. */
export function baseOf(type: DocumentFieldType): DocumentIntType | undefined {
  if (type.kind === 'int') return type;
  return type.kind === 'flags' || type.kind === 'enum' ? type.base : undefined;
}

export function intervalOf({ bits, signed }: Pick<DocumentIntType, 'bits' | 'signed'>): readonly [bigint, bigint] {
  const half = 1n << BigInt(bits - 1);
  return signed ? [-half, half - 1n] : [0n, 2n * half - 1n];
}

/** In hex. Takes the low bits. */
export function integerBytes({ bits, order }: DocumentIntType, value: bigint): string {
  const big = BigInt.asUintN(bits, value)
    .toString(16)
    .padStart(bits / 4, '0');
  return order === 'big' ? big : (big.match(/../g) ?? []).reverse().join('');
}

export function bigEndian(bits: 8 | 16 | 32, value: number): string {
  return integerBytes({ bits, signed: false, order: 'big' }, BigInt(value));
}
