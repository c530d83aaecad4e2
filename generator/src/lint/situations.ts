import { state as codes } from '../diagnostics/codes/state.js';
import { fold } from '../expr/fold.js';
import type { Expr } from '../expr/tree.js';
import { childrenOf } from '../expr/walk.js';
import type { Bounds, Field, FieldType } from '../ir/layout.js';
import { alive } from '../ir/revisions.js';
import type { Life, ModelIR, SituationIR, SituationValue } from '../ir/spec.js';
import { outcomes } from './decide.js';
import { layoutsOf } from './layouts.js';
import { type LintContext, type ModelRule, sameExpr } from './rule.js';

/** A situation is a state of its own that some configuration can have and every receiver accepts. */
export const situations: ModelRule = (model, context) => {
  const { reporter, span } = context;
  for (const [i, situation] of model.situations.entries()) {
    const place = span('model', model.id, 'situations', situation.name);
    const twin = model.situations.slice(0, i).find((before) => meet(before, situation) && same(before, situation));
    if (twin !== undefined) {
      reporter.report(codes.situationTwice, place, `${situation.name} is the same situation as ${twin.name}`, {
        related: [{ message: 'the other', span: span('model', model.id, 'situations', twin.name) }],
        help: 'remove one, or say what differs',
      });
    }
    checkReachable(model, situation, context);
    // Builds with an erratum come to states that others refuse.
    if (situation.errata === undefined) checkBounds(model, situation, context);
  }
};

function meet(a: Life, b: Life): boolean {
  return (a.removed === undefined || b.added < a.removed) && (b.removed === undefined || a.added < b.removed);
}

function same(a: SituationIR, b: SituationIR): boolean {
  const when = a.when === undefined && b.when === undefined ? true : sameExpr(a.when?.expr, b.when?.expr);
  return when && JSON.stringify(a.state) === JSON.stringify(b.state);
}

function checkReachable(model: ModelIR, situation: SituationIR, { reporter, span }: LintContext): void {
  const { when } = situation;
  if (when === undefined) return;
  const revisions = model.revisions.flatMap((_, revision) => (alive(situation, revision) ? [revision] : []));
  const never = revisions.every((revision) => {
    const rules = model.constraints.filter((each) => alive(each, revision)).map((each) => each.rule.expr);
    const all = rules.reduce((left: Expr, right): Expr => ({ op: 'and', left, right }), when.expr);
    const found = outcomes(model, revision, all) ?? outcomes(model, revision, when.expr);
    return found !== undefined && !found.has(true);
  });
  if (!never || revisions.length === 0) return;
  reporter.report(
    codes.situationUnreachable,
    span('model', model.id, 'situations', situation.name),
    `no configuration has the situation ${situation.name}: ${when.text} never holds`,
    { help: 'correct `when`; it must hold for some values within the ranges and constraints' },
  );
}

function checkBounds(model: ModelIR, situation: SituationIR, { reporter, span }: LintContext): void {
  for (const [path, value] of Object.entries(situation.state)) {
    const [first, ...rest] = path.split('.');
    const start = layoutsOf(model)
      .filter(({ kind }) => kind !== 'struct')
      .flatMap(({ layout }) => layout.fields)
      .find((field) => field.name === first && meet(field, situation));
    const found = start === undefined ? undefined : reach(model, start.type, start.bounds, rest);
    const broken =
      found === undefined
        ? undefined
        : (outside(model, path, found.type, found.bounds, value) ?? unlike(model, situation, path, found, value));
    if (broken === undefined) continue;
    reporter.report(codes.situationOutsideBounds, span('model', model.id, 'situations', situation.name, path), broken, {
      help: 'a state that every receiver refuses is no situation: write a value inside the bounds',
    });
  }
}

interface Reached {
  readonly type: FieldType;
  readonly bounds: Bounds;
}

function reach(model: ModelIR, type: FieldType, bounds: Bounds, path: readonly string[]): Reached | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return { type, bounds };
  if (type.kind === 'array') return reach(model, type.element, bounds, rest);
  const field = fieldOf(model, type, step);
  return field === undefined ? undefined : reach(model, field.type, field.bounds, rest);
}

function fieldOf(model: ModelIR, type: FieldType, name: string): Field | undefined {
  const struct = type.kind === 'struct' ? model.structs.find((each) => each.id === type.struct) : undefined;
  const all = (layout: { fields: readonly Field[]; subsections: readonly { fields: readonly Field[] }[] }): readonly Field[] => [
    ...layout.fields,
    ...layout.subsections.flatMap((each) => each.fields),
  ];
  return struct === undefined ? undefined : all(struct).find((field) => field.name === name);
}

/** What is wrong with a value, when its bounds and the value are constant. */
function outside(model: ModelIR, path: string, type: FieldType, bounds: Bounds, value: SituationValue): string | undefined {
  switch (value.kind) {
    case 'random':
      return undefined;
    case 'list':
      return first(value.items.map((item, i) => outside(model, `${path}.${i}`, type.kind === 'array' ? type.element : type, bounds, item)));
    case 'object': {
      const struct = type.kind === 'array' ? type.element : type;
      return first(
        Object.entries(value.fields).map(([name, inner]) => {
          const field = fieldOf(model, struct, name);
          return field === undefined ? undefined : outside(model, `${path}.${name}`, field.type, field.bounds, inner);
        }),
      );
    }
    case 'expr': {
      const given = integerOf(value.value.expr);
      const [min, max] = [integerOf(bounds.min?.expr), integerOf(bounds.max?.expr)];
      const reserved = BigInt(bounds.reserved ?? '0');
      if (given === undefined) return undefined;
      if (min !== undefined && given < min) return `${path} is ${given}, below its lower bound, ${min}`;
      if (max !== undefined && given > max) return `${path} is ${given}, above its upper bound, ${max}`;
      return given >= 0n && (given & reserved) !== 0n ? `${path} has reserved bits, 0x${(given & reserved).toString(16)}` : undefined;
    }
  }
}

/** What a device compares with its own value is, wherever the device is, what the comparison demands. */
function unlike(model: ModelIR, situation: SituationIR, path: string, { bounds }: Reached, value: SituationValue): string | undefined {
  const { own } = bounds;
  if (own === undefined || value.kind !== 'expr') return undefined;
  const under = (expr: Expr): Expr => (own.mask === undefined ? expr : { op: 'call', name: 'bitAnd', args: [expr, own.mask.expr] });
  const op = own.compare === 'at-most' ? 'gt' : 'ne';
  const differs: Expr = { op, left: under(value.value.expr), right: under(own.value.expr) };
  const revisions = model.revisions.flatMap((_, revision) => (alive(situation, revision) ? [revision] : []));
  const broken = revisions.some((revision) => {
    const rules = model.constraints.filter((each) => alive(each, revision)).map((each) => each.rule.expr);
    const all = [...rules, ...(situation.when === undefined ? [] : [situation.when.expr])];
    return outcomes(
      model,
      revision,
      all.reduce((left: Expr, right): Expr => ({ op: 'and', left, right }), differs),
    )?.has(true);
  });
  const words = own.compare === 'equal' ? '' : own.compare === 'at-most' ? ', at most' : `, under the mask ${own.mask?.text}`;
  return broken ? `${path} is ${value.value.text}, and every build compares it with its own, ${own.value.text}${words}` : undefined;
}

function first(found: readonly (string | undefined)[]): string | undefined {
  return found.find((each) => each !== undefined);
}

function integerOf(expr: Expr | undefined): bigint | undefined {
  const folded = expr === undefined ? undefined : fold(expr);
  return folded?.op === 'int' ? BigInt(folded.value) : undefined;
}

/**
 * A subsection that depends on the state travels in some situation, or the matrix never sees it. A model without situations
 * gets one that sets everything.
 */
export const subsectionWitnessed: ModelRule = (model, { reporter, span }) => {
  if (model.situations.length === 0) return;
  for (const { kind, name, layout, path } of layoutsOf(model)) {
    if (kind !== 'subsection' || !('needed' in layout)) continue;
    const { needed, ...life } = layout as typeof layout & Life & { readonly needed: { readonly expr: Expr } };
    const read = variablesIn(needed.expr);
    if (read.size === 0) continue;
    const set = model.situations.some((situation) => meet(situation, life) && [...namesIn(situation)].some((each) => read.has(each)));
    if (set) continue;
    reporter.report(
      codes.predicateUnwitnessed,
      span(...path),
      `no situation sets ${[...read].join(' or ')}, so subsection ${name} never travels`,
      {
        help: `add a situation with state: { ${[...read][0]}: … }`,
      },
    );
  }
};

/** The variables and fields that an expression reads, by the last name of each. */
function variablesIn(expr: Expr): ReadonlySet<string> {
  if (expr.op === 'state' || expr.op === 'self' || expr.op === 'field') return new Set([expr.name]);
  return new Set(childrenOf(expr).flatMap((child) => [...variablesIn(child)]));
}

function namesIn(situation: SituationIR): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: SituationValue): void => {
    if (value.kind === 'list') for (const item of value.items) visit(item);
    if (value.kind !== 'object') return;
    for (const [name, inner] of Object.entries(value.fields)) {
      names.add(name);
      visit(inner);
    }
  };
  for (const [path, value] of Object.entries(situation.state)) {
    for (const step of path.split('.')) names.add(step);
    visit(value);
  }
  return names;
}
