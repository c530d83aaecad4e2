import { fold } from '../expr/fold.js';
import { mapExpr } from '../expr/substitute.js';
import type { Expr } from '../expr/tree.js';
import { walk } from '../expr/walk.js';
import { members } from '../ir/ranges.js';
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
