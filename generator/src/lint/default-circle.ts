import { names as codes } from '../diagnostics/codes/names.js';
import { alive, valueAt } from '../ir/revisions.js';

import type { ModelIR } from '../ir/spec.js';
import { references } from '../resolve/references.js';
import type { ModelRule } from './rule.js';

/** Defaults that wait for each other: such a device could never be created without a word about one of them. */
export const defaultCircle: ModelRule = (model, { reporter, span }) => {
  const found = model.revisions.map((_, revision) => circleAt(model, revision)).find((circle) => circle !== undefined);
  const [param] = found ?? [];
  if (found === undefined || param === undefined) return;
  const message = `defaults are worked out from each other in a circle: ${found.map(({ name }) => name).join(' → ')}`;
  reporter.report(codes.cycle, span('model', model.id, 'params', param.id, 'default'), message);
};

type Param = ModelIR['params'][number];

/** The params of a circle of this revision, the first one again at the end. */
function circleAt(model: ModelIR, revision: number): readonly Param[] | undefined {
  const there = new Map(model.params.filter((param) => alive(param, revision)).map((param) => [param.id, param]));
  const done = new Set<Param>();
  const visit = (param: Param, chain: readonly Param[]): readonly Param[] | undefined => {
    const start = chain.indexOf(param);
    if (start >= 0) return [...chain.slice(start), param];
    if (done.has(param)) return undefined;
    const value = valueAt(param.default, revision);
    for (const { kind, name } of value === undefined ? [] : references(value.expr)) {
      const next = kind === 'params' ? there.get(name) : undefined;
      const circle = next === undefined ? undefined : visit(next, [...chain, param]);
      if (circle !== undefined) return circle;
    }
    done.add(param);
    return undefined;
  };
  for (const param of there.values()) {
    const circle = visit(param, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
