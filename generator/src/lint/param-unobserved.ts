import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { Expr } from '../expr/tree.js';
import { walk } from '../expr/walk.js';
import { alive, valueAt } from '../ir/revisions.js';
import type { ModelIR } from '../ir/spec.js';
import type { ModelRule } from './rule.js';

/** What the guest can see of a param is an observable that changes with it; a param that no guest sees says so. */
export const paramUnobserved: ModelRule = (model, { reporter, span }) => {
  for (const param of model.params) {
    if (!param.guestVisible) continue;
    const blind = model.revisions.findIndex((_, revision) => alive(param, revision) && !observed(model, revision).has(param.id));
    if (blind < 0) continue;
    reporter.report(
      codes.paramUnobserved,
      span('model', model.id, 'params', param.id),
      `param ${param.name} is guest-visible, and no observable reads it at revision "${model.revisions[blind]}"`,
      { help: 'add an observable that shows it, or say `guest-visible: false`' },
    );
  }
};

/** The params that some observable of the revision reads, also through other observables. */
function observed(model: ModelIR, revision: number): ReadonlySet<string> {
  const params = new Set<string>();
  for (const observable of model.observables) {
    const value = alive(observable, revision) ? valueAt(observable.value, revision)?.expr : undefined;
    if (value !== undefined) collect(value, params);
  }
  return params;
}

/** An observable that another one reads is an observable of its own, so its params are collected there. */
function collect(expr: Expr, params: Set<string>): void {
  walk(expr, (node) => {
    if (node.op === 'param') params.add(node.id);
  });
}
