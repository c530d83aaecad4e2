/** Functions between an enum's names and its numbers, one pair for each enum of a module. */
import type { FieldType } from '../../ir/layout.js';
import { Code } from '../code.js';
import { baseOf } from '../fields.js';
import type { Declaration } from './draft.js';
import { fieldType } from './field-types.js';
import type { Module } from './module.js';
import { quote } from './text.js';

type EnumType = FieldType & { readonly kind: 'enum' };

export class EnumFunctions {
  readonly #module: Module;
  readonly #known = new Map<string, { readonly type: EnumType; readonly nameOf: string; readonly numberOf: string }>();

  constructor(module: Module) {
    this.#module = module;
  }

  /** The function from a number to a name, or `undefined` for an unknown number. */
  nameOf(field: string, type: EnumType): string {
    return this.#get(field, type).nameOf;
  }

  /** The function from a name to its number, or `undefined` for what is no name. */
  numberOf(field: string, type: EnumType): string {
    return this.#get(field, type).numberOf;
  }

  declarations(): Declaration[] {
    return [...this.#known.values()].flatMap(({ type, nameOf, numberOf }): Declaration[] => {
      const number = baseOf(type)?.bits === 64 ? 'bigint' : 'number';
      const literal = (value: string): string => (number === 'bigint' ? `${BigInt(value)}n` : String(BigInt(value)));
      const name = fieldType(type);
      const names = new Code();
      names.block('switch (raw)', () => {
        for (const value of type.values) names.lines([`case ${literal(value.value)}:`, `  return ${quote(value.name)};`]);
        names.lines(['default:', '  return undefined;']);
      });
      const values = new Code();
      values.block('switch (name)', () => {
        for (const value of type.values) values.lines([`case ${quote(value.name)}:`, `  return ${literal(value.value)};`]);
        values.lines(['default:', '  return undefined;']);
      });
      return [
        {
          kind: 'function',
          exported: false,
          name: nameOf,
          parameters: [{ name: 'raw', type: number }],
          returns: `${name} | undefined`,
          body: names.text,
        },
        {
          kind: 'function',
          exported: false,
          name: numberOf,
          parameters: [{ name: 'name', type: name }],
          returns: `${number} | undefined`,
          body: values.text,
        },
      ];
    });
  }

  #get(field: string, type: EnumType) {
    const key = JSON.stringify([type.base.bits, type.values]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = { type, nameOf: this.#module.names.take(`${field}NameOf`), numberOf: this.#module.names.take(`${field}ValueOf`) };
    this.#known.set(key, made);
    return made;
  }
}
