import { breaking } from '../diagnostics/codes/breaking.js';
import type { Expression } from '../expr/tree.js';
import { classesOf, className } from '../ir/class-reach.js';
import { constant, ofType, showValue } from '../ir/constants.js';
import { type MachineTable, machineTables } from '../ir/machine-tables.js';
import { alive, valueAt } from '../ir/revisions.js';
import type { BuildIR, ImplementationIR, ModelIR, ParamIR, SpecIR } from '../ir/spec.js';
import type { Value } from '../ir/values.js';
import { type LintContext, type SpecRule, sameExpr } from './rule.js';

/**
 * Where a destination is made by its own machine table, a default that changes between two builds must be restored by every
 * older machine type that both have: else one name is two machines.
 */
export const defaultChanged: SpecRule = (spec, context) => {
  for (const implementation of spec.implementations) {
    if (implementation.destination !== 'started') continue;
    const oldestFirst = [...implementation.builds].reverse();
    for (const [i, older] of oldestFirst.entries()) {
      const newer = oldestFirst[i + 1];
      if (newer !== undefined) comparePair(spec, implementation, older, newer, context);
    }
  }
};

function comparePair(spec: SpecIR, implementation: ImplementationIR, older: BuildIR, newer: BuildIR, context: LintContext): void {
  const oldTables = new Map(machineTables(spec, implementation, older).map((table) => [table.name, table]));
  const both = machineTables(spec, implementation, newer).filter((table) => oldTables.has(table.name));
  for (const known of newer.models) {
    const model = spec.models.find((each) => each.id === known.model);
    const before = older.models.find((each) => each.model === known.model);
    if (model === undefined || before === undefined || before.revision === known.revision) continue;
    const reach = classesOf(implementation, model.id);
    for (const param of model.params) {
      if (param.compare === 'ignore') continue;
      const broken = both.flatMap((table) => {
        const old = oldTables.get(table.name);
        const have = old === undefined ? undefined : effective(implementation, old, reach, param, before.revision);
        const want = effective(implementation, table, reach, param, known.revision);
        return have === undefined || want === undefined || sameEffect(have, want) ? [] : [{ table, have, want }];
      });
      const [first] = broken;
      if (first === undefined) continue;
      report(
        spec,
        implementation,
        model,
        param,
        older,
        newer,
        broken.map((each) => each.table),
        first.have,
        first.want,
        reach,
        context,
      );
    }
  }
}

/** What a device gets in a build under a machine type: a value, or an expression over the machine. */
type Effect = { readonly value: Value } | { readonly expression: Expression };

function effective(
  implementation: ImplementationIR,
  table: MachineTable,
  reach: readonly string[],
  param: ParamIR,
  revision: number,
): Effect | undefined {
  if (!alive(param, revision)) {
    const implied = param.removed !== undefined && param.removed <= revision ? param.frozen : param.off;
    return implied === undefined ? undefined : { value: implied };
  }
  const entry = table.entries.findLast((each) => each.property === param.name && reach.includes(className(implementation, each.class)));
  if (entry !== undefined) return { value: ofType(param.type, entry.value) };
  const expression = valueAt(param.default, revision);
  if (expression === undefined) return undefined;
  const value = constant(expression.expr);
  return value === undefined ? { expression } : { value };
}

function sameEffect(a: Effect, b: Effect): boolean {
  if ('value' in a && 'value' in b) return String(a.value.value) === String(b.value.value);
  return 'expression' in a && 'expression' in b && sameExpr(a.expression.expr, b.expression.expr);
}

function report(
  spec: SpecIR,
  implementation: ImplementationIR,
  model: ModelIR,
  param: ParamIR,
  older: BuildIR,
  newer: BuildIR,
  tables: readonly MachineTable[],
  have: Effect,
  want: Effect,
  reach: readonly string[],
  { reporter, span }: LintContext,
): void {
  const names = tables.map((table) => table.name);
  const [oldName, newName] = [older.alias ?? older.name, newer.alias ?? newer.name];
  const sets = new Map<string, string[]>();
  for (const family of spec.machineFamilies) {
    for (const type of family.types) {
      if (!names.includes(type.name)) continue;
      for (const set of type.compat) sets.set(set, [...(sets.get(set) ?? []), type.name]);
    }
  }
  const related = [...sets].map(([set, types]) => ({
    message: `what ${types.join(' and ')} ${types.length === 1 ? 'restores' : 'restore'}`,
    span: span('compat', implementation.name, set),
  }));
  const target = related.length === 0 ? 'a compat set of it' : 'it';
  const remedy =
    'value' in have
      ? `add \`${reach[0] ?? 'CLASS'}: { ${param.name}: ${showValue(have.value)} }\` to ${target}`
      : 'a machine table cannot restore an expression: keep the default';
  reporter.report(
    breaking.defaultChanged,
    span('model', model.id, 'params', param.id, 'default'),
    `the default of ${param.name} changes from ${show(have)} (${oldName}) to ${show(want)} (${newName}), and ${names.join(' and ')} ${names.length === 1 ? 'does' : 'do'} not restore it; ` +
      `this breaks ${oldName} → ${newName}, ${newName} → ${oldName} and ${oldName} → ${newName} → ${newName}`,
    { related, help: remedy },
  );
}

function show(effect: Effect): string {
  return 'value' in effect ? showValue(effect.value) : effect.expression.text;
}
