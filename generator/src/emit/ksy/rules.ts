/** Bounds of fields, and rules over several: what only the bytes decide. What needs the device's own values is not judged. */
import type { Expr, Expression } from '../../expr/tree.js';
import type { FieldType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import type { Check } from '../../plan/plan.js';
import type { BodyType } from './body-type.js';
import { type Names, printTest, printValue } from './expression.js';
import { intervalOf } from './file-context.js';
import { bit, call, compare } from './integers.js';
import { docText } from './text.js';
import { bare, type IntValue, literal, Unprintable, type WideValue, whole } from './values.js';

/** An attribute without bytes whose only purpose is to be valid. */
export function addRule(body: BodyType, id: string, test: string, when: Expr | undefined, doc: string): void {
  const present = when === undefined ? {} : { if: printTest(when, body.view) };
  body.add(id, { size: 0, ...present, valid: { expr: ruleTest(test) } }).explain(docText(doc));
}

/** A test of something else than the attribute: it looks at the attribute too, because Go takes no name that is not used. */
export function ruleTest(test: string): string {
  return `_.length == 0 and (${bare(test)})`;
}

export function addCheck(body: BodyType, field: SnapshotField, check: Check): void {
  if (check.judged) return;
  const reading = body.owned.get(field.name)?.at(-1);
  if (reading === undefined) return;
  const base = integerType(field.type);
  if (base === undefined) return;
  const { attribute } = reading;
  const value = base.bits === 64 ? whole(base.signed) : ({ kind: 'int', text: '_', range: intervalOf(base.bits, base.signed) } as const);
  if (check.kind === 'reserved') {
    attribute.test(zeroBits(value, BigInt(check.bits)));
    return;
  }
  if (check.kind !== 'min' && check.kind !== 'max') return;
  const op = check.kind === 'min' ? 'ge' : 'le';
  const limit = constantOf(check.value);
  if (limit === undefined) {
    if (check.each) return;
    const named: Expr = { op: body.scope, name: field.name };
    const test: Expr = { op, left: named, right: check.value.expr };
    tryRule(body, { text: `${field.name} ${op === 'ge' ? 'at least' : 'at most'} ${check.value.text}`, expr: test }, reading.when);
    return;
  }
  const range = intervalOf(base.bits, base.signed);
  if (op === 'ge' ? limit <= range.min : limit >= range.max) return;
  if (value.kind === 'wide') attribute.test(textOf(compare(op, value, literal(limit))));
  else if (op === 'ge') attribute.atLeast(limit);
  else attribute.atMost(limit);
}

/** A rule over several fields; what Kaitai has no words for is left to our own codecs. */
export function tryRule(body: BodyType, rule: Expression, when: Expr | undefined): void {
  try {
    const test = printTest(rule.expr, body.viewWhen(when));
    if (test !== 'true') addRule(body, 'rule', test, when, rule.text);
  } catch (error) {
    if (!(error instanceof Unprintable)) throw error;
  }
}

function zeroBits(value: IntValue | WideValue, bits: bigint): string {
  if (value.kind === 'int') {
    if (bits < 1n << 31n) return `((_ & ${bits}) == 0)`;
    const low = bits & ((1n << 31n) - 1n);
    const high = `(not ${textOf(bit(value, 31))})`;
    return low === 0n ? high : `((_ & ${low}) == 0 and ${high})`;
  }
  const masked = call('bitAnd', [value, literal(bits)]);
  if (masked.kind !== 'int' && masked.kind !== 'wide') throw new Unprintable('no integer');
  return textOf(compare('eq', masked, literal(0n)));
}

function constantOf(expression: Expression): bigint | undefined {
  if (expression.expr.op === 'int') return BigInt(expression.expr.value);
  try {
    const value = printValue(expression.expr, nothing);
    return value.kind === 'int' ? value.literal : undefined;
  } catch (error) {
    if (error instanceof Unprintable) return undefined;
    throw error;
  }
}

const nothing: Names = {
  reference(): never {
    throw new Unprintable('no constant');
  },
  size(): never {
    throw new Unprintable('no constant');
  },
  assuming: (): Names => nothing,
};

function integerType(type: FieldType): { readonly bits: number; readonly signed: boolean } | undefined {
  switch (type.kind) {
    case 'int':
      return type;
    case 'flags':
      return type.base;
    case 'bytes':
      return { bits: 8, signed: false };
    case 'array':
      return integerType(type.element);
    default:
      return undefined;
  }
}

function textOf(value: ReturnType<typeof compare>): string {
  if (value.kind === 'wide') throw new Unprintable('no test');
  return value.text;
}
