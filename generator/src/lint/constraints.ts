import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { constant, showValue } from '../ir/constants.js';
import { alive, valueAt } from '../ir/revisions.js';
import type { ModelIR } from '../ir/spec.js';
import type { Value } from '../ir/values.js';
import { decide, outcomes, withParams } from './decide.js';
import { expand } from './expansion.js';
import type { LintContext, ModelRule } from './rule.js';

/** A constraint separates configurations: some satisfy it and some do not; the defaults and every version do. */
export const constraints: ModelRule = (model, context) => {
  const { reporter, span } = context;
  for (const [i, constraint] of model.constraints.entries()) {
    const place = span('model', model.id, 'constraints', String(i));
    const { text, expr } = constraint.rule;
    const revisions = model.revisions.flatMap((_, revision) => (alive(constraint, revision) ? [revision] : []));
    const found = revisions.map((revision) => outcomes(model, revision, expr));
    const impossible = found.findIndex((each) => each !== undefined && each.size > 0 && !each.has(true));
    if (impossible >= 0) {
      const name = model.revisions[revisions[impossible] ?? 0];
      reporter.report(codes.constraintImpossible, place, `no configuration satisfies ${text} at revision "${name}"`, {
        help: 'correct it: as it is, no device can be created',
      });
      continue;
    }
    if (found.length > 0 && found.every((each) => each !== undefined && !each.has(false))) {
      reporter.report(codes.constraintNeedless, place, `every configuration satisfies ${text}`, {
        help: 'remove it, or correct it: it refuses nothing',
      });
      continue;
    }
    checkDefaults(model, context, i, revisions);
    checkVersions(model, context, i, revisions);
  }
};

function checkDefaults(model: ModelIR, { reporter, span }: LintContext, i: number, revisions: readonly number[]): void {
  const rule = model.constraints[i]?.rule;
  if (rule === undefined) return;
  for (const revision of revisions) {
    const values = defaults(model, revision);
    if (decide(rule.expr, values) !== false) continue;
    const related = model.params
      .filter((param) => mentions(rule.text, param.name))
      .map((param) => ({
        message: `${param.name} is ${show(values, param.id)}`,
        span: span('model', model.id, 'params', param.id, 'default'),
      }));
    reporter.report(
      codes.defaultBreaksConstraint,
      span('model', model.id, 'constraints', String(i)),
      `the defaults of revision "${model.revisions[revision]}" break ${rule.text}`,
      { related, help: 'give a param of it another default, or correct the constraint' },
    );
    return;
  }
}

function checkVersions(model: ModelIR, { reporter, span }: LintContext, i: number, revisions: readonly number[]): void {
  const rule = model.constraints[i]?.rule;
  if (rule === undefined) return;
  for (const version of model.versions) {
    const expansions = revisions.map((revision) => expand(model, version, revision)).filter((each) => each.kind === 'complete');
    const [first] = expansions;
    if (first === undefined || expansions.some((each) => decide(rule.expr, each.values) !== false)) continue;
    reporter.report(
      codes.versionBreaksConstraint,
      span('model', model.id, 'versions', version.name),
      `version "${version.name}" breaks ${rule.text}: ${model.params
        .filter((param) => mentions(rule.text, param.name))
        .map((param) => `${param.name} is ${show(first.values, param.id)}`)
        .join(', ')}`,
      { related: [{ message: 'the constraint', span: span('model', model.id, 'constraints', String(i)) }] },
    );
  }
}

/** The defaults as far as they follow from each other alone; those that depend on the machine are left out. */
function defaults(model: ModelIR, revision: number): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  const open = model.params.filter((param) => alive(param, revision));
  for (let rounds = open.length; rounds > 0; rounds--) {
    for (const param of open) {
      const expression = values.has(param.id) ? undefined : valueAt(param.default, revision);
      const value = expression === undefined ? undefined : constant(withParams(expression.expr, values));
      if (value !== undefined) values.set(param.id, value);
    }
  }
  return values;
}

function mentions(text: string, param: string): boolean {
  return new RegExp(`params\\.${param.replaceAll('-', '_')}\\b`).test(text);
}

function show(values: ReadonlyMap<string, Value>, id: string): string {
  const value = values.get(id);
  return value === undefined ? 'not there' : showValue(value);
}
