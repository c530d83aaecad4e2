import { state as codes } from '../diagnostics/codes/state.js';
import type { Expr } from '../expr/tree.js';
import { walk } from '../expr/walk.js';
import { alive } from '../ir/revisions.js';
import type { ModelIR } from '../ir/spec.js';
import type { Value } from '../ir/values.js';
import { configurations, whenParams } from './decide.js';
import { blocksOf, expressionsOf, known, type Named, sectionsOf, textOf } from './named.js';
import type { LintContext, ModelRule } from './rule.js';

/** Names on the wire tell things apart in every configuration: sections together with their instance, blocks of RAM alone. */
export const wireNames: ModelRule = (model, context) => {
  for (const list of [sectionsOf(model), blocksOf(model)]) {
    for (const [i, one] of list.entries()) {
      for (const other of list.slice(0, i)) {
        const when = collision(model, other, one);
        if (when === undefined) continue;
        reportTwins(context, one, other, when);
        break;
      }
    }
  }
};

function reportTwins({ reporter, span }: LintContext, one: Named, other: Named, when: string): void {
  const related = [{ message: `the other ${one.what}`, span: span(...other.path) }];
  const both = `${one.label} and ${other.label}`;
  if (one.what === 'section') {
    reporter.report(codes.wireNameTwice, span(...one.path), `${both} have the same name and instance on the wire${when}`, {
      related,
      help: 'give one another `name` or `instance`',
    });
    return;
  }
  reporter.report(codes.ramNameTwice, span(...one.path), `the RAM blocks ${both} have the same name${when}`, {
    related,
    help: 'give one a name that the other never has',
  });
}

/** In which configuration, and at which place of the device, the two are called the same: ` when slot is 7`, or nothing to say. */
function collision(model: ModelIR, a: Named, b: Named): string | undefined {
  const read = [...expressionsOf(a), ...expressionsOf(b)];
  const places = numbersIn(read);
  for (const revision of model.revisions.keys()) {
    if (!alive(a.life, revision) || !alive(b.life, revision)) continue;
    for (const configuration of configurations(model, revision, read)) {
      const met = places.filter((place) => key(a, configuration, place) === key(b, configuration, place));
      if (met[0] === undefined) continue;
      const params = whenParams(model, configuration, read);
      if (met.length === places.length) return params;
      return `${params === '' ? ' when' : `${params} and`} device.instance is ${met[0]}`;
    }
  }
  return undefined;
}

/** Name and instance as they come out; what is not known here stays an expression, equal to itself alone. */
function key({ pieces, instance }: Named, configuration: ReadonlyMap<string, Value>, place: string): string {
  const shown = (expr: Expr): string => {
    const value = known(expr, configuration, place);
    return textOf(value) ?? `\0${JSON.stringify(value)}\0`;
  };
  const name = pieces.map((piece) => (typeof piece === 'string' ? piece : shown(piece.expr))).join('');
  return `${name}\n${instance === undefined ? '' : shown(instance)}`;
}

/** Places to try: where a counted instance can meet a fixed one, the number stands in an expression. */
function numbersIn(all: readonly Expr[]): readonly string[] {
  const found = new Set(['0', '1']);
  for (const expr of all) {
    walk(expr, (node) => {
      if (node.op === 'int' && !node.value.startsWith('-')) found.add(node.value);
    });
  }
  return [...found];
}
