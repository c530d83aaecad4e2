/** A value that an expression gives, put into a variable. */
import type { CInt, CText, CValue, EnumNames } from '../../expr/c-code.js';
import { tight } from '../../expr/c-code.js';
import { binds } from '../../expr/code.js';
import type { Statements } from '../../expr/print-c.js';
import { cLiteral, compareInts, inRep, lowBits } from '../../expr/print-c-int.js';
import { byteLength, cString, sameText } from '../../expr/print-c-text.js';
import { widthInterval, within } from '../../expr/range.js';
import type { FieldType, IntType } from '../../ir/layout.js';
import { baseOf } from '../fields.js';
import type { Layout } from './layout.js';
import { intType } from './types.js';
import { zeroName } from './zero.js';

/** `refuse`: the statement for a number that the variable cannot hold. */
export function assign(layout: Layout, type: FieldType, target: string, value: CValue, statements: Statements, refuse: string): void {
  if (value.kind === 'bool') {
    statements.line(`${target} = ${value.text};`);
  } else if (value.kind === 'int') {
    const base = baseOf(type);
    if (base === undefined) throw new Error(`an integer for a ${type.kind}`);
    statements.line(`${target} = ${fitted(value, base, statements, refuse)};`);
  } else if (type.kind === 'enum') {
    statements.line(`${target} = ${enumNumber(layout, type, value)};`);
  } else assignText(target, value, statements);
}

/** Code of a number of that type; where the range does not say that it fits, a test goes before it. */
export function fitted(value: CInt, base: IntType, statements: Statements, refuse: string): string {
  const limits = widthInterval(base.bits, base.signed);
  if (!within(value.range, limits)) {
    const below = compareInts('lt', value, cLiteral(limits.min));
    const above = compareInts('gt', value, cLiteral(limits.max));
    const tests = [below, above].filter(({ text }) => text !== 'false').map(({ text }) => text);
    statements.line(`if (${tests.join(' || ')}) ${refuse}`);
  }
  return cast(value, base);
}

/** The low bits of a number as that type. */
export function cast(value: CInt, base: Pick<IntType, 'bits' | 'signed'>): string {
  if (value.literal !== undefined && within(value.range, widthInterval(base.bits, base.signed))) return literal(value.literal, base);
  const { leaf } = value;
  if (leaf !== undefined && leaf.bits === base.bits && leaf.signed === base.signed) return leaf.text;
  if (base.signed) return `(${intType(base)})${tight(inRep(value, 'i64'))}`;
  return `(${intType(base)})${within(value.range, { min: 0n, max: (1n << 63n) - 1n }) ? tight(value) : `(${lowBits(value)})`}`;
}

function literal(value: bigint, { bits }: Pick<IntType, 'bits'>): string {
  if (bits === 64 || value < -(1n << 31n) || value >= 1n << 31n) return cLiteral(value).text;
  return value < 0n ? String(value) : `${value}`;
}

/** The number of an enum's name. */
export function enumNumber(layout: Layout, type: FieldType & { readonly kind: 'enum' }, value: CText): string {
  const names = layout.enums.constants(type);
  const constant = (name: string): string => {
    const found = names.get(name);
    if (found === undefined) throw layout.error(`an enum gets the value ${JSON.stringify(name)}, which it does not have`);
    return found;
  };
  switch (value.kind) {
    case 'literal':
      return constant(value.value);
    case 'choice':
      return `${value.cond} ? ${bracketed(enumNumber(layout, type, value.then))} : ${bracketed(enumNumber(layout, type, value.else))}`;
    case 'enum':
      if (sameNames(value.names, names))
        return value.guard === '' ? value.code : `${value.guard} ? ${value.code} : ${constant(zeroName(type))}`;
      return oneByOne(value, names, constant(zeroName(type)));
    case 'string':
      return oneByOne(value, names, constant(zeroName(type)));
  }
}

const bracketed = (code: string): string => (/^[\w.>-]+$/.test(code) ? code : `(${code})`);

const sameNames = (a: EnumNames, b: EnumNames): boolean =>
  a.size === b.size && [...a].every(([name, constant]) => b.get(name) === constant);

function oneByOne(value: CText, names: EnumNames, otherwise: string): string {
  return [...names].reduceRight((rest, [name, constant]) => {
    const test = sameText(value, { kind: 'literal', value: name });
    return `${test.binds > binds.conditional ? test.text : `(${test.text})`} ? ${constant} : ${bracketed(rest)}`;
  }, otherwise);
}

function assignText(target: string, value: CText, statements: Statements): void {
  switch (value.kind) {
    case 'literal':
      statements.line(`${target}.data = ${cString(value.value)};`);
      statements.line(`${target}.count = ${byteLength(value.value)}u;`);
      return;
    case 'choice':
      statements.block(`if (${value.cond})`, () => assignText(target, value.then, statements));
      statements.block(`if (!(${value.cond}))`, () => assignText(target, value.else, statements));
      return;
    case 'string':
      if (value.guard === '') statements.line(`${target} = ${value.code};`);
      else statements.line(`if (${value.guard}) ${target} = ${value.code};`);
      return;
    case 'enum':
      for (const [name, constant] of value.names) {
        statements.block(`if (${value.code} == ${constant})`, () => assignText(target, { kind: 'literal', value: name }, statements));
      }
  }
}
