/** References in printed C: where a value lies, the type it has there, and what must hold for it to exist. */
import type { FieldType } from '../ir/layout.js';
import type { CType } from './c-code.js';
import { type CPrinter, elementCount } from './print-c.js';
import type { Expr } from './tree.js';

export interface CReference {
  readonly code: string;
  readonly type: CType;
  /** Tests that must all hold for the code to be meaningful: elements that may not exist. */
  readonly guards: readonly string[];
}

const u32: FieldType = { kind: 'int', bits: 32, signed: false, order: 'big' };

export function printCReference(printer: CPrinter, expr: Expr): CReference {
  const { context } = printer;
  switch (expr.op) {
    case 'param':
      return { ...context.param(expr.id), guards: [] };
    case 'machine':
    case 'host':
    case 'state':
    case 'self':
      return { ...context[expr.op](expr.name), guards: [] };
    case 'version':
      return { code: context.version, type: u32, guards: [] };
    case 'var': {
      const variable = printer.variable(expr.name);
      if (variable === undefined) throw new Error(`no variable ${expr.name}`);
      return { ...variable, guards: [] };
    }
    case 'field': {
      const of = printCReference(printer, expr.of);
      const field = of.type.kind === 'struct' ? context.structs(of.type.struct).get(expr.name) : undefined;
      if (field === undefined) throw new Error(`no field ${expr.name}`);
      return { code: `${of.code}.${field.member}`, type: field.type, guards: of.guards };
    }
    case 'index': {
      const of = printCReference(printer, expr.of);
      if (of.type.kind !== 'array' && of.type.kind !== 'bytes') throw new Error('no elements');
      const element: FieldType = of.type.kind === 'array' ? of.type.element : { kind: 'int', bits: 8, signed: false, order: 'big' };
      const inline = context.inline(of.type);
      const count = of.type.kind === 'array' ? of.type.count : of.type.length;
      const there = inline && count.kind === 'fixed' && expr.index < count.value;
      const guard = inline ? 'false' : `${elementCount(of, context)} > ${expr.index}u`;
      return {
        code: `${of.code}${inline ? '' : '.data'}[${there || !inline ? expr.index : 0}]`,
        type: element,
        guards: there ? of.guards : [...of.guards, guard],
      };
    }
    default:
      throw new Error(`${expr.op} is not resolved, or no reference`);
  }
}
