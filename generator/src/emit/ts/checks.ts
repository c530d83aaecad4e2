/** Bounds: one comparison for each, with the code and the values that an error carries. */
import type { FieldType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import type { Check } from '../../plan/plan.js';
import { baseOf } from '../fields.js';
import { bracketed, type Decoder } from './decode.js';
import { viewClass } from './field-types.js';
import { quote } from './text.js';

export function printCheck(
  decoder: Decoder,
  field: SnapshotField,
  check: Check,
  value: string,
  where: string,
  came: string | undefined,
): void {
  const { code, names } = decoder;
  const guards = [came, check.judged ? 'env.judge' : undefined].filter((guard) => guard !== undefined);
  const { type } = field;
  if (!check.each) {
    one(decoder, type, check, value, quote(field.name), where, guards);
    return;
  }
  const index = names.take('i');
  const element = elementType(type);
  const got = type.kind === 'array' && viewClass(type) !== undefined ? `${value}.get(${index})` : undefined;
  const loop = (): void =>
    code.block(`for (let ${index} = 0; ${index} < ${value}.length; ${index}++)`, () => {
      // An element that is read by index may be undefined for the type checker; the loop's bound says otherwise.
      const local = names.take('element');
      code.line(`const ${local} = ${got ?? `${value}[${index}] ?? ${baseOf(element)?.bits === 64 ? '0n' : '0'}`};`);
      const width = (baseOf(element)?.bits ?? 8) / 8;
      one(
        decoder,
        element,
        check,
        local,
        `${quote(`${field.name}[`)} + ${index} + ']'`,
        `${where} + ${index}${width === 1 ? '' : ` * ${width}`}`,
        [],
      );
    });
  if (guards.length === 0) loop();
  else code.block(`if (${guards.join(' && ')})`, loop);
}

function elementType(type: FieldType): FieldType {
  if (type.kind === 'bytes') return { kind: 'int', bits: 8, signed: false, order: 'big' };
  return type.kind === 'array' ? elementType(type.element) : type;
}

function one(decoder: Decoder, type: FieldType, check: Check, value: string, path: string, where: string, guards: readonly string[]): void {
  const { code, text, have, want } = comparison(decoder, type, check, value);
  const test = guards.length === 0 ? text : [...guards, bracketed(text)].join(' && ');
  decoder.code.line(`if (${test}) throw cursor.error('${code}', ${path}, ${where}, ${have}, ${want});`);
}

function comparison(decoder: Decoder, type: FieldType, check: Check, value: string) {
  const { module } = decoder.body;
  const zero = baseOf(type)?.bits === 64 ? '0n' : '0';
  switch (check.kind) {
    case 'min':
    case 'max': {
      const limit = bracketed(module.printFor(type, check.value, decoder.place));
      const [sign, word] = check.kind === 'min' ? ['<', 'at least'] : ['>', 'at most'];
      return { code: 'OUT_OF_RANGE', text: `${value} ${sign} ${limit}`, have: value, want: said(word, limit) };
    }
    case 'reserved': {
      const mask = `0x${BigInt(check.bits).toString(16)}${zero === '0n' ? 'n' : ''}`;
      return { code: 'RESERVED_BITS', text: `(${value} & ${mask}) !== ${zero}`, have: value, want: `'bits ${mask} zero'` };
    }
    case 'negotiated': {
      const offered = bracketed(module.printFor(type, check.value, decoder.place));
      return {
        code: 'FEATURES_NOT_OFFERED',
        text: `(${value} & ~${offered}) !== ${zero}`,
        have: value,
        want: said('a subset of', offered),
      };
    }
    case 'own': {
      if (type.kind === 'bytes') return ownBytes(decoder, type, check.own, value);
      const own = bracketed(module.printFor(type, check.own.value, decoder.place));
      if (check.own.compare === 'masked' && check.own.mask !== undefined) {
        const mask = bracketed(module.printFor(type, check.own.mask, decoder.place));
        return {
          code: 'ECHO_DIFFERS',
          text: `((${value} ^ ${own}) & ${mask}) !== ${zero}`,
          have: value,
          want: `\`\${${own}} under mask \${${mask}}\``,
        };
      }
      if (check.own.compare === 'at-most')
        return { code: 'ECHO_DIFFERS', text: `${value} > ${own}`, have: value, want: said('at most', own) };
      return { code: 'ECHO_DIFFERS', text: `${value} !== ${own}`, have: value, want: own };
    }
  }
}

/** A message's words before a value: a literal is put in, anything else computed when it is needed. */
function said(words: string, value: string): string {
  return /^-?\d+n?$/.test(value) ? quote(`${words} ${value.replace('n', '')}`) : `\`${words} \${${value}}\``;
}

/** Bytes are compared with a constant, of which zeros are the number 0. */
function ownBytes(
  decoder: Decoder,
  type: FieldType & { readonly kind: 'bytes' },
  own: (Check & { readonly kind: 'own' })['own'],
  value: string,
) {
  const { module } = decoder.body;
  const wanted = module.bytesConstant(own.value, type.length);
  const mask = own.mask === undefined ? '' : `, ${module.bytesConstant(own.mask, type.length)}`;
  return {
    code: 'ECHO_DIFFERS',
    text: `!${module.runtime('sameBytes')}(${value}, ${wanted}${mask})`,
    have: 'undefined',
    want: quote(own.value.text),
  };
}
