/** Which params of a device a refusal is about: as long as these keep their values, it stays. */
import type { DocumentModel, Expr } from '@migspec/capabilities';
import { paramIndex } from '../../document/names.js';
import { paramsOf, visitExpr } from '../../expression.js';

/** What a reason or a problem says of itself. */
export interface Complaint {
  readonly code: string;
  readonly param?: string;
  readonly observable?: string;
  readonly want?: string;
}

/** Names of params of `start`, where the device is made; `ends`: the model at both ends of the way. Empty: no param has anything to do with it. */
export function blamed(complaint: Complaint, start: DocumentModel, ends: readonly DocumentModel[]): ReadonlySet<string> {
  const models = [start, ...ends];
  const ids = closure(idsOf(complaint, models), models);
  const { byId } = paramIndex(start);
  return new Set([...ids].flatMap((id) => byId.get(id)?.name ?? []));
}

function idsOf({ code, param, observable, want }: Complaint, models: readonly DocumentModel[]): ReadonlySet<string> {
  if (param !== undefined && code !== 'MACHINE_FACT_DIFFERS' && code !== 'STREAM_SETTING_DIFFERS' && code !== 'RAM_DIFFERS')
    return new Set(models.flatMap((model) => paramIndex(model).byName.get(param)?.id ?? []));
  if (code === 'CONSTRAINT_BROKEN')
    return union(models.flatMap(({ constraints }) => constraints.flatMap(({ text, expr }) => (text === want ? [paramsOf(expr)] : []))));
  if (code === 'GUEST_INTERFACE_DIFFERS') {
    const values = models.flatMap(({ observables }) => observables.flatMap(({ name, value }) => (name === observable ? [value.expr] : [])));
    if (!values.some(readsState)) return union(values.map(paramsOf));
  }
  if (nothingToDoWithParams.has(code)) return new Set();
  return union(models.map(everyParamRead));
}

const nothingToDoWithParams: ReadonlySet<string> = new Set([
  'MODEL_UNKNOWN',
  'MACHINE_TYPE_UNKNOWN',
  'MACHINE_TYPE_DIFFERS',
  'MACHINE_FACT_DIFFERS',
  'STREAM_SETTING_DIFFERS',
  'FRAMING_DIFFERS',
  'CLASS_UNKNOWN',
  'DEVICE_DUPLICATE',
]);

function readsState(expr: Expr): boolean {
  let reads = false;
  visitExpr(expr, ({ op }) => {
    reads ||= op === 'state' || op === 'isReset';
  });
  return reads;
}

/** Where a param is left to its default, what the default reads decides, too. */
function closure(ids: ReadonlySet<string>, models: readonly DocumentModel[]): ReadonlySet<string> {
  const all = new Set(ids);
  for (const id of all) {
    for (const model of models) {
      const param = paramIndex(model).byId.get(id);
      if (param !== undefined) for (const other of paramsOf(param.default.expr)) all.add(other);
    }
  }
  return all;
}

const everyRead = new WeakMap<DocumentModel, ReadonlySet<string>>();

/** Whatever of the model reads params: layouts, rules, observables. */
function everyParamRead(model: DocumentModel): ReadonlySet<string> {
  const known = everyRead.get(model);
  if (known !== undefined) return known;
  const ids = new Set<string>();
  const { params: _params, versions: _versions, situations: _situations, ...rest } = model;
  JSON.stringify(rest, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'op' in value && value.op === 'param' && 'id' in value) ids.add(String(value.id));
    return value;
  });
  everyRead.set(model, ids);
  return ids;
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}
