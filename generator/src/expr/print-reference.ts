/** References in printed code: where a value lies, and the type it has there. */
import { member } from './code.js';
import type { PrintedRoot, Printer } from './print-ts.js';
import type { Expr } from './tree.js';
import { type ExprType, isViewArray, typeOfField, typeOfParam, versionType } from './types.js';

export interface Reference {
  readonly code: string;
  readonly type: ExprType;
  /** The code may be `undefined`, because an element need not exist: itself (`value`), or one before it (`chain`, after `?.`). */
  readonly missing?: 'value' | 'chain';
}

export function printReference(printer: Printer, expr: Expr): Reference {
  const { context } = printer;
  switch (expr.op) {
    case 'param':
      return root(context.param(expr.id));
    case 'machine':
    case 'host':
    case 'state':
    case 'self':
      return root(context[expr.op](expr.name));
    case 'version':
      return { code: context.version, type: versionType };
    case 'device':
      return expr.name === 'path'
        ? { code: context.device.path, type: { kind: 'string' } }
        : { code: context.device.instance, type: versionType };
    case 'var': {
      const type = printer.variable(expr.name);
      if (!type) throw new Error(`no variable ${expr.name}`);
      return { code: `$${expr.name}`, type };
    }
    case 'field': {
      const of = printReference(printer, expr.of);
      const field = of.type.kind === 'struct' ? context.structs(of.type.struct).get(expr.name) : undefined;
      if (!field) throw new Error(`no field ${expr.name}`);
      return { ...join(of, member(expr.name)), type: typeOfField(field) };
    }
    case 'index':
      return element(printReference(printer, expr.of), expr.index);
    default:
      throw new Error(`${expr.op} is not resolved, or no reference`);
  }
}

/** The zero of a type, for an element that does not exist. */
export function elementZero(type: ExprType): string {
  if (type.kind === 'int') return type.bits === 64 ? '0n' : '0';
  return type.kind === 'bool' ? 'false' : "''";
}

function root({ code, type }: PrintedRoot): Reference {
  return { code, type: isParamType(type) ? typeOfParam(type) : typeOfField(type) };
}

const isParamType = (type: PrintedRoot['type']): type is Parameters<typeof typeOfParam>[0] => {
  switch (type.kind) {
    case 'int':
      return !('order' in type);
    case 'enum':
    case 'flags':
      return !('base' in type);
    case 'string':
      return !('capacity' in type);
    default:
      return type.kind === 'bool';
  }
};

/** A member of what may be missing: `?.` where it may, nothing in a chain that already has it. */
export function join(of: Reference, access: string): Pick<Reference, 'code' | 'missing'> {
  if (of.missing !== 'value') return { code: of.code + access, ...(of.missing && { missing: of.missing }) };
  return { code: access.startsWith('[') ? `${of.code}?.${access}` : `${of.code}?${access}`, missing: 'chain' };
}

function element(of: Reference, index: number): Reference {
  const at = join(of, `[${index}]`).code;
  if (of.type.kind === 'bytes') return { code: at, type: { kind: 'int', bits: 8, min: 0n, max: 255n }, missing: 'value' };
  if (of.type.kind !== 'array') throw new Error('no elements');
  const { element: type, size } = of.type;
  if (!isViewArray(of.type)) return { code: at, type, missing: 'value' };
  const got = join(of, `.get(${index})`);
  if (size.fixed) return { ...got, type };
  const length = join(of, '.length');
  const have = length.missing ? `(${length.code} ?? 0)` : length.code;
  return { code: `(${have} > ${index} ? ${got.code} : undefined)`, type, missing: 'value' };
}
