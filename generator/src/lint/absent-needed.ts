import { state as codes } from '../diagnostics/codes/state.js';
import { fold } from '../expr/fold.js';
import { mapChildren } from '../expr/substitute.js';
import type { Expr } from '../expr/tree.js';
import type { Field, FieldType, Layout, Subsection } from '../ir/layout.js';
import { alive } from '../ir/revisions.js';
import type { ModelIR } from '../ir/spec.js';
import { zeroOf } from '../resolve/literals.js';
import { configurations, decide, whenParams } from './decide.js';
import { layoutsOf, type Place } from './layouts.js';
import type { LintContext, ModelRule } from './rule.js';

/**
 * A subsection that does not come leaves its variables at their absent values. With these it would not have been sent: were it
 * sent, the sender had other values, and they are lost.
 */
export const absentNeeded: ModelRule = (model, context) => {
  for (const place of layoutsOf(model)) if (place.kind === 'subsection') check(model, context, place);
};

function check(model: ModelIR, { reporter, span }: LintContext, place: Place): void {
  const subsection = place.layout as Subsection;
  const { needed } = subsection;
  for (const revision of model.revisions.keys()) {
    if (!alive(subsection, revision)) continue;
    const own = new Map(fieldsOf(subsection, revision).map((field) => [field.name, field]));
    const absent = fold(whenAbsent(model, needed.expr, own));
    const wrong = configurations(model, revision, [needed.expr, absent]).find(
      (configuration) => decide(needed.expr, configuration) === undefined && decide(absent, configuration) === true,
    );
    if (wrong === undefined) continue;
    const when = whenParams(model, wrong, [needed.expr]);
    const message = `where ${place.name} does not come, its variables have values with which ${needed.text} is true${when}`;
    reporter.report(codes.absentNeeded, span(...place.path), message, {
      related: [...own.values()]
        .filter((field) => field.absent !== undefined || field.reset !== undefined)
        .map((field) => ({
          message: `${field.name} is ${(field.absent ?? field.reset)?.text} when it is absent`,
          span: span(...place.path, 'fields', field.name),
        })),
      help: 'say with `absent` what the sender has when it leaves the subsection out, or correct `needed`',
    });
    return;
  }
}

/** What it carries, and what goes with it. */
function fieldsOf(layout: Layout, revision: number): readonly Field[] {
  const fields = layout.fields.filter((field) => field.name !== '' && alive(field, revision));
  return [...fields, ...layout.subsections.filter((each) => alive(each, revision)).flatMap((each) => fieldsOf(each, revision))];
}

/** The predicate with the absent values put in, as far as they are single values. */
function whenAbsent(model: ModelIR, expr: Expr, own: ReadonlyMap<string, Field>): Expr {
  if (expr.op === 'isReset') {
    const open = expr.of.filter((each) => atReset(each, own) !== true);
    if (open.some((each) => atReset(each, own) === false)) return { op: 'bool', value: false };
    return open.length === 0 ? { op: 'bool', value: true } : { op: 'isReset', of: open };
  }
  return absentValue(model, expr, own) ?? mapChildren(expr, (child) => whenAbsent(model, child, own));
}

/** Whether what is absent is at its reset value; nothing for what travels elsewhere or is computed. */
function atReset(expr: Expr, own: ReadonlyMap<string, Field>): boolean | undefined {
  if (expr.op === 'field' || expr.op === 'index') return atReset(expr.of, own);
  const field = expr.op === 'state' || expr.op === 'self' ? own.get(expr.name) : undefined;
  if (field === undefined) return undefined;
  if (field.absent === undefined) return true;
  const [absent, reset] = [fold(field.absent.expr), fold((field.reset ?? zeroOf(field.type)).expr)];
  if (!('value' in absent) || !('value' in reset)) return undefined;
  return absent.value === reset.value;
}

function absentValue(model: ModelIR, expr: Expr, own: ReadonlyMap<string, Field>): Expr | undefined {
  const field = fieldOf(model, expr, own);
  if (field === undefined || !single(field.type, expr.op === 'index')) return undefined;
  return (field.absent ?? field.reset ?? zeroOf(field.type)).expr;
}

/** The field that a path ends in. The fields of an absent struct have their own values. */
function fieldOf(model: ModelIR, expr: Expr, own: ReadonlyMap<string, Field>): Field | undefined {
  if (expr.op === 'state' || expr.op === 'self') return own.get(expr.name);
  if (expr.op === 'index') return fieldOf(model, expr.of, own);
  if (expr.op !== 'field') return undefined;
  const type = fieldOf(model, expr.of, own)?.type;
  const inner = type?.kind === 'array' ? type.element : type;
  const struct = inner?.kind === 'struct' ? model.structs.find((each) => each.id === inner.struct) : undefined;
  return struct?.fields.find((field) => field.name === expr.name);
}

/** One value, as the tree can say it. */
function single(type: FieldType, element: boolean): boolean {
  if (type.kind === 'array') return element && type.count.kind === 'fixed' && single(type.element, false);
  return ['int', 'flags', 'bool', 'enum', 'string'].includes(type.kind);
}
