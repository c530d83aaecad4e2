/** What outside the state a layout depends on: two equal layouts mean the same only where that is equal too. */
import type { DocumentField, DocumentFieldType, DocumentLayout, DocumentModel, Expr } from '@migspec/capabilities';
import { evaluate } from '../../expr/evaluate.js';
import { keyOf } from '../../expr/tree.js';
import { visitExpr } from '../../expression.js';
import type { DevicePair } from '../types.js';

/** Whether every param and fact that the layouts read has one value on both sides. The layouts have one digest. */
export function sameWithSameParams(pair: DevicePair, source: DocumentLayout, destination: DocumentLayout): boolean {
  const theirs = relevantNames(pair.destination.model, destination);
  for (const [key, expr] of relevantNames(pair.source.model, source)) {
    if (!theirs.has(key)) return false;
    const have = evaluate(expr, pair.source.env);
    if (have === undefined || have !== evaluate(expr, pair.destination.env)) return false;
  }
  return true;
}

const cache = new WeakMap<DocumentLayout, ReadonlyMap<string, Expr>>();

function relevantNames(model: DocumentModel, layout: DocumentLayout): ReadonlyMap<string, Expr> {
  const known = cache.get(layout);
  if (known !== undefined) return known;
  const found = new Map<string, Expr>();
  const read = (expression: { readonly expr: Expr } | undefined | false): void => {
    if (expression === undefined || expression === false) return;
    visitExpr(expression.expr, (node) => {
      if (node.op === 'param' || node.op === 'machine' || node.op === 'host' || node.op === 'device') found.set(keyOf(node), node);
    });
  };
  const readField = (field: DocumentField): void => {
    const { min, max, own, negotiated } = { ...field.unenforced, ...field.bounds };
    for (const expression of [field.when, field.reset, field.absent, field.filler, min, max, own?.value, own?.mask, negotiated])
      read(expression);
    readType(field.type);
  };
  const readType = (type: DocumentFieldType): void => {
    if (type.kind === 'bytes' && type.length.kind === 'counted') read(type.length.by);
    if (type.kind === 'array') {
      if (type.count.kind === 'counted') read(type.count.by);
      readType(type.element);
    }
    const struct = type.kind === 'struct' ? model.structs[type.struct] : undefined;
    if (struct !== undefined) for (const [key, expr] of relevantNames(model, struct)) found.set(key, expr);
  };
  const readLayout = (part: DocumentLayout): void => {
    for (const field of part.fields) readField(field);
    for (const rule of part.invariants) read(rule);
    for (const subsection of part.subsections) {
      read(subsection.needed);
      read(subsection.optional);
      readLayout(subsection);
    }
  };
  readLayout(layout);
  cache.set(layout, found);
  return found;
}
