import { fold } from '../expr/fold.js';
import { mapExpr } from '../expr/substitute.js';
import type { Expr, Expression } from '../expr/tree.js';
import type { Life, ModelIR } from '../ir/spec.js';
import type { Value } from '../ir/values.js';
import { withParams } from './decide.js';

/** What a stream calls by a name: a section, or a block of RAM. */
export interface Named {
  readonly what: 'section' | 'RAM block';
  readonly label: string;
  readonly life: Life;
  readonly pieces: readonly (string | Expression)[];
  readonly instance?: Expr;
  readonly path: readonly string[];
}

export function sectionsOf(model: ModelIR): readonly Named[] {
  return model.sections.map((section) => ({
    what: 'section',
    label: section.id,
    life: section,
    pieces: section.name,
    instance: section.instance.expr,
    path: ['model', model.id, 'sections', section.id],
  }));
}

export function blocksOf(model: ModelIR): readonly Named[] {
  return model.ram.map((block) => {
    const label = block.name.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.text}}`)).join('');
    return { what: 'RAM block', label, life: block, pieces: block.name, path: ['model', model.id, 'ram', label] };
  });
}

/** What decides how a thing is called. */
export function expressionsOf({ pieces, instance }: Named): readonly Expr[] {
  const inName = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.expr]));
  return instance === undefined ? inName : [...inName, instance];
}

/** The expression as far as it is known in a configuration, and at a place of the device. */
export function known(expr: Expr, configuration: ReadonlyMap<string, Value>, place?: string): Expr {
  const placed = (node: Expr): Expr =>
    place !== undefined && node.op === 'device' && node.name === 'instance' ? { op: 'int', value: place } : node;
  return fold(withParams(mapExpr(expr, placed), configuration));
}

/** As a name shows it; nothing for what is not known. */
export function textOf(expr: Expr): string | undefined {
  return expr.op === 'int' || expr.op === 'bool' || expr.op === 'string' ? String(expr.value) : undefined;
}
