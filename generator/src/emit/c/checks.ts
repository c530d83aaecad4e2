/** Bounds: one comparison for each. */
import { type CBool, type CInt, truth } from '../../expr/c-code.js';
import { binds } from '../../expr/code.js';
import { compare, connective, integerLeaf, readC, type Statements } from '../../expr/print-c.js';
import { compareInts, lowBits } from '../../expr/print-c-int.js';
import type { FieldType, IntType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import type { Check } from '../../plan/plan.js';
import { baseOf, hexOf } from '../fields.js';
import { type Decoder, judging } from './decode.js';
import { quoted } from './quoted.js';

export function printCheck(
  decoder: Decoder,
  field: SnapshotField,
  check: Check,
  target: string,
  where: string,
  came: string | undefined,
): void {
  const { code, body, place } = decoder;
  const guards: CBool[] = [...(came === undefined ? [] : [truth(came, binds.equality)]), ...(check.judged ? [judging] : [])];
  const { type } = field;
  if (!check.each) {
    one(decoder, type, check, target, field.name, where, guards, code);
    return;
  }
  const element = elementType(type);
  const { types } = body.layout;
  const inline = types.inline(type);
  const count = inline ? fixedCount(type) : `${target}.count`;
  const index = place.names.take('i');
  const width = (baseOf(element)?.bits ?? 8) / 8;
  const at = `${where} + ${index}${width === 1 ? '' : ` * ${width}u`}`;
  const loop = (): void =>
    code.block(`for (size_t ${index} = 0; ${index} < ${count}; ${index}++)`, () =>
      one(decoder, element, check, `${inline ? target : `${target}.data`}[${index}]`, field.name, at, [], code),
    );
  if (guards.length === 0) loop();
  else code.block(`if (${guards.reduce((all, guard) => connective('and', all, guard)).text})`, loop);
}

function elementType(type: FieldType): FieldType {
  if (type.kind === 'bytes') return { kind: 'int', bits: 8, signed: false, order: 'big' };
  return type.kind === 'array' ? type.element : type;
}

function fixedCount(type: FieldType): string {
  const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
  return count?.kind === 'fixed' ? `${count.value}u` : '0u';
}

function one(
  decoder: Decoder,
  type: FieldType,
  check: Check,
  value: string,
  field: string,
  where: string,
  guards: readonly CBool[],
  statements: Statements,
): void {
  const { code, test } = broken(decoder, type, check, value, statements);
  const all = [...guards, test].reduce((left, right) => connective('and', left, right));
  if (all.text === 'false') return;
  statements.line(`if (${all.text}) return migspec_refuse(reader, MIGSPEC_${code}, ${where}, ${quoted(field)});`);
}

function broken(decoder: Decoder, type: FieldType, check: Check, value: string, statements: Statements): { code: string; test: CBool } {
  const { place } = decoder;
  const { layout } = decoder.body;
  const base = baseOf(type);
  const number = (): CInt => {
    if (base === undefined || type.kind === 'enum') throw layout.error(`a bound of a ${type.kind}`);
    return integerLeaf(value, base.bits, base.signed);
  };
  switch (check.kind) {
    case 'min':
      return { code: 'OUT_OF_RANGE', test: compareInts('lt', number(), layout.int(check.value, place, statements)) };
    case 'max':
      return { code: 'OUT_OF_RANGE', test: compareInts('gt', number(), layout.int(check.value, place, statements)) };
    case 'reserved':
      return { code: 'RESERVED_BITS', test: someBits(`${bits(value, base)} & ${mask(BigInt(check.bits), base)}`) };
    case 'negotiated': {
      const offered = layout.int(check.value, place, statements);
      return { code: 'FEATURES_NOT_OFFERED', test: someBits(`${bits(value, base)} & ~${computed(offered, base)}`) };
    }
    case 'own': {
      const { own } = check;
      if (type.kind === 'bytes') return { code: 'ECHO_DIFFERS', test: ownBytes(decoder, type, own, value) };
      if (own.compare === 'masked' && own.mask !== undefined) {
        const wanted = computed(layout.int(own.value, place, statements), base);
        const masked = computed(layout.int(own.mask, place, statements), base);
        return { code: 'ECHO_DIFFERS', test: someBits(`(${bits(value, base)} ^ ${wanted}) & ${masked}`) };
      }
      if (own.compare === 'at-most')
        return { code: 'ECHO_DIFFERS', test: compareInts('gt', number(), layout.int(own.value, place, statements)) };
      const have = readC({ code: value, type, guards: [] }, layout.context(place));
      return { code: 'ECHO_DIFFERS', test: compare('ne', have, layout.value(own.value, place, statements)) };
    }
  }
}

const someBits = (masked: string): CBool => truth(`(${masked}) != 0u`, binds.equality);

/** Bits are compared in 32 bits, or in 64 where the field has as many. */
const unsigned = (base: IntType | undefined): string => (base?.bits === 64 ? 'uint64_t' : 'uint32_t');

function bits(value: string, base: IntType | undefined): string {
  return base !== undefined && !base.signed ? value : `(${unsigned(base)})${value}`;
}

const mask = (value: bigint, base: IntType | undefined): string =>
  base?.bits === 64 ? `UINT64_C(0x${value.toString(16)})` : `0x${value.toString(16)}u`;

function computed(value: CInt, base: IntType | undefined): string {
  const low = lowBits(value);
  const text = /^[\w.>-]+(\([^()]*\))?$/.test(low) ? low : `(${low})`;
  return base?.bits === 64 ? text : `(uint32_t)${text}`;
}

/** Bytes are compared with constants. */
function ownBytes(
  { body }: Decoder,
  type: FieldType & { readonly kind: 'bytes' },
  own: (Check & { readonly kind: 'own' })['own'],
  value: string,
): CBool {
  const { layout } = body;
  const inline = layout.types.inline(type);
  const count = inline ? fixedCount(type) : `${value}.count`;
  const constant = (hex: string): string => {
    if (hex === '') return '(const uint8_t *)"", 0u';
    const { name, count } = layout.bytes(hex);
    return `${name}, ${count}u`;
  };
  const wanted = constant(hexOf(own.value));
  const masked = own.mask === undefined ? 'NULL, 0u' : constant(hexOf(own.mask));
  return truth(`!migspec_same_bytes(${inline ? value : `${value}.data`}, ${count}, ${wanted}, ${masked})`, binds.unary);
}
