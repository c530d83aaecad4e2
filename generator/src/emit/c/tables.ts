/** What a testee needs to read and write a layout's state as JSON: the fields of its structs with their places in memory. */

import { cString } from '../../expr/print-c-text.js';
import type { FieldType } from '../../ir/layout.js';
import type { ParamType } from '../../ir/values.js';
import { allVariables } from '../../plan/plan-layout.js';
import { baseOf } from '../fields.js';
import type { EmittedFile } from '../file.js';
import type { ConfigMember, Layout } from './layout.js';
import { Names, prefixMark } from './text.js';

export function fieldTables(layout: Layout, banner: readonly string[], file: string): string {
  const tables = new Tables(layout);
  const structs = layout.declaredStructs;
  for (const plan of structs) {
    const members = layout.structMembers(plan.id);
    tables.fields(
      `fields_${layout.structName(plan.id)}`,
      layout.structType(plan.id),
      allVariables(plan).map((field) => ({ name: field.name, member: members.get(field.name) ?? '', type: field.type })),
    );
  }
  const state = tables.fields(
    'fields_of_state',
    layout.stateType,
    allVariables(layout.section).map((field) => ({ name: field.name, member: layout.stateMember(field.name), type: field.type })),
  );
  const around = tables.fields(
    'fields_of_around',
    layout.aroundType,
    [...layout.around].map(([name, { member, field }]) => ({ name, member, type: field.type })),
  );
  const config = (['params', 'machine', 'host'] as const).map((space) => tables.config(space, [...layout[space].values()]));
  return [
    ...banner,
    `#include "migspec/${file}.h"`,
    '#include "tables.h"',
    '',
    ...tables.lines,
    '',
    `const table_layout ${prefixMark}_table = {&${prefixMark}_layout, ${[state, around, ...config].join(', ')}};`,
    '',
  ].join('\n');
}

/** All tables, to find the one of a layout. */
export function tableIndex(banner: readonly string[], prefixes: readonly string[]): EmittedFile {
  const lines = [
    ...banner,
    '#include "tables.h"',
    '',
    ...prefixes.map((prefix) => `extern const table_layout ${prefix}_table;`),
    '',
    `const table_layout *const table_layouts[${Math.max(1, prefixes.length)}] = {`,
    ...(prefixes.length === 0 ? ['  NULL,'] : prefixes.map((prefix) => `  &${prefix}_table,`)),
    '};',
    `const size_t table_layout_count = ${prefixes.length};`,
    '',
  ];
  return { path: 'testee/tables.c', text: lines.join('\n') };
}

interface Member {
  readonly name: string;
  readonly member: string;
  readonly type: FieldType | ParamType;
}

class Tables {
  readonly lines: string[] = [];
  readonly #layout: Layout;
  readonly #names = new Names('names');
  readonly #known = new Map<string, string>();

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /** A table of fields; returns its name and length as two initializers. */
  fields(name: string, struct: string, members: readonly Member[]): string {
    if (members.length === 0) return 'NULL, 0';
    const rows = members.map(({ name, member, type }) => `  {${cString(name)}, offsetof(${struct}, ${member}), ${this.#type(type)}},`);
    const table = this.#names.take(name);
    this.lines.push(`static const table_field ${table}[] = {`, ...rows, '};');
    return `${table}, ${members.length}`;
  }

  config(space: string, members: readonly ConfigMember[]): string {
    return this.fields(
      `fields_of_${space}`,
      this.#layout.configType,
      members.map(({ name, member, type }) => ({ name, member: `${space}.${member}`, type })),
    );
  }

  #type(type: FieldType | ParamType): string {
    const text = this.#describe(type);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const name = `&${this.#names.take('type')}`;
    this.#known.set(text, name);
    this.lines.push(`static const table_type ${name.slice(1)} = ${text};`);
    return name;
  }

  /** Kind, bytes in memory, sign, number of elements in the struct itself (0: a pointer and a count), element, fields, names. */
  #describe(type: FieldType | ParamType): string {
    const layout = this.#layout;
    const row = (
      kind: string,
      size: string,
      rest: { signed?: boolean; fixed?: number; element?: string; fields?: string; names?: string } = {},
    ): string =>
      `{TABLE_${kind}, ${size}, ${rest.signed === true}, ${rest.fixed ?? 0}, ${rest.element ?? 'NULL'}, ${rest.fields ?? 'NULL, 0'}, ${rest.names ?? 'NULL, 0'}}`;
    switch (type.kind) {
      case 'bool':
        return row('BOOL', 'sizeof(bool)');
      case 'int':
      case 'flags': {
        const { bits, signed } = type.kind === 'int' ? type : 'base' in type ? type.base : { bits: type.bits, signed: false };
        return row('INT', `${bits / 8}`, { signed });
      }
      case 'enum': {
        if (!('base' in type)) return row('ENUM', '4', { names: this.#enum(type.values.map((name, index) => [name, BigInt(index)])) });
        const { bits, signed } = type.base;
        return row('ENUM', `${bits / 8}`, { signed, names: this.#enum(type.values.map(({ name, value }) => [name, BigInt(value)])) });
      }
      case 'string':
        return row('TEXT', 'sizeof(migspec_text)');
      case 'struct':
        return row('STRUCT', `sizeof(${layout.structType(type.struct)})`, { fields: this.#structFields(type.struct) });
      case 'bytes':
      case 'array': {
        const count = type.kind === 'array' ? type.count : type.length;
        const fixed = layout.types.inline(type) && count.kind === 'fixed' ? count.value : 0;
        if (layout.types.isBytes(type)) return row('BYTES', fixed > 0 ? String(fixed) : 'sizeof(migspec_bytes)', { fixed });
        if (type.kind !== 'array') throw new Error('bytes are bytes');
        const element = this.#type(type.element);
        return row('LIST', fixed > 0 ? `${fixed} * ${this.#sizeOf(type.element)}` : 'sizeof(migspec_u8_list)', { fixed, element });
      }
      default:
        throw new Error(`a ${type.kind} is no variable`);
    }
  }

  #sizeOf(type: FieldType): string {
    const { types, structType } = { types: this.#layout.types, structType: (id: string) => this.#layout.structType(id) };
    const base = baseOf(type);
    if (base !== undefined) return `${base.bits / 8}`;
    if (type.kind === 'bool') return 'sizeof(bool)';
    if (type.kind === 'struct') return `sizeof(${structType(type.struct)})`;
    if (type.kind === 'bytes' && types.inline(type) && type.length.kind === 'fixed') return String(type.length.value);
    if (type.kind === 'array' && types.inline(type) && type.count.kind === 'fixed')
      return `${type.count.value} * ${this.#sizeOf(type.element)}`;
    return type.kind === 'string' ? 'sizeof(migspec_text)' : 'sizeof(migspec_bytes)';
  }

  #structFields(id: string): string {
    const count = allVariables(this.#layout.structPlan(id)).length;
    return count === 0 ? 'NULL, 0' : `fields_${this.#layout.structName(id)}, ${count}`;
  }

  #enum(values: readonly (readonly [string, bigint])[]): string {
    if (values.length === 0) return 'NULL, 0';
    const rows = values.map(([name, value]) => `{${cString(name)}, UINT64_C(${BigInt.asUintN(64, value)})}`);
    const key = rows.join(', ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = this.#names.take('names');
    this.lines.push(`static const table_name ${name}[] = {${key}};`);
    const text = `${name}, ${values.length}`;
    this.#known.set(key, text);
    return text;
  }
}
