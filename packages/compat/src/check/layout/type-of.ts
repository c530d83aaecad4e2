/** The declared type behind an expression, where it is a place in the state. */
import type { DocumentField, DocumentFieldType, DocumentModel, Expr } from '@migspec/capabilities';
import type { Bounds } from '../../expr/implies.js';
import { intBase } from './int-base.js';

export interface TypeScope {
  readonly model: DocumentModel;
  /** The struct around, for `self`; undefined at the top, where `self` is a variable. */
  readonly struct?: string | undefined;
  /** Elements that enclosing `all` and `exists` name. */
  readonly vars?: ReadonlyMap<string, DocumentFieldType | undefined>;
}

export function typeOfPlace(scope: TypeScope, expr: Expr): DocumentFieldType | undefined {
  switch (expr.op) {
    case 'state':
      return variable(scope.model, expr.name)?.type;
    case 'self':
      return fieldOf(scope.model, scope.struct, expr.name)?.type;
    case 'var':
      return scope.vars?.get(expr.name);
    case 'index': {
      const type = typeOfPlace(scope, expr.of);
      return type?.kind === 'array' ? type.element : undefined;
    }
    case 'field': {
      const type = typeOfPlace(scope, expr.of);
      return type?.kind === 'struct' ? fieldOf(scope.model, type.struct, expr.name)?.type : undefined;
    }
    default:
      return undefined;
  }
}

export function fieldOf(model: DocumentModel, struct: string | undefined, name: string): DocumentField | undefined {
  if (struct === undefined) return variable(model, name);
  const found = model.structs[struct];
  return found === undefined
    ? undefined
    : [found, ...found.subsections].flatMap((layout) => layout.fields).find((field) => field.name === name);
}

/** What the type alone says of an integer in the state. */
export function typeBounds(model: DocumentModel): (expr: Expr) => Bounds | undefined {
  return (expr) => {
    const type = typeOfPlace({ model }, expr);
    const base = type === undefined || type.kind === 'enum' || type.kind === 'bool' ? undefined : intBase(type);
    if (base === undefined) return undefined;
    const bits = BigInt(base.bits);
    return base.signed ? { min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n } : { min: 0n, max: (1n << bits) - 1n };
  };
}

function variable(model: DocumentModel, name: string): DocumentField | undefined {
  return model.variables.find((candidate) => candidate.name === name);
}
