import { fold } from '../expr/fold.js';
import { mapExpr } from '../expr/substitute.js';
import type { Expr } from '../expr/tree.js';
import { walk } from '../expr/walk.js';
import { inRange, members } from '../ir/ranges.js';
import { alive, valueAt } from '../ir/revisions.js';
import type { ModelIR, ParamIR } from '../ir/spec.js';
import type { Value } from '../ir/values.js';
import { intLimits } from '../resolve/values.js';

/** Configurations that are looked through one by one; above this a rule says nothing. */
const most = 4096;

/** The expression with what is known of params put in: a constant when that decides it. */
export function withParams(expr: Expr, values: ReadonlyMap<string, Value>): Expr {
  return fold(
    mapExpr(expr, (node) => {
      const value = node.op === 'param' ? values.get(node.id) : undefined;
      return value === undefined ? node : literal(value);
    }),
  );
}

function literal(value: Value): Expr {
  if (value.kind === 'bool') return { op: 'bool', value: value.value };
  return value.kind === 'int' ? { op: 'int', value: value.value } : { op: 'string', value: value.value };
}

/** Whether the rule holds for these params; nothing when something else decides, too. */
export function decide(expr: Expr, values: ReadonlyMap<string, Value>): boolean | undefined {
  const folded = withParams(expr, values);
  return folded.op === 'bool' ? folded.value : undefined;
}

/** The truth values that the rule takes over all values of its params at the revision; nothing when that cannot be told. */
export function outcomes(model: ModelIR, revision: number, expr: Expr): ReadonlySet<boolean> | undefined {
  const ids = new Set<string>();
  walk(expr, (node) => {
    if (node.op === 'param') ids.add(node.id);
  });
  let all: ReadonlyMap<string, Value>[] = [new Map()];
  for (const id of ids) {
    const param = model.params.find((each) => each.id === id);
    const domain = param === undefined ? undefined : values(param, revision, most / all.length);
    if (domain === undefined) return undefined;
    all = all.flatMap((before) => domain.map((value) => new Map([...before, [id, value]])));
  }
  const found = new Set<boolean>();
  for (const configuration of all) {
    const outcome = decide(expr, configuration);
    if (outcome === undefined) return undefined;
    found.add(outcome);
    if (found.size === 2) break;
  }
  return found;
}

/**
 * Configurations at the revision, by the params that the expressions read and those that constraints tie to them: every one, or
 * those at the ends of ranges where there are many. All satisfy the constraints, so what is found in one is there.
 */
export function configurations(model: ModelIR, revision: number, read: readonly Expr[]): readonly ReadonlyMap<string, Value>[] {
  const rules = model.constraints.filter((each) => alive(each, revision)).map(({ rule }) => rule.expr);
  const ids = new Set(read.flatMap(paramsOf));
  for (let before = -1; before !== ids.size; ) {
    before = ids.size;
    for (const tied of rules.map(paramsOf)) if (tied.some((id) => ids.has(id))) for (const id of tied) ids.add(id);
  }
  let all: ReadonlyMap<string, Value>[] = [new Map()];
  for (const param of model.params) {
    if (!ids.has(param.id)) continue;
    const domain = values(param, revision, Math.min(16, most / all.length)) ?? ends(param, revision);
    if (domain.length * all.length > most) return [];
    all = all.flatMap((before) => domain.map((value) => new Map([...before, [param.id, value]])));
  }
  return all.filter((configuration) => rules.every((rule) => decide(rule, configuration) !== false));
}

/** How a message says for which configuration something holds; nothing when it holds for each. */
export function whenParams(model: ModelIR, configuration: ReadonlyMap<string, Value>, read: readonly Expr[]): string {
  const ids = new Set(read.flatMap(paramsOf));
  const said = model.params.flatMap(({ id, name }) => {
    const value = ids.has(id) ? configuration.get(id) : undefined;
    return value === undefined ? [] : [`${name} is ${value.value}`];
  });
  return said.length === 0 ? '' : ` when ${said.join(' and ')}`;
}

function paramsOf(expr: Expr): readonly string[] {
  const ids: string[] = [];
  walk(expr, (node) => {
    if (node.op === 'param') ids.push(node.id);
  });
  return ids;
}

/** Values at the ends of the range, those that the range holds. */
function ends(param: ParamIR, revision: number): readonly Value[] {
  const range = valueAt(param.range, revision) ?? { items: [] };
  const texts = new Set<string>(range.items.flatMap((item) => ('value' in item ? [item.value] : [item.min, item.max])));
  if (param.type.kind === 'string') return [...texts].map((value) => ({ kind: 'string', value }));
  if (param.type.kind === 'int' || param.type.kind === 'flags') {
    const { bits } = param.type;
    const limits = intLimits(bits, param.type.kind === 'int' && param.type.signed);
    if (range.items.length === 0) for (const end of [limits.min, limits.max]) texts.add(String(end));
    if (range.mask !== undefined) texts.add(range.mask);
  }
  for (const step of param.default) if (step.value.expr.op === 'int') texts.add(step.value.expr.value);
  if (param.off?.kind === 'int') texts.add(param.off.value);
  return [...texts].map((value): Value => ({ kind: 'int', value })).filter((value) => inRange(range, value));
}

function values(param: ParamIR, revision: number, limit: number): readonly Value[] | undefined {
  if (!alive(param, revision)) {
    const implied = param.removed !== undefined && param.removed <= revision ? param.frozen : param.off;
    return implied === undefined ? undefined : [implied];
  }
  const range = valueAt(param.range, revision) ?? { items: [] };
  const allowed = (text: string): boolean => range.items.length === 0 || range.items.some((item) => 'value' in item && item.value === text);
  switch (param.type.kind) {
    case 'bool':
      return [false, true].filter((value) => allowed(String(value))).map((value) => ({ kind: 'bool', value }));
    case 'enum':
      return param.type.values.filter(allowed).map((value) => ({ kind: 'string', value }));
    case 'int':
      return members(range, intLimits(param.type.bits, param.type.signed), Math.min(256, Math.floor(limit)))?.map((value) => ({
        kind: 'int',
        value: String(value),
      }));
    default:
      return undefined;
  }
}
